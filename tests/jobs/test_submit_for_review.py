"""`job.submit_for_review`: the review begins, and the record is locked."""

from collections.abc import Callable

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import approve_job, change_job, reopen_visit, require_skills, submit_for_review
from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus
from tests.conftest import NOW, Cast, audited, events


def test_it_begins_the_review_once(cast: Cast, finished: Job) -> None:
    job = submit_for_review(actor=cast.office(), now=NOW, job_id=finished.public_id)
    assert job.status == JobStatus.IN_REVIEW
    with pytest.raises(IllegalTransition):
        submit_for_review(actor=cast.office(), now=NOW, job_id=finished.public_id)
    assert len(events("job.submitted")) == 1


def test_work_that_is_not_done_is_not_reviewed(cast: Cast, visit: Visit) -> None:
    with pytest.raises(IllegalTransition):
        submit_for_review(actor=cast.office(), now=NOW, job_id=visit.job.public_id)


def test_from_then_on_the_record_stays_as_it_was_looked_at(cast: Cast, finished: Job, visit: Visit) -> None:
    office, about = cast.office(), finished.public_id
    verbs: list[Callable[[], object]] = [
        lambda: reopen_visit(actor=office, now=NOW, visit_id=visit.public_id, reason="Once more"),
        lambda: change_job(actor=office, now=NOW, job_id=about, title="Other"),
        lambda: require_skills(actor=office, now=NOW, job_id=about, skills=[]),
    ]
    for begin in (submit_for_review, approve_job):
        begin(actor=cast.admin(), now=NOW, job_id=about)
        for verb in verbs:
            with pytest.raises(IllegalTransition):
                verb()


def test_the_outsider_and_the_field_are_refused(cast: Cast, finished: Job) -> None:
    with pytest.raises(NotHere):
        submit_for_review(actor=cast.outsider(), now=NOW, job_id=finished.public_id)
    with pytest.raises(NotAllowed):
        submit_for_review(actor=cast.field(), now=NOW, job_id=finished.public_id)
    assert [e.code for e in audited("job.submit_for_review", "refused")] == ["not_found", "not_allowed"]
