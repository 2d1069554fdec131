"""Dates that are not needed, or called off: one, this and all that follow, or all."""

from datetime import datetime
from uuid import UUID

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Risk, command
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import note, save
from apps.jobs.actions.jobs import cancel_job
from apps.jobs.actions.plans.ahead import write_ahead
from apps.jobs.actions.plans.taking import end_run, reached, take_occurrence
from apps.jobs.events import OCCURRENCE_CANCELLED, OCCURRENCE_SKIPPED
from apps.jobs.models import Occurrence
from apps.jobs.plans.states import OCCURRENCE, OccurrenceStatus, Scope
from apps.jobs.states import JOB, JobStatus


@command("occurrence.skip", title="Skip a date of a plan", risk=Risk.APPROVE)
def skip_occurrence(
    *, actor: Actor, now: datetime, occurrence_id: UUID, reason: str, scope: Scope = Scope.ONE
) -> Occurrence:
    """Say that a date is not needed this time. It counts neither for nor against how well a plan is kept.

    A job that was made of it and has not begun is cancelled for the same reason.

    Args:
        scope: with `this_and_following` and `all` the rule ends there, and its open dates are skipped as well; jobs
            that somebody is at stay.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: no reason.
    """
    occurrence = take_occurrence(actor, occurrence_id)
    actor.require("occurrence.skip")
    return _stop(occurrence, OccurrenceStatus.SKIPPED, OCCURRENCE_SKIPPED, actor, now, reason, scope)


@command("occurrence.cancel", title="Cancel a date of a plan", risk=Risk.APPROVE)
def cancel_occurrence(
    *, actor: Actor, now: datetime, occurrence_id: UUID, reason: str, scope: Scope = Scope.ONE
) -> Occurrence:
    """Call a date off although it was due; it counts as missed. A job that has not begun is cancelled with it.

    Args:
        scope: as for `occurrence.skip`.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: no reason.
    """
    occurrence = take_occurrence(actor, occurrence_id)
    actor.require("occurrence.cancel")
    return _stop(occurrence, OccurrenceStatus.CANCELLED, OCCURRENCE_CANCELLED, actor, now, reason, scope)


def _stop(
    occurrence: Occurrence,
    status: OccurrenceStatus,
    event: str,
    actor: Actor,
    now: datetime,
    reason: str,
    scope: Scope,
) -> Occurrence:
    OCCURRENCE.check(occurrence.status, status)
    why = require_reason(reason)
    others = [one for one in reached(occurrence, scope) if _has_not_begun(one)]
    for one in others:
        note(one, before=snapshot(one))
    for one in (occurrence, *others):
        one.status, one.status_reason, one.problem = status, why, ""
        save(one, now=now, fields=["status", "status_reason", "problem"])
        emit(event, actor=actor, subject=one, now=now)
        if one.job is not None:
            cancel_job(actor=actor, now=now, job_id=one.job.public_id, reason=why)
    if scope != Scope.ONE:
        end_run(occurrence.rule, min(one.due for one in (occurrence, *others)), now)
    write_ahead(occurrence.plan, now=now)
    return occurrence


def _has_not_begun(one: Occurrence) -> bool:
    return one.job is None or JOB.allows(one.job.status, JobStatus.CANCELLED)
