"""Jobs: what is to be done. Their status follows from their visits."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Inverse, Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.numbers import next_number
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, note, refuse_stale, save
from apps.jobs.actions.assets import asset_at
from apps.jobs.actions.taking import refuse_locked
from apps.jobs.actions.templates import no_duration, refuse_duration, refuse_retired
from apps.jobs.events import JOB_ADDED, JOB_CANCELLED, JOB_CHANGED, JOB_HELD, JOB_MOVED, JOB_RELEASED, VISIT_CANCELLED
from apps.jobs.inheriting import follow, values
from apps.jobs.models import Job, JobTemplate, Visit
from apps.jobs.selectors import jobs_visible_to, sites_visible_to, templates_visible_to
from apps.jobs.states import (
    JOB,
    UNDER_WAY,
    WAITING,
    JobStatus,
    Priority,
    StopReason,
    VisitStatus,
    derive_job,
    stand,
)
from apps.jobs.tags import clean_tags

refuse_as("job_crew_size", lambda: BadInput(_("From 1 to 20 people go."), code="job_crew_size"))
refuse_as("job_duration", lambda: no_duration("job_duration"))


@command("job.add", title="Add a job", risk=Risk.APPROVE, inverse=Inverse("job.cancel", "job_id"))
def add_job(
    *,
    actor: Actor,
    now: datetime,
    site_id: UUID,
    title: str = "",
    description: str = "",
    instructions: str = "",
    priority: Priority | None = None,
    duration_minutes: int | None = None,
    crew_size: int | None = None,
    tags: list[str] | None = None,
    asset_id: UUID | None = None,
    template_id: UUID | None = None,
    draft: bool = False,
    external_id: str = "",
) -> Job:
    """Write down a piece of work at a site; ready to be planned unless it is kept as a draft.

    Args:
        template_id: what is not said is as its template says, skills and times included; without one it takes 60
            minutes, one person, and has no hurry.
        asset_id: the equipment there that it is about.
        tags: short words to find it by.
        external_id: its number in the system it came from, by which an import finds it again.

    Raises:
        NotHere: no such site, asset or template; NotAllowed; IllegalTransition: the template is not used any more.
        BadInput: neither title nor template, or the asset stands elsewhere.
    """
    site = lock(sites_visible_to(actor), site_id)
    actor.require("job.add")
    template = _template(actor, template_id)
    given = {
        "title": title.strip(),
        "description": description,
        "instructions": instructions,
        "priority": priority,
        "duration_minutes": duration_minutes,
        "crew_size": crew_size,
    }
    told = values(template, given, now)
    if not told.get("title"):
        text = _("Say what is to be done, in a few words, or choose a template.")
        raise BadInput(text, code="title_missing", fields={"title": text})
    refuse_duration(told["duration_minutes"], "job_duration")
    job = create(
        Job,
        now=now,
        site=site,
        asset=asset_at(actor, site, asset_id),
        template=template,
        tags=clean_tags(tags or []),
        status=JobStatus.DRAFT if draft else JobStatus.READY,
        number=next_number("job"),
        external_id=external_id.strip() or None,
        **told,
    )
    if template is not None:
        follow(job, template, now)
    emit(JOB_ADDED, actor=actor, subject=job, now=now, site=str(site_id))
    return job


@command("job.change", title="Change a job", risk=Risk.APPROVE)
def change_job(
    *,
    actor: Actor,
    now: datetime,
    job_id: UUID,
    title: str,
    description: str = "",
    instructions: str = "",
    priority: Priority = Priority.NORMAL,
    duration_minutes: int = 60,
    crew_size: int = 1,
    tags: list[str] | None = None,
    asset_id: UUID | None = None,
    version: int | None = None,
) -> Job:
    """Change what is to be done.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput; IllegalTransition: the job is over or in review.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.change")
    refuse_stale(job, version)
    if job.status in (JobStatus.CLOSED, JobStatus.CANCELLED):
        raise IllegalTransition(_("This job is over; it cannot be changed any more."), status=job.status)
    refuse_locked(job)
    refuse_duration(duration_minutes, "job_duration")
    job.title, job.description, job.instructions = title.strip(), description, instructions
    job.priority, job.duration_minutes, job.crew_size = priority, duration_minutes, crew_size
    job.tags, job.asset = clean_tags(tags or []), asset_at(actor, job.site, asset_id, kept=job.asset)
    save(job, now=now, fields=CHANGED)
    emit(JOB_CHANGED, actor=actor, subject=job, now=now)
    return job


