"""`visit.take_back`: the last tap on a visit was a slip."""

from datetime import timedelta

import pytest

from apps.core.errors import BadInput, Clash, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import (
    cancel_job,
    complete_visit,
    depart_for_visit,
    note_times,
    reschedule_visit,
    start_visit,
    submit_for_review,
    take_back_step,
)
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, Outcome, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events


def test_it_stands_as_it_stood_before(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    start_visit(actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id)
    again = take_back_step(actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id, reason="The other job")
    assert (again.status, again.en_route_at, again.on_site_at) == (VisitStatus.EN_ROUTE, NOW, None)
    assert [(e.subject_id, e.payload) for e in events("visit.step_taken_back")] == [
        (visit.public_id, {"step": "visit.start", "reason": "The other job"})
    ]
    assert [e.user_id for e in audited("visit.take_back")] == [cast.ana.pk]


def test_several_one_after_the_other(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, note="All good")
    for status in (VisitStatus.ON_SITE, VisitStatus.DISPATCHED):
        again = take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="The other job")
        assert (again.status, again.ended_at, again.outcome_note) == (status, None, "")
    again.job.refresh_from_db()
    assert (again.job.status, again.assignments.filter(live=True).count()) == (JobStatus.SCHEDULED, 1)
    with pytest.raises(IllegalTransition, match="never begun"):
        take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Once more")


def test_the_time_that_it_told_of_is_gone(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    start_visit(actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id)
    note_times(visit)
    take_back_step(actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id, reason="The other job")
    note_times(visit)
    assert [(t.kind, t.started_at, t.ended_at) for t in visit.times.all()] == [("travel", NOW, None)]


def test_only_the_step_that_is_meant(cast: Cast, visit: Visit) -> None:
    meant = start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id).version
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(StaleVersion):
        take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Slip", version=meant)


def test_not_when_something_else_changed_it_since(cast: Cast, visit: Visit) -> None:
    reschedule_visit(
        actor=cast.office(),
        now=NOW,
        visit_id=visit.public_id,
        planned_start=NOW + 2 * HOUR,
        planned_end=NOW + 3 * HOUR,
        member_ids=[cast.ana.member.public_id],
    )
    with pytest.raises(IllegalTransition, match="changed since"):
        take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Slip")


def test_not_when_its_time_was_given_away(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    plan()
    with pytest.raises(Clash):
        take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Slip")


def test_not_in_review(cast: Cast, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    submit_for_review(actor=cast.office(), now=NOW, job_id=visit.job.public_id)
    with pytest.raises(IllegalTransition):
        take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Slip")


def test_not_when_the_job_was_called_off_since(cast: Cast, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=Outcome.UNABLE, reason="No way in")
    cancel_job(actor=cast.office(), now=NOW, job_id=visit.job.public_id, reason="The customer moves out")
    with pytest.raises(IllegalTransition, match="is over"):
        take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Slip")
    assert not visit.assignments.filter(live=True).exists(), "nobody's time is held by a job that is called off"


def test_members_within_twelve_hours_the_office_at_any_time(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    late = NOW + timedelta(hours=13)
    with pytest.raises(IllegalTransition, match="more than 12 hours"):
        take_back_step(actor=cast.field(), now=late, visit_id=visit.public_id, reason="Slip")
    again = take_back_step(actor=cast.office(), now=late, visit_id=visit.public_id, reason="Slip")
    assert again.status == VisitStatus.DISPATCHED


def test_nobody_takes_back_a_colleagues_step(cast: Cast, plan: PlanVisit) -> None:
    shared = plan(cast.ana.member, cast.ben.member)
    start_visit(actor=cast.field(), now=NOW, visit_id=shared.public_id)
    with pytest.raises(NotAllowed):
        take_back_step(
            actor=type(cast.field())(cast.ben, cast.field().via), now=NOW, visit_id=shared.public_id, reason="x"
        )


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(NotHere):
        take_back_step(actor=cast.outsider(), now=NOW, visit_id=visit.public_id, reason="Mine")
    assert [e.code for e in audited("visit.take_back", "refused")] == ["not_found"]


def test_it_asks_for_a_reason(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(BadInput):
        take_back_step(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason=" ")
