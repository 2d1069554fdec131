"""`job.change`: what is to be done."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import cancel_job, change_job
from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus, Priority
from tests.conftest import NOW, Cast, audited, events


def change(cast: Cast, job: Job, **more: Any) -> Job:
    return change_job(**{"actor": cast.office(), "now": NOW, "job_id": job.public_id, "title": "Boiler repair", **more})


def test_it_changes_what_is_to_be_done_and_not_where_the_job_stands(cast: Cast, job: Job, visit: Visit) -> None:
    change(cast, job, priority=Priority.HIGH, duration_minutes=120)
    job.refresh_from_db()
    assert (job.title, job.priority, job.duration_minutes) == ("Boiler repair", Priority.HIGH, 120)
    assert job.status == JobStatus.SCHEDULED


def test_it_refuses_a_look_that_is_out_of_date(cast: Cast, job: Job) -> None:
    change(cast, job)
    with pytest.raises(StaleVersion):
        change(cast, job, version=1)


def test_an_outsider_is_told_there_is_no_such_job(cast: Cast, job: Job) -> None:
    with pytest.raises(NotHere):
        change(cast, job, actor=cast.outsider())
    assert [e.code for e in audited("job.change", "refused")] == ["not_found"]


def test_a_member_on_the_job_may_not(cast: Cast, job: Job, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        change(cast, job, actor=cast.field())
    assert [e.code for e in audited("job.change", "refused")] == ["not_allowed"]


def test_a_job_that_is_over_is_left_as_it_is(cast: Cast, job: Job) -> None:
    cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Customer moved")
    with pytest.raises(IllegalTransition):
        change(cast, job)


@pytest.mark.parametrize("bad", [{"title": ""}, {"duration_minutes": 0}], ids=str)
def test_what_cannot_be_right_is_refused(cast: Cast, job: Job, bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        change(cast, job, **bad)


def test_it_is_told_once(cast: Cast, job: Job) -> None:
    change(cast, job)
    assert [(e.subject_id, e.subject_version, e.payload) for e in events("job.changed")] == [(job.public_id, 2, {})]
