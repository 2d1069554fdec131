"""The gate before a job is closed: somebody looks at what was done, and closes it or asks back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import IllegalTransition
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import lock, save
from apps.jobs.events import JOB_APPROVED, JOB_REVIEW_REOPENED, JOB_SENT_BACK, JOB_SUBMITTED
from apps.jobs.models import Job
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import JOB, REVIEWABLE, JobStatus


@command("job.submit_for_review", title="Begin the review of a job", risk=Risk.REVERSIBLE)
def submit_for_review(*, actor: Actor, now: datetime, job_id: UUID) -> Job:
    """Say that the work is to be looked at now. From here on its record is locked until it is sent back.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the work is not done, or its review has begun.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.submit_for_review")
    JOB.check(job.status, JobStatus.IN_REVIEW)
    job.status, job.review_question = JobStatus.IN_REVIEW, ""
    save(job, now=now, fields=["status", "review_question"])
    emit(JOB_SUBMITTED, actor=actor, subject=job, now=now)
    return job


@command("job.send_back", title="Send a job back with a question", risk=Risk.APPROVE)
def send_back(*, actor: Actor, now: datetime, job_id: UUID, question: str) -> Job:
    """Ask those who did the work; until the next review they may reopen their visits and mend what is missing.

    Raises:
        NotHere, NotAllowed; IllegalTransition: there is nothing to review; BadInput: no question, or a very long one.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.send_back")
    _refuse_unreviewable(job)
    job.review_question = require_reason(question, argument="question", ask=_("Write what you want to know."))
    job.status = JobStatus.DONE
    save(job, now=now, fields=["status", "review_question"])
    emit(JOB_SENT_BACK, actor=actor, subject=job, now=now)
    return job


@command("job.approve", title="Approve and close a job", risk=Risk.APPROVE)
def approve_job(*, actor: Actor, now: datetime, job_id: UUID) -> Job:
    """Close a job: the work is done as it should be, and nothing of its record changes any more.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the work is not done, or the job is closed already.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.approve")
    JOB.check(job.status, JobStatus.CLOSED)
    job.status, job.review_question, job.closed_at = JobStatus.CLOSED, "", now
    save(job, now=now, fields=["status", "review_question", "closed_at"])
    emit(JOB_APPROVED, actor=actor, subject=job, now=now)
    return job


@command("job.reopen_review", title="Take up the review of a closed job again", risk=Risk.APPROVE)
def reopen_review(*, actor: Actor, now: datetime, job_id: UUID, reason: str) -> Job:
    """Put a closed job back into review, for a reason; from there it can be sent back.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is not closed; BadInput: no reason.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.reopen_review")
    if job.status != JobStatus.CLOSED:
        raise IllegalTransition(_("This job is not closed."), status=job.status)
    why = require_reason(reason)
    job.status, job.closed_at = JobStatus.IN_REVIEW, None
    save(job, now=now, fields=["status", "closed_at"])
    emit(JOB_REVIEW_REOPENED, actor=actor, subject=job, now=now, reason=why)
    return job


def _refuse_unreviewable(job: Job) -> None:
    if job.status not in REVIEWABLE:
        raise IllegalTransition(_("Only work that is done and not closed can be sent back."), status=job.status)
