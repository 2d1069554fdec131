"""`job.hold`: a job is stopped for a reason."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import cancel_visit, complete_visit, hold_job, plan_visit, release_job, reopen_visit
from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus, Outcome, StopReason, VisitStatus
from tests.conftest import HOUR, NOW, Cast, audited, events


def test_it_stops_the_job_and_leaves_its_visits(cast: Cast, job: Job, visit: Visit) -> None:
    held = hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason=" Part missing ")
    visit.refresh_from_db()
    assert (held.status, held.status_reason) == (JobStatus.ON_HOLD, "Part missing")
    assert visit.status == VisitStatus.DISPATCHED


def test_why_is_kept_as_a_word_and_goes_with_the_hold(cast: Cast, job: Job) -> None:
    held = hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Monday", why=StopReason.PARTS)
    assert held.stop_reason == "parts"
    released = release_job(actor=cast.office(), now=NOW, job_id=job.public_id)
    assert (released.stop_reason, released.status_reason) == ("", "")
    assert hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Odd").stop_reason == "other"


def test_what_its_visits_do_does_not_end_the_hold(cast: Cast, job: Job, visit: Visit) -> None:
    hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Part missing")
    cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Part missing")
    job.refresh_from_db()
    assert job.status == JobStatus.ON_HOLD


def test_nothing_new_is_planned_while_it_holds(cast: Cast, job: Job) -> None:
    hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Part missing")
    with pytest.raises(IllegalTransition):
        plan_visit(
            actor=cast.office(),
            now=NOW,
            job_id=job.public_id,
            planned_start=NOW,
            planned_end=NOW + HOUR,
            member_ids=[cast.ana.member.public_id],
        )


def test_an_outsider_is_told_there_is_no_such_job(cast: Cast, job: Job) -> None:
    with pytest.raises(NotHere):
        hold_job(actor=cast.outsider(), now=NOW, job_id=job.public_id, reason="Mine")
    assert [e.code for e in audited("job.hold", "refused")] == ["not_found"]


def test_a_member_on_the_job_may_not(cast: Cast, job: Job, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        hold_job(actor=cast.field(), now=NOW, job_id=job.public_id, reason="Tired")
    assert [e.code for e in audited("job.hold", "refused")] == ["not_allowed"]


def test_a_job_whose_work_is_done_cannot_be_held(cast: Cast, job: Job, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Too late")


def test_a_reason_is_needed(cast: Cast, job: Job) -> None:
    with pytest.raises(BadInput) as refused:
        hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="  ")
    assert refused.value.code == "reason_missing"


def test_it_is_told_once(cast: Cast, job: Job) -> None:
    hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Part missing")
    assert [(e.subject_id, e.payload) for e in events("job.held")] == [(job.public_id, {})]


def test_whether_it_needs_a_follow_up_follows_its_visits_while_it_waits(cast: Cast, job: Job, visit: Visit) -> None:
    hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Part missing")
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=Outcome.UNABLE, reason="No key")
    job.refresh_from_db()
    assert (job.status, job.needs_follow_up) == (JobStatus.ON_HOLD, True)
    reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Misread")
    job.refresh_from_db()
    assert (job.status, job.needs_follow_up) == (JobStatus.ON_HOLD, False)
