"""`visit.plan`: a trip for members, a crew, or both."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import add_crew, deactivate_user, join_crew, leave_crew
from apps.crews.models import Crew
from apps.jobs.actions import cancel_job, plan_visit
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import JobStatus, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events


@pytest.fixture
def crew(cast: Cast) -> Crew:
    """Ben and Charlie, since March began."""
    crew = add_crew(actor=cast.admin(), now=NOW, name="North")
    for user in (cast.ben, cast.charlie):
        join_crew(
            actor=cast.admin(),
            now=NOW,
            crew_id=crew.public_id,
            member_id=user.member.public_id,
            since=date(2026, 3, 1),
        )
    return crew


def test_it_sends_the_visit_to_its_members(cast: Cast, job: Job, plan: PlanVisit) -> None:
    visit = Visit.objects.get(pk=plan().pk)
    held = Assignment.objects.get(visit=visit)
    assert (visit.status, visit.planned_start, visit.planned_end) == (
        VisitStatus.DISPATCHED,
        NOW + HOUR,
        NOW + 2 * HOUR,
    )
    assert (held.member, held.during.lower, held.during.upper, held.live) == (
        cast.ana.member,
        NOW + HOUR,
        NOW + 2 * HOUR,
        True,
    )
    job.refresh_from_db()
    assert job.status == JobStatus.SCHEDULED


def test_a_draft_is_not_sent_and_its_members_do_not_see_it(cast: Cast, draft: Visit) -> None:
    assert draft.status == VisitStatus.DRAFT
    assert not visits_visible_to(cast.field()).exists()
    assert not events("visit.dispatched")


def test_the_second_trip_of_a_job_says_so(plan: PlanVisit, job: Job) -> None:
    assert [plan().code, plan(start=NOW + 5 * HOUR).code] == [job.code, f"{job.code}/2"]


def test_a_crew_brings_those_who_belong_to_it_that_day(cast: Cast, plan: PlanVisit, crew: Crew) -> None:
    membership = cast.charlie.member.memberships.get()
    leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=date(2026, 3, 1))
    visit = plan(cast.ana.member, crew_id=crew.public_id)
    assert {(a.member, a.via_crew) for a in visit.assignments.all()} == {
        (cast.ana.member, None),
        (cast.ben.member, crew),
    }


def test_a_crews_day_is_the_companys_day(cast: Cast, plan: PlanVisit, crew: Crew, settings: Any) -> None:
    """21:30 in Chicago on the 28th is the 1st in UTC, but nobody belongs to the crew on the 28th yet."""
    settings.TIME_ZONE = "America/Chicago"
    start = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)
    assert plan(cast.ana.member, crew_id=crew.public_id, start=start).assignments.count() == 1
    assert plan(cast.ana.member, crew_id=crew.public_id, start=start + 3 * HOUR).assignments.count() == 3


def test_an_outsider_is_told_there_is_no_such_job(cast: Cast, plan: PlanVisit) -> None:
    with pytest.raises(NotHere):
        plan(actor=cast.outsider())
    assert [e.code for e in audited("visit.plan", "refused")] == ["not_found"]


def test_a_member_on_the_job_may_not(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    with pytest.raises(NotAllowed):
        plan(actor=cast.field(), start=NOW + 5 * HOUR)
    assert [e.code for e in audited("visit.plan", "refused")] == ["not_allowed"]


def test_a_job_that_is_over_gets_no_visit(cast: Cast, job: Job, plan: PlanVisit) -> None:
    cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Customer moved")
    with pytest.raises(IllegalTransition, match="cancelled"):
        plan()


@pytest.mark.parametrize(
    ("start", "hours", "code"),
    [
        (NOW, 0, "times_out_of_order"),
        (NOW, -1, "times_out_of_order"),
        (NOW, 24.1, "visit_too_long"),
        (NOW.replace(tzinfo=None), 1, "time_zone_missing"),
        (datetime(1, 1, 1, tzinfo=UTC), 1, "year_out_of_range"),
        (datetime(9999, 12, 31, 22, tzinfo=timezone(timedelta(hours=-14))), 1, "year_out_of_range"),
    ],
)
def test_times_that_cannot_be_right_are_refused(plan: PlanVisit, start: datetime, hours: float, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        plan(start=start, hours=hours)
    assert refused.value.code == code


def test_a_moment_is_the_same_in_any_zone(plan: PlanVisit) -> None:
    visit = plan(start=(NOW + HOUR).astimezone(timezone(timedelta(hours=-6))))
    assert Visit.objects.get(pk=visit.pk).planned_start == NOW + HOUR


def test_somebody_must_go_unless_it_is_a_draft(cast: Cast, job: Job) -> None:
    nobody: dict[str, Any] = {
        "actor": cast.office(),
        "now": NOW,
        "job_id": job.public_id,
        "planned_start": NOW,
        "planned_end": NOW + HOUR,
        "member_ids": [],
    }
    with pytest.raises(BadInput) as refused:
        plan_visit(**nobody)
    assert refused.value.code == "nobody_assigned"
    assert plan_visit(**nobody, draft=True).status == VisitStatus.DRAFT


def test_a_member_who_left_cannot_be_sent(cast: Cast, plan: PlanVisit) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    with pytest.raises(NotHere):
        plan(cast.ben.member)


def test_a_crew_that_never_was_is_not_found(cast: Cast, plan: PlanVisit) -> None:
    with pytest.raises(NotHere):
        plan(crew_id=uuid4())


def test_planned_and_dispatched_are_told_once_each(plan: PlanVisit, job: Job) -> None:
    visit = plan()
    assert [(e.subject_id, e.payload) for e in events("visit.planned")] == [
        (visit.public_id, {"job": str(job.public_id)})
    ]
    assert [(e.subject_id, e.payload) for e in events("visit.dispatched")] == [(visit.public_id, {})]
    assert [(e.subject_id, e.payload) for e in events("job.moved")] == [(job.public_id, {"status": "scheduled"})]


def test_a_crew_brings_who_belongs_to_it_on_the_day_of_the_visit(cast: Cast, plan: PlanVisit) -> None:
    crew = add_crew(actor=cast.admin(), now=NOW, name="North")
    first, last = NOW.date() - timedelta(days=30), NOW.date()
    for person, since, until in ((cast.ana, first, last), (cast.ben, last + timedelta(days=1), None)):
        days: dict[str, Any] = {"since": since, "until": until}
        join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=person.member.public_id, **days)
    today = plan(cast.charlie.member, crew_id=crew.public_id)
    tomorrow = plan(cast.charlie.member, crew_id=crew.public_id, start=NOW + timedelta(days=1))
    brought = [{a.member.user for a in v.assignments.filter(via_crew=crew)} for v in (today, tomorrow)]
    assert brought == [{cast.ana}, {cast.ben}]
    assert all(v.assignments.filter(member=cast.charlie.member, via_crew=None).exists() for v in (today, tomorrow))