CHANGED = ["title", "description", "instructions", "priority", "duration_minutes", "crew_size", "tags", "asset"]


def _template(actor: Actor, template_id: UUID | None) -> JobTemplate | None:
    if template_id is None:
        return None
    template = templates_visible_to(actor).filter(public_id=template_id).first()
    if template is None:
        raise NotHere
    refuse_retired(template)
    return template


@command("job.hold", title="Put a job on hold", risk=Risk.REVERSIBLE, inverse=Inverse("job.release", "job_id"))
def hold_job(*, actor: Actor, now: datetime, job_id: UUID, reason: str, why: StopReason | None = None) -> Job:
    """Stop a job for a reason; its visits stay as they are, and none is sent or moved meanwhile.

    Args:
        why: the same reason as a word that can be counted; `other` where nobody says.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: no reason.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.hold")
    return _stop(job, JobStatus.ON_HOLD, actor, now, reason, why)


@command("job.release", title="Release a job", risk=Risk.REVERSIBLE)
def release_job(*, actor: Actor, now: datetime, job_id: UUID, reason: str = "") -> Job:
    """End a hold: the job stands again where its visits say.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the job is not on hold.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.release")
    if job.status != JobStatus.ON_HOLD:
        raise IllegalTransition(_("This job is not on hold."), status=job.status)
    job.status, job.needs_follow_up = derive_job(_visit_statuses(job))
    job.status_reason = job.stop_reason = ""
    save(job, now=now, fields=["status", "status_reason", "stop_reason", "needs_follow_up"])
    emit(JOB_RELEASED, actor=actor, subject=job, now=now, reason=reason)
    return job


@command("job.cancel", title="Cancel a job", risk=Risk.APPROVE)
def cancel_job(*, actor: Actor, now: datetime, job_id: UUID, reason: str, why: StopReason | None = None) -> Job:
    """Call a job off for a reason, with the visits that have not begun.

    Args:
        why: the same reason as a word that can be counted; `other` where nobody says.

    Raises:
        NotHere, NotAllowed; BadInput: no reason; IllegalTransition: somebody is under way, or the work is done.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.cancel")
    visits = list(job.visits.select_for_update(of=("self",), no_key=True).order_by("id"))
    if any(v.status in UNDER_WAY for v in visits):
        raise IllegalTransition(_("Somebody is under way for this job. End that visit first."), status=job.status)
    _stop(job, JobStatus.CANCELLED, actor, now, reason, why)
    for visit in visits:
        if visit.status in WAITING:
            call_off(visit, actor=actor, now=now, reason=job.status_reason, why=why)
    return job


def _stop(job: Job, status: JobStatus, actor: Actor, now: datetime, reason: str, why: StopReason | None) -> Job:
    JOB.check(job.status, status)
    job.status_reason, job.stop_reason = require_reason(reason), why or StopReason.OTHER
    job.status, job.needs_follow_up = stand(status, _visit_statuses(job))
    save(job, now=now, fields=["status", "status_reason", "stop_reason", "needs_follow_up"])
    emit(JOB_HELD if status == JobStatus.ON_HOLD else JOB_CANCELLED, actor=actor, subject=job, now=now)
    return job


def call_off(visit: Visit, *, actor: Actor, now: datetime, reason: str, why: StopReason | None) -> None:
    """Cancel a visit; for `visit.cancel`, and for every open one of a job that is cancelled."""
    note(visit, before=snapshot(visit))
    was_draft = visit.status == VisitStatus.DRAFT
    visit.status, visit.status_reason, visit.replan_because = VisitStatus.CANCELLED, reason, ""
    visit.stop_reason = why or StopReason.OTHER
    save(visit, now=now, fields=["status", "status_reason", "stop_reason", "replan_because"])
    visit.assignments.update(live=False)
    emit(VISIT_CANCELLED, actor=actor, subject=visit, now=now, was_draft=was_draft)


def _visit_statuses(job: Job) -> list[str]:
    return list(job.visits.order_by("planned_start", "sequence").values_list("status", flat=True))


def follow_visits(job: Job, *, actor: Actor, now: datetime) -> None:
    """Bring a locked job's status in line with its visits; every verb on a visit ends with this."""
    standing = stand(job.status, _visit_statuses(job))
    if (job.status, job.needs_follow_up) == standing:
        return
    note(job, before=snapshot(job))
    job.status, job.needs_follow_up = standing
    save(job, now=now, fields=["status", "needs_follow_up"])
    emit(JOB_MOVED, actor=actor, subject=job, now=now, status=job.status)
