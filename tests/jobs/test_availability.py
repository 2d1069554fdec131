"""Planning asks one question: can they go? No shift, leave, a paper, another visit: all reasons are told at once."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.errors import Clash, NotAllowed
from apps.crews.actions import deactivate_user
from apps.crews.availability import Why
from apps.crews.models import Member
from apps.crews.states import Role
from apps.jobs.actions import dispatch_visit, plan_visit, reschedule_visit
from apps.jobs.availability import available
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.states import VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, person
from tests.jobs.staffing import asks_for, holds, is_away, works

# NOW is nine in the morning in the company's zone.


def whys(refused: Any) -> set[str]:
    return {one["why"] for one in refused.value.details["obstacles"]}


def test_who_is_off_then_is_not_planned(cast: Cast, plan: PlanVisit) -> None:
    works(cast, cast.ana.member, 14, 18)
    with pytest.raises(Clash) as refused:
        plan()
    assert (refused.value.code, refused.value.status, whys(refused)) == ("not_available", 409, {Why.NO_SHIFT})
    assert plan(start=NOW + 6 * HOUR).status == VisitStatus.DISPATCHED


def test_who_is_on_leave_is_not_planned(cast: Cast, plan: PlanVisit) -> None:
    is_away(cast, cast.ana.member, NOW, NOW + 4 * HOUR)
    with pytest.raises(Clash, match="Ana") as refused:
        plan()
    assert whys(refused) == {Why.ON_LEAVE}


def test_all_that_is_in_the_way_is_told_at_once(cast: Cast, job: Job, visit: Visit, plan: PlanVisit) -> None:
    works(cast, cast.ana.member, 14, 18)
    is_away(cast, cast.ana.member, NOW, NOW + 4 * HOUR)
    asks_for(job)
    with pytest.raises(Clash) as refused:
        plan()
    assert whys(refused) == {Why.NO_SHIFT, Why.ON_LEAVE, Why.CERTIFICATE, Why.OTHER_VISIT}
    assert (refused.value.code, len(refused.value.details["clashes"])) == ("double_booking", 1)


def test_one_of_those_who_go_must_hold_what_the_job_asks_for(cast: Cast, job: Job, plan: PlanVisit) -> None:
    asks_for(job, level=2)
    holds(cast.ana.member, level=1)
    holds(cast.ben.member, level=3)
    with pytest.raises(Clash, match="Gas") as refused:
        plan(cast.ana.member)
    assert whys(refused) == {Why.CERTIFICATE}
    assert plan(cast.ana.member, cast.ben.member).status == VisitStatus.DISPATCHED


def test_a_paper_must_hold_on_the_visits_day_not_today(cast: Cast, job: Job, plan: PlanVisit) -> None:
    asks_for(job)
    holds(cast.ana.member, until=date(2026, 3, 3))
    plan(start=NOW + 24 * HOUR)
    with pytest.raises(Clash, match="Gas"):
        plan(start=NOW + 48 * HOUR)


def test_a_draft_of_nobody_asks_for_nothing(cast: Cast, job: Job) -> None:
    asks_for(job)
    assert plan_nobody(cast, job).status == VisitStatus.DRAFT


def plan_nobody(cast: Cast, job: Job) -> Visit:
    return plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=NOW,
        planned_end=NOW + HOUR,
        member_ids=[],
        draft=True,
    )


def test_what_was_overridden_is_in_the_audit_log_and_on_those_who_were_kept(cast: Cast, plan: PlanVisit) -> None:
    is_away(cast, cast.ana.member, NOW, NOW + 4 * HOUR)
    plan(cast.ana.member, cast.ben.member, override_reason="She comes in for this")
    assert {a.member_id: a.override_reason for a in Assignment.objects.all()} == {
        cast.ana.member.pk: "She comes in for this",
        cast.ben.member.pk: "",  # still under the constraint
    }
    [entry] = audited("visit.plan")
    [overridden] = entry.arguments["overridden"]
    assert overridden.startswith("Ana Silva is on leave")


def test_a_reason_where_nothing_is_in_the_way_overrides_nothing(cast: Cast, plan: PlanVisit) -> None:
    plan(override_reason="To be sure")
    assert Assignment.objects.get().override_reason == ""
    assert "overridden" not in audited("visit.plan")[0].arguments


def test_whoever_may_not_override_is_refused_whatever_the_reason(
    cast: Cast, plan: PlanVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_away(cast, cast.ana.member, NOW, NOW + 4 * HOUR)
    for place in ("states", "models.people"):
        monkeypatch.setattr(f"apps.crews.{place}.RIGHTS", {"dispatcher": frozenset({"visit.plan"})})
    with pytest.raises(NotAllowed):
        plan(override_reason="I say so")
    assert not Visit.objects.exists()


def test_a_draft_is_not_sent_when_its_member_fell_ill_meanwhile(cast: Cast, draft: Visit) -> None:
    is_away(cast, cast.ana.member, NOW, NOW + 4 * HOUR)
    with pytest.raises(Clash) as refused:
        dispatch_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id)
    assert refused.value.details["alternatives"]
    sent = dispatch_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id, override_reason="She is well again")
    assert (sent.status, sent.assignments.get().override_reason) == (VisitStatus.DISPATCHED, "She is well again")


def test_what_was_overridden_in_a_draft_is_not_asked_again(cast: Cast, plan: PlanVisit) -> None:
    is_away(cast, cast.ana.member, NOW, NOW + 4 * HOUR)
    draft = plan(draft=True, override_reason="She comes in for this")
    sent = dispatch_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id)
    assert sent.status == VisitStatus.DISPATCHED


def test_nobody_without_access_is_sent_for_no_reason_in_the_world(cast: Cast, draft: Visit) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    with pytest.raises(Clash, match="no access") as refused:
        dispatch_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id, override_reason="Send it")
    assert whys(refused) == {Why.INACTIVE}


def test_a_draft_that_is_given_to_somebody_can_be_sent_with_it(cast: Cast, job: Job) -> None:
    draft = plan_nobody(cast, job)
    sent = reschedule_visit(
        actor=cast.office(),
        now=NOW,
        visit_id=draft.public_id,
        planned_start=NOW,
        planned_end=NOW + HOUR,
        member_ids=[cast.ana.member.public_id],
        send=True,
    )
    assert sent.status == VisitStatus.DISPATCHED
    job.refresh_from_db()
    assert job.status == "scheduled"


def test_it_asks_as_many_questions_for_one_as_for_many(cast: Cast, visit: Visit) -> None:
    def asked() -> int:
        members = list(Member.objects.select_related("user"))
        with CaptureQueriesContext(connection) as queries:
            available(members, NOW, NOW + 3 * HOUR)
        return len(queries)

    before = asked()
    for name in ("Ida", "Jon", "Kim", "Leo"):
        works(cast, person(f"{name} Moss", Role.TECHNICIAN).member, 8, 17)
    assert asked() <= before + 2  # shifts are read where there are patterns at all
    assert asked() < 8
