"""Plans that leave or a lost access break: marked with the reason, unmarked when it goes, and never a stale mark."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from apps.core.actor import Actor, Via
from apps.core.events import Envelope, listeners
from apps.core.impact import hits
from apps.core.models import Lane
from apps.crews.actions import (
    add_request,
    approve_request,
    cancel_absence,
    deactivate_user,
    reactivate_user,
    withdraw_certificate,
)
from apps.crews.models import Absence
from apps.crews.states import RequestKind
from apps.jobs.actions import cancel_visit, complete_visit, look_at_plans, reopen_visit, reschedule_visit, start_visit
from apps.jobs.models import Visit
from apps.jobs.selectors import to_replan
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events
from tests.crews.shifting import away
from tests.jobs.staffing import asks_for, holds

THIS_WEEK = "Ana Silva is on leave 2–6 Mar."


def deliver(name: str) -> None:
    """Hand the last event of that name to those who look at plans, as a worker would."""
    envelope = Envelope.of(events(name)[-1])
    for subscriber in listeners(name):
        if subscriber.name.startswith("jobs.look_at_plans"):
            assert subscriber.lane == Lane.SLOW, "it takes a transaction for each visit"
            subscriber.handle(envelope)


def mark_of(visit: Visit) -> str:
    visit.refresh_from_db()
    return visit.replan_because


@pytest.fixture
def absence(cast: Cast, visit: Visit) -> Absence:
    """Ana is away this week, and her visit knows."""
    made = away(cast)
    deliver("absence.added")
    return made


def test_leave_marks_what_is_planned_then_with_the_reason(cast: Cast, plan: PlanVisit) -> None:
    inside, behind = plan(), plan(start=NOW + timedelta(days=7))
    bens = plan(cast.ben.member)
    away(cast)
    deliver("absence.added")
    assert (mark_of(inside), mark_of(behind), mark_of(bens)) == (THIS_WEEK, "", "")
    assert list(to_replan(Visit.objects.all())) == [inside]


def test_the_mark_is_workhubs_own_deed_audited_and_told(visit: Visit, absence: Absence) -> None:
    entry = audited("visit.mark_for_replanning")[0]
    assert (entry.user, entry.via, entry.subject_id) == (None, Via.SCHEDULE, visit.public_id)
    assert entry.changes[0]["after"]["replan_because"] == THIS_WEEK
    assert [e.subject_id for e in events("visit.plan_broken")] == [visit.public_id]


def test_delivered_twice_it_is_done_once(visit: Visit, absence: Absence) -> None:
    deliver("absence.added")
    assert len(audited("visit.mark_for_replanning")) == len(events("visit.plan_broken")) == 1
    assert visit.version + 1 == Visit.objects.get(pk=visit.pk).version


def test_when_the_leave_is_cancelled_the_plan_stands(cast: Cast, visit: Visit, absence: Absence) -> None:
    cancel_absence(actor=cast.office(), now=NOW, absence_id=absence.public_id, reason="Feels better")
    deliver("absence.cancelled")
    assert mark_of(visit) == ""
    assert [e.subject_id for e in events("visit.plan_stands")] == [visit.public_id]


def test_another_reason_keeps_it_marked(cast: Cast, visit: Visit, absence: Absence) -> None:
    away(cast, "2026-03-02T09:00", "2026-03-02T12:00")
    cancel_absence(actor=cast.office(), now=NOW, absence_id=absence.public_id, reason="Only in the morning")
    deliver("absence.cancelled")
    assert mark_of(visit) == "Ana Silva is on leave 2 Mar 09:00–12:00."


def test_who_loses_their_access_cannot_go(cast: Cast, visit: Visit) -> None:
    visit_later = Visit.objects.filter(pk=visit.pk)
    visit_later.update(planned_start=NOW + timedelta(days=4000), planned_end=NOW + timedelta(days=4000, hours=1))
    visit.assignments.update(during=(NOW + timedelta(days=4000), NOW + timedelta(days=4000, hours=1)))
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    deliver("user.deactivated")
    assert mark_of(visit) == "Ana Silva has no access any more."
    reactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id)
    deliver("user.reactivated")
    assert mark_of(visit) == ""


def test_what_was_booked_in_spite_of_everything_is_left_alone(cast: Cast, plan: PlanVisit) -> None:
    away(cast)
    visit = plan(override_reason="She comes in for this one")
    deliver("absence.added")
    assert mark_of(visit) == ""


def test_a_paper_that_nobody_on_it_holds_any_more_marks_it_and_tells_nothing_of_whose_it_was(
    cast: Cast, visit: Visit
) -> None:
    asks_for(visit.job)
    paper = holds(cast.ana.member)
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=paper.public_id, reason="Forged")
    look_at_plans(members=[cast.ana.member.pk], start=NOW, end=NOW + 9 * HOUR, now=NOW)
    assert mark_of(visit) == "Nobody on it holds Gas (level 1)."


def test_planned_anew_it_carries_no_mark(cast: Cast, visit: Visit, absence: Absence) -> None:
    moved = reschedule_visit(
        actor=cast.office(),
        now=NOW,
        visit_id=visit.public_id,
        planned_start=visit.planned_start,
        planned_end=visit.planned_end,
        member_ids=[cast.ben.member.public_id],
    )
    assert moved.replan_because == ""
    look_at_plans(members=[cast.ana.member.pk], start=NOW, end=NOW + 9 * HOUR, now=NOW)
    assert mark_of(visit) == ""


def test_begun_ended_or_cancelled_it_carries_no_mark_and_reopened_it_does_again(cast: Cast, plan: PlanVisit) -> None:
    begun, ended, off = plan(), plan(start=NOW + 3 * HOUR), plan(start=NOW + 5 * HOUR)
    away(cast)
    deliver("absence.added")
    assert mark_of(begun) == mark_of(ended) == mark_of(off) == THIS_WEEK
    start_visit(actor=cast.field(), now=NOW, visit_id=begun.public_id)
    complete_visit(actor=cast.field(), now=NOW, visit_id=ended.public_id)
    cancel_visit(actor=cast.office(), now=NOW, visit_id=off.public_id, reason="Not needed")
    assert mark_of(begun) == mark_of(ended) == mark_of(off) == ""
    reopen_visit(actor=cast.office(), now=NOW, visit_id=off.public_id, reason="Needed after all")
    assert mark_of(off) == THIS_WEEK


def test_a_visit_that_is_under_way_is_not_marked(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    away(cast)
    deliver("absence.added")
    assert mark_of(visit) == ""


def test_what_would_be_hit_is_told_to_whom_may_see_it(cast: Cast, visit: Visit) -> None:
    def told(actor: Actor) -> list[tuple[str, str]]:
        return [(h.code, h.text) for h in hits(actor, [cast.ana.member.pk], NOW, NOW + 9 * HOUR)]

    assert told(cast.office()) == [(visit.code, "Boiler service · Oak St")]
    assert told(cast.field()) == told(cast.office())
    assert told(cast.outsider()) == []
    assert hits(cast.office(), [cast.ben.member.pk], NOW, NOW + 9 * HOUR) == []
    assert hits(cast.office(), [cast.ana.member.pk], NOW + 9 * HOUR, NOW + 10 * HOUR) == []


@pytest.mark.django_db(transaction=True)
def test_leave_that_is_approved_while_a_visit_is_being_planned_waits_for_it(cast: Cast, plan: PlanVisit) -> None:
    """Else the visit would be there a moment after it was looked at what the leave hits, and nobody would know."""
    start, end = NOW + HOUR, NOW + 9 * HOUR
    request = add_request(actor=cast.field(), now=NOW, kind=RequestKind.TIME_OFF, start=start, end=end)

    def approve() -> int:
        try:
            approve_request(actor=cast.admin(), now=NOW, request_id=request.public_id)
            return Visit.objects.count()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            plan()
            approving = threads.submit(approve)
            time.sleep(1)
        assert approving.result() == 1
