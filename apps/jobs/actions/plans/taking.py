"""Taking a date of a plan in hand: the plan first, then the date, so that no two verbs wait for each other."""

from datetime import date, datetime
from uuid import UUID

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.errors import NotHere
from apps.core.rows import lock, note, save
from apps.jobs.maintenance import occurrences_visible_to, plans_visible_to
from apps.jobs.models import MaintenancePlan, Occurrence, PlanRule
from apps.jobs.plans.dates import DAY
from apps.jobs.plans.states import UNFINISHED, Scope


def take_occurrence(actor: Actor, occurrence_id: UUID) -> Occurrence:
    """A date within sight, locked together with its plan.

    Raises:
        NotHere.
    """
    plans = MaintenancePlan.objects.filter(occurrences__public_id=occurrence_id)
    plan_id = plans_visible_to(actor).filter(pk__in=plans.values("pk")).values_list("public_id", flat=True).first()
    if plan_id is None:
        raise NotHere
    plan = lock(plans_visible_to(actor).select_related("site"), plan_id)
    occurrence = lock(occurrences_visible_to(actor).select_related("rule"), occurrence_id)
    occurrence.plan = occurrence.rule.plan = plan
    return occurrence


def reached(occurrence: Occurrence, scope: Scope) -> list[Occurrence]:
    """The dates of the same rule besides this one that a change is about and that are not finished, in order."""
    if scope == Scope.ONE:
        return []
    found = occurrence.rule.occurrences.filter(status__in=UNFINISHED).exclude(pk=occurrence.pk)
    if scope == Scope.FOLLOWING:
        found = found.filter(due__gt=occurrence.due)
    rows = list(found.select_for_update(of=("self",), no_key=True).order_by("due"))
    for row in rows:
        row.plan, row.rule = occurrence.plan, occurrence.rule
    return rows


def end_run(rule: PlanRule, due: date, now: datetime) -> None:
    """Let a rule end on the day before one of its dates."""
    note(rule, before=snapshot(rule))
    rule.until = due - (rule.shift_days + 1) * DAY
    save(rule, now=now, fields=["until"])
