"""What the customer asked for, what they were told, and until when a job must be done."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition
from apps.core.outbox import emit
from apps.core.rows import lock, refuse_stale, save
from apps.core.years import refuse_no_moments
from apps.jobs.events import JOB_CHANGED
from apps.jobs.models import Job
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import JobStatus

FIELDS = ["requested_start", "requested_end", "promised_start", "promised_end", "respond_by", "due_at"]


@command("job.set_times", title="Say when a job is wanted", risk=Risk.APPROVE)
def set_job_times(
    *,
    actor: Actor,
    now: datetime,
    job_id: UUID,
    requested_start: datetime | None = None,
    requested_end: datetime | None = None,
    promised_start: datetime | None = None,
    promised_end: datetime | None = None,
    respond_by: datetime | None = None,
    due_at: datetime | None = None,
    version: int | None = None,
) -> Job:
    """Write down the times around a job; what is planned and what came of it are its visits'. Empty: nothing was said.

    Args:
        requested_start, requested_end: what the customer asked for; aware moments, as all of these.
        promised_start, promised_end: what the customer was told.
        respond_by, due_at: until when somebody must be there, and until when it must be done.

    Raises:
        NotHere, NotAllowed, StaleVersion; IllegalTransition: the job is over; BadInput: an end before its start, or
            half of a window.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.set_times")
    refuse_stale(job, version)
    if job.status in (JobStatus.CLOSED, JobStatus.CANCELLED):
        raise IllegalTransition(_("This job is over; it cannot be changed any more."), status=job.status)
    refuse_no_moments(
        requested_start=requested_start,
        requested_end=requested_end,
        promised_start=promised_start,
        promised_end=promised_end,
        respond_by=respond_by,
        due_at=due_at,
    )
    _refuse_window(requested_start, requested_end, "requested")
    _refuse_window(promised_start, promised_end, "promised")
    job.requested_start, job.requested_end = requested_start, requested_end
    job.promised_start, job.promised_end = promised_start, promised_end
    job.respond_by, job.due_at = respond_by, due_at
    save(job, now=now, fields=FIELDS)
    emit(JOB_CHANGED, actor=actor, subject=job, now=now)
    return job


def _refuse_window(start: datetime | None, end: datetime | None, which: str) -> None:
    if (start is None) != (end is None):
        text = _("Say both from when and until when, or neither.")
        raise BadInput(text, code="times_out_of_order", fields={f"{which}_{'end' if end is None else 'start'}": text})
    if start is not None and end is not None and end <= start:
        text = _("The end is before the start.")
        raise BadInput(text, code="times_out_of_order", fields={f"{which}_end": text})
