"""`job.release`: a hold ends."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import complete_visit, hold_job, release_job
from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus, Outcome
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def held(cast: Cast, job: Job, visit: Visit) -> Job:
    return hold_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Part missing")


def test_the_job_stands_again_where_its_visits_say(cast: Cast, held: Job) -> None:
    job = release_job(actor=cast.office(), now=NOW, job_id=held.public_id)
    assert (job.status, job.status_reason) == (JobStatus.SCHEDULED, "")


def test_what_happened_during_the_hold_counts(cast: Cast, held: Job, visit: Visit) -> None:
    complete_visit(
        actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=Outcome.PARTIAL, reason="Part missing"
    )
    job = release_job(actor=cast.office(), now=NOW, job_id=held.public_id)
    assert (job.status, job.needs_follow_up) == (JobStatus.READY, True)


def test_an_outsider_is_told_there_is_no_such_job(cast: Cast, held: Job) -> None:
    with pytest.raises(NotHere):
        release_job(actor=cast.outsider(), now=NOW, job_id=held.public_id)
    assert [e.code for e in audited("job.release", "refused")] == ["not_found"]


def test_a_member_on_the_job_may_not(cast: Cast, held: Job) -> None:
    with pytest.raises(NotAllowed):
        release_job(actor=cast.field(), now=NOW, job_id=held.public_id)
    assert [e.code for e in audited("job.release", "refused")] == ["not_allowed"]


def test_a_job_that_is_not_held_is_refused(cast: Cast, job: Job) -> None:
    with pytest.raises(IllegalTransition):
        release_job(actor=cast.office(), now=NOW, job_id=job.public_id)


def test_it_is_told_once_with_its_reason(cast: Cast, held: Job) -> None:
    release_job(actor=cast.office(), now=NOW, job_id=held.public_id, reason="Part came")
    assert [(e.subject_id, e.payload) for e in events("job.released")] == [(held.public_id, {"reason": "Part came"})]
