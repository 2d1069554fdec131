"""Jobs out of dates: each once, whoever comes first and however often, and each by itself."""

import logging
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.audit import Execution, snapshot
from apps.core.errors import DomainError
from apps.core.execution import execute, refusals_outlive_rollback
from apps.core.markup import zone_of
from apps.core.outbox import emit
from apps.core.rows import note, save
from apps.crews.working import moment_of
from apps.jobs.actions.jobs import add_job
from apps.jobs.actions.plans.ahead import write_ahead
from apps.jobs.actions.plans.standing import end_when_over
from apps.jobs.events import OCCURRENCE_FAILED, OCCURRENCE_GENERATED
from apps.jobs.maintenance import ripe, today_at
from apps.jobs.models import Job, MaintenancePlan, Occurrence
from apps.jobs.plans.states import OCCURRENCE, TO_COME, OccurrenceStatus, PlanStatus

logger = logging.getLogger(__name__)
CLOCK = Actor.clock()
LONGEST = 500


def make_jobs(*, now: datetime, plan_id: UUID | None = None) -> int:
    """Make the jobs whose time has come, of one plan or of all; how many there are now that were not before.

    Every date has a transaction of its own. What cannot be made says why on its date, is on the list of exceptions,
    and is tried again the next time. Two at once make each job once: the second waits and finds it made.
    """
    plans = MaintenancePlan.objects.filter(status=PlanStatus.ACTIVE)
    if plan_id is not None:
        plans = plans.filter(public_id=plan_id)
    for key in list(plans.order_by("pk").values_list("pk", flat=True)):
        _look_ahead(key, now)
    due = ripe(now).filter(plan__in=plans).order_by("at", "pk").values_list("pk", flat=True)
    return sum(_try(key, now) for key in list(due))


def _look_ahead(key: int, now: datetime) -> None:
    """One plan's next dates; a plan that is in disorder stops no other, and the log says so every day."""
    try:
        with transaction.atomic():
            plan = _locked(key)
            write_ahead(plan, now=now)
            end_when_over(plan, now=now)
    except Exception:
        logger.exception("the next dates of plan %s could not be written down", key)


def _try(key: int, now: datetime) -> bool:
    """One date in its own transaction; whatever goes wrong there is written down and stops nobody else."""
    try:
        with refusals_outlive_rollback(), transaction.atomic():
            return _make(key, now)
    except DomainError as error:
        why = error.message
    except Exception:
        logger.exception("no job could be made of occurrence %s", key)
        why = _("Something went wrong that WorkHub has no word for; it is in the log. It is tried again every day.")
    _note_failure(key, why, now)
    return False


def _make(key: int, now: datetime) -> bool:
    occurrence = _taken(key)
    if occurrence is None or not _is_ripe(occurrence, now):
        return False
    told = {"occurrence_id": occurrence.public_id}
    execute(Execution("occurrence.generate", CLOCK, now, told), lambda: _generate(occurrence, now))
    return True


def _generate(occurrence: Occurrence, now: datetime) -> Occurrence:
    note(occurrence, before=snapshot(occurrence))
    OCCURRENCE.check(occurrence.status, OccurrenceStatus.GENERATED)
    occurrence.job = _job_of(occurrence, now)
    occurrence.status, occurrence.problem, occurrence.failed_at = OccurrenceStatus.GENERATED, "", None
    save(occurrence, now=now, fields=["job", "status", "problem", "failed_at"])
    emit(OCCURRENCE_GENERATED, actor=CLOCK, subject=occurrence, now=now, job=str(occurrence.job.public_id))
    return occurrence


def _job_of(occurrence: Occurrence, now: datetime) -> Job:
    plan = occurrence.plan
    job = add_job(
        actor=CLOCK,
        now=now,
        site_id=plan.site.public_id,
        title=plan.title,
        template_id=plan.template.public_id,
        asset_id=plan.asset.public_id if plan.asset is not None else None,
    )
    zone = zone_of(plan.site.timezone)
    job.requested_start = moment_of(occurrence.window_from, time.min, zone)
    job.requested_end = moment_of(occurrence.window_until + timedelta(days=1), time.min, zone)
    return save(job, now=now, fields=["requested_start", "requested_end"])


def _note_failure(key: int, why: str, now: datetime) -> None:
    """On the date itself; told of once, as long as the reason is the same."""
    with transaction.atomic():
        occurrence = _taken(key)
        if occurrence is None:
            return
        new = occurrence.problem != why[:LONGEST]
        occurrence.problem, occurrence.failed_at = why[:LONGEST], now
        save(occurrence, now=now, fields=["problem", "failed_at"])
        if new:
            emit(OCCURRENCE_FAILED, actor=CLOCK, subject=occurrence, now=now)


def _taken(key: int) -> Occurrence | None:
    """The date with its plan, both locked; None when it has its job by now, or the plan makes none."""
    plan_key = MaintenancePlan.objects.filter(occurrences=key).values_list("pk", flat=True).first()
    if plan_key is None:  # its rule was changed a moment ago
        return None
    plan = _locked(plan_key)
    found = Occurrence.objects.select_for_update(of=("self",), no_key=True).select_related("rule")
    occurrence = found.filter(pk=key, status__in=TO_COME).first()
    if occurrence is None or plan.status != PlanStatus.ACTIVE:
        return None
    occurrence.plan = plan
    return occurrence


def _locked(key: int) -> MaintenancePlan:
    found = MaintenancePlan.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("site", "template", "asset").get(pk=key)


def _is_ripe(occurrence: Occurrence, now: datetime) -> bool:
    """Whether it is time, by the calendar of the site."""
    ahead = timedelta(days=occurrence.rule.generate_ahead_days)
    return occurrence.on - ahead <= today_at(occurrence.plan.site, now)
