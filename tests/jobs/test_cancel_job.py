"""`job.cancel`: a job is called off, with the visits that have not begun."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import cancel_job, complete_visit, depart_for_visit
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.selectors import needing_follow_up
from apps.jobs.states import JobStatus, Outcome, StopReason, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events

CALLED_OFF = StopReason.CALLED_OFF


def test_it_calls_off_the_job_and_its_waiting_visits(cast: Cast, job: Job, plan: PlanVisit) -> None:
    sent, draft = plan(), plan(start=NOW + 5 * HOUR, draft=True)
    cancelled = cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Moved", why=CALLED_OFF)
    assert (cancelled.status, cancelled.status_reason, cancelled.stop_reason) == (
        JobStatus.CANCELLED,
        "Moved",
        CALLED_OFF,
    )
    visits = job.visits.values_list("status", "status_reason", "stop_reason")
    assert set(visits) == {(VisitStatus.CANCELLED, "Moved", CALLED_OFF)}
    assert not Assignment.objects.filter(visit__in=[sent, draft], live=True).exists()


def test_the_audit_entry_names_the_visits_too(cast: Cast, job: Job, visit: Visit) -> None:
    cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Customer moved")
    changes = {c["type"]: (c["before"]["status"], c["after"]["status"]) for c in audited("job.cancel")[0].changes}
    assert changes == {"job": ("scheduled", "cancelled"), "visit": ("dispatched", "cancelled")}


def test_a_visit_that_ended_stays_as_it_ended(cast: Cast, job: Job, plan: PlanVisit) -> None:
    ended = plan()
    plan(start=NOW + 5 * HOUR)
    complete_visit(actor=cast.field(), now=NOW, visit_id=ended.public_id)
    cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Rest not wanted")
    ended.refresh_from_db()
    assert ended.status == VisitStatus.COMPLETED


def test_a_job_that_is_called_off_needs_no_follow_up(cast: Cast, visit: Visit) -> None:
    ended = complete_visit(
        actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=Outcome.PARTIAL, reason="Part missing"
    )
    assert list(needing_follow_up(Visit.objects.all())) == [ended]
    cancelled = cancel_job(actor=cast.office(), now=NOW, job_id=visit.job.public_id, reason="Not wanted any more")
    assert not cancelled.needs_follow_up
    assert list(needing_follow_up(Visit.objects.all())) == []


def test_the_reason_stands_on_its_visits_as_on_the_job(cast: Cast, job: Job, visit: Visit) -> None:
    cancelled = cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason=" Customer moved ")
    visit.refresh_from_db()
    assert visit.status_reason == cancelled.status_reason == "Customer moved"


def test_an_outsider_is_told_there_is_no_such_job(cast: Cast, job: Job) -> None:
    with pytest.raises(NotHere):
        cancel_job(actor=cast.outsider(), now=NOW, job_id=job.public_id, reason="Mine")
    assert [e.code for e in audited("job.cancel", "refused")] == ["not_found"]


def test_a_member_on_the_job_may_not(cast: Cast, job: Job, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        cancel_job(actor=cast.field(), now=NOW, job_id=job.public_id, reason="Rain")
    assert [e.code for e in audited("job.cancel", "refused")] == ["not_allowed"]


def test_not_while_somebody_is_under_way(cast: Cast, job: Job, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition, match="under way"):
        cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Customer moved")


def test_not_when_the_work_is_done(cast: Cast, job: Job, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Too late")


@pytest.mark.parametrize("reason", ["", " \n", "x" * 501])
def test_a_reason_that_fits_is_needed(cast: Cast, job: Job, reason: str) -> None:
    with pytest.raises(BadInput):
        cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason=reason)


def test_job_and_visit_are_told_once_each(cast: Cast, job: Job, visit: Visit) -> None:
    cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Customer moved")
    assert [(e.subject_id, e.payload) for e in events("job.cancelled")] == [(job.public_id, {})]
    assert [(e.subject_id, e.payload) for e in events("visit.cancelled")] == [(visit.public_id, {"was_draft": False})]
