"""`job.reopen_review`: an administrator takes a closed job into review again."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import approve_job, reopen_review, send_back
from apps.jobs.models import Job
from apps.jobs.states import JobStatus
from tests.conftest import NOW, Cast, audited, events


def test_it_is_in_review_again_and_can_be_sent_back(cast: Cast, finished: Job) -> None:
    with pytest.raises(IllegalTransition):
        reopen_review(actor=cast.admin(), now=NOW, job_id=finished.public_id, reason="Wrong part")
    approve_job(actor=cast.admin(), now=NOW, job_id=finished.public_id)
    with pytest.raises(BadInput):
        reopen_review(actor=cast.admin(), now=NOW, job_id=finished.public_id, reason="")
    again = reopen_review(actor=cast.admin(), now=NOW, job_id=finished.public_id, reason="Wrong part")
    assert (again.status, again.closed_at) == (JobStatus.IN_REVIEW, None)
    assert [e.payload for e in events("job.review_reopened")] == [{"reason": "Wrong part"}]
    send_back(actor=cast.admin(), now=NOW, job_id=finished.public_id, question="Which part?")


def test_nobody_else_may(cast: Cast, finished: Job) -> None:
    approve_job(actor=cast.admin(), now=NOW, job_id=finished.public_id)
    for actor, refusal in ((cast.outsider(), NotHere), (cast.field(), NotAllowed), (cast.office(), NotAllowed)):
        with pytest.raises(refusal):
            reopen_review(actor=actor, now=NOW, job_id=finished.public_id, reason="Wrong part")
    assert len(audited("job.reopen_review", "refused")) == 3
