"""Whether a maintenance plan makes jobs: suspended for a while, taken up again, ended."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import lock, save
from apps.jobs.actions.plans.ahead import write_ahead
from apps.jobs.events import PLAN_ENDED, PLAN_RESUMED, PLAN_SUSPENDED
from apps.jobs.maintenance import plans_visible_to, today_at
from apps.jobs.models import MaintenancePlan, Occurrence
from apps.jobs.plans.states import PLAN, TO_COME, OccurrenceStatus, PlanStatus


@command(
    "plan.suspend", title="Suspend a maintenance plan", risk=Risk.REVERSIBLE, inverse=Inverse("plan.resume", "plan_id")
)
def suspend_plan(*, actor: Actor, now: datetime, plan_id: UUID, reason: str) -> MaintenancePlan:
    """Make no more jobs of a plan for a while, for a reason. Jobs that were made stay as they are.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: no reason.
    """
    plan = _take(actor, plan_id, "plan.suspend")
    return _go(plan, PlanStatus.SUSPENDED, require_reason(reason), PLAN_SUSPENDED, actor, now)


@command("plan.resume", title="Resume a maintenance plan", risk=Risk.REVERSIBLE)
def resume_plan(*, actor: Actor, now: datetime, plan_id: UUID, reason: str = "") -> MaintenancePlan:
    """Make jobs of a plan again. Dates that went by meanwhile are skipped, and not made up for.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is not suspended.
    """
    plan = _take(actor, plan_id, "plan.resume")
    PLAN.check(plan.status, PlanStatus.ACTIVE)
    gone_by = plan.occurrences.filter(status__in=TO_COME, on__lt=today_at(plan.site, now))
    finish(gone_by, OccurrenceStatus.SKIPPED, plan.status_reason, now)
    plan = _go(plan, PlanStatus.ACTIVE, "", PLAN_RESUMED, actor, now)
    write_ahead(plan, now=now)
    return plan


@command("plan.end", title="End a maintenance plan", risk=Risk.APPROVE)
def end_plan(*, actor: Actor, now: datetime, plan_id: UUID, reason: str) -> MaintenancePlan:
    """End a plan for good, for a reason. Its dates without a job are cancelled; jobs that were made stay.

    Raises:
        NotHere, NotAllowed; BadInput: no reason; IllegalTransition: it has ended already.
    """
    plan = _take(actor, plan_id, "plan.end")
    why = require_reason(reason)
    plan = _go(plan, PlanStatus.ENDED, why, PLAN_ENDED, actor, now)
    finish(plan.occurrences.filter(status__in=TO_COME), OccurrenceStatus.CANCELLED, why, now)
    return plan


def end_when_over(plan: MaintenancePlan, *, now: datetime) -> None:
    """End a locked plan whose last day is over, once nothing of it is to come; WorkHub does this by itself."""
    over = plan.ends_on is not None and plan.ends_on < today_at(plan.site, now)
    if over and plan.status == PlanStatus.ACTIVE and not plan.occurrences.filter(status__in=TO_COME).exists():
        _go(plan, PlanStatus.ENDED, _("Its last day is over."), PLAN_ENDED, Actor.clock(), now)


def finish(occurrences: "QuerySet[Occurrence]", status: OccurrenceStatus, reason: str, now: datetime) -> None:
    """Skip or cancel dates of a locked plan that have no job."""
    for one in occurrences.filter(status__in=TO_COME):
        one.status, one.status_reason, one.problem = status, reason, ""
        save(one, now=now, fields=["status", "status_reason", "problem"])


def _take(actor: Actor, plan_id: UUID, right: str) -> MaintenancePlan:
    plan = lock(plans_visible_to(actor).select_related("site"), plan_id)
    actor.require(right)
    return plan


def _go(
    plan: MaintenancePlan, status: PlanStatus, reason: str, event: str, actor: Actor, now: datetime
) -> MaintenancePlan:
    PLAN.check(plan.status, status)
    plan.status, plan.status_reason = status, reason
    save(plan, now=now, fields=["status", "status_reason"])
    emit(event, actor=actor, subject=plan, now=now)
    return plan
