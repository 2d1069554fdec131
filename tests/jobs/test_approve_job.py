"""`job.approve`: a job is closed by somebody who may."""

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.crews.states import Role
from apps.jobs.actions import approve_job
from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus
from tests.conftest import NOW, Cast, audited, events, person


def test_it_closes_the_job_once(cast: Cast, finished: Job) -> None:
    job = approve_job(actor=cast.admin(), now=NOW, job_id=finished.public_id)
    assert (job.status, job.closed_at) == (JobStatus.CLOSED, NOW)
    with pytest.raises(IllegalTransition):
        approve_job(actor=cast.admin(), now=NOW, job_id=finished.public_id)
    assert len(events("job.approved")) == 1


def test_work_that_is_not_done_is_not_closed(cast: Cast, visit: Visit) -> None:
    with pytest.raises(IllegalTransition):
        approve_job(actor=cast.admin(), now=NOW, job_id=visit.job.public_id)


def test_who_may_not_is_refused(cast: Cast, finished: Job) -> None:
    stranger = Actor(person("Mia Keller", Role.MANAGER), Via.ADMIN)  # her crews were not there
    for actor in (cast.outsider(), stranger):
        with pytest.raises(NotHere):
            approve_job(actor=actor, now=NOW, job_id=finished.public_id)
    for actor in (cast.field(), cast.office()):
        with pytest.raises(NotAllowed):
            approve_job(actor=actor, now=NOW, job_id=finished.public_id)
    assert [e.code for e in audited("job.approve", "refused")] == ["not_found"] * 2 + ["not_allowed"] * 2
