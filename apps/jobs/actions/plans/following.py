"""What becomes of a date follows its job: done, called off, or taken up again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.audit import Execution, snapshot
from apps.core.execution import execute
from apps.core.markup import zone_of
from apps.core.outbox import emit
from apps.core.rows import note, save
from apps.jobs.actions.plans.ahead import write_ahead
from apps.jobs.actions.plans.taking import take_occurrence
from apps.jobs.events import OCCURRENCE_CANCELLED, OCCURRENCE_DONE, OCCURRENCE_REOPENED
from apps.jobs.models import Job, Occurrence
from apps.jobs.plans.states import OCCURRENCE, TO_COME, OccurrenceStatus
from apps.jobs.states import JobStatus, VisitStatus

CLOCK = Actor.clock()
S = OccurrenceStatus
FINISHED = frozenset({JobStatus.DONE, JobStatus.IN_REVIEW, JobStatus.CLOSED})
EVENTS = {S.DONE: OCCURRENCE_DONE, S.GENERATED: OCCURRENCE_REOPENED, S.CANCELLED: OCCURRENCE_CANCELLED}


def follow_job(*, job_id: UUID, now: datetime) -> None:
    """Bring the date of which a job was made in line with the job. Repeating it changes nothing.

    When a date of a floating rule is done or called off, the next one is written down.
    """
    found = Occurrence.objects.filter(job__public_id=job_id).values_list("public_id", flat=True).first()
    if found is None:
        return
    with transaction.atomic():
        occurrence = take_occurrence(CLOCK, found)
        job = Job.objects.get(public_id=job_id)
        if not OCCURRENCE.allows(occurrence.status, wanted := _wanted(job)):
            return
        told = {"occurrence_id": found, "job_id": job_id}
        execute(Execution("occurrence.follow", CLOCK, now, told), lambda: _follow(occurrence, job, wanted, now))


def _wanted(job: Job) -> OccurrenceStatus:
    if job.status == JobStatus.CANCELLED:
        return S.CANCELLED
    return S.DONE if job.status in FINISHED else S.GENERATED


def _follow(occurrence: Occurrence, job: Job, wanted: OccurrenceStatus, now: datetime) -> Occurrence:
    note(occurrence, before=snapshot(occurrence))
    occurrence.status = wanted
    occurrence.status_reason = job.status_reason if wanted == S.CANCELLED else ""
    occurrence.done_on = _done_on(occurrence, job, now) if wanted == S.DONE else None
    save(occurrence, now=now, fields=["status", "status_reason", "done_on"])
    if occurrence.rule.floating and wanted == S.GENERATED:
        occurrence.rule.occurrences.filter(status__in=TO_COME, due__gt=occurrence.due).delete()
    write_ahead(occurrence.plan, now=now)
    emit(EVENTS[wanted], actor=CLOCK, subject=occurrence, now=now)
    return occurrence


def _done_on(occurrence: Occurrence, job: Job, now: datetime) -> date:
    """The site's day on which the last visit was done."""
    ended: datetime | None = job.visits.filter(status=VisitStatus.COMPLETED).aggregate(at=Max("ended_at"))["at"]
    return timezone.localdate(ended or now, zone_of(occurrence.plan.site.timezone))
