"""Reads of maintenance plans; each takes the actor and fails closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.markup import zone_of
from apps.core.selectors import is_of_the_office, sees_all
from apps.jobs.models import MaintenancePlan, Occurrence, PlanRule, Site
from apps.jobs.plans.states import STOPPED, TO_COME, UNFINISHED, OccurrenceStatus, PlanStatus
from apps.jobs.selectors import sites_visible_to

EAST = timedelta(hours=14)  # nowhere is it later than that


def plans_visible_to(actor: Actor) -> QuerySet[MaintenancePlan]:
    """The plans of the sites in sight; plans are the office's."""
    if sees_all(actor):
        return MaintenancePlan.objects.all()
    if not is_of_the_office(actor):
        return MaintenancePlan.objects.none()
    return MaintenancePlan.objects.filter(site__in=sites_visible_to(actor))


def occurrences_visible_to(actor: Actor) -> QuerySet[Occurrence]:
    """The dates of the plans in sight."""
    if sees_all(actor):
        return Occurrence.objects.all()
    return Occurrence.objects.filter(plan__in=plans_visible_to(actor))


def today_at(site: Site, now: datetime) -> date:
    """Which day it is at a site."""
    return timezone.localdate(now, zone_of(site.timezone))


def live_rules(plan: MaintenancePlan, today: date) -> list[PlanRule]:
    """The rules that still fall on days to come, or may, in the order in which they were written."""
    return [rule for rule in plan.rules.all() if rule.until is None or rule.until >= today]


def upcoming(occurrences: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Those that are not finished, the next first."""
    return occurrences.filter(status__in=UNFINISHED).order_by("at", "id")


def exceptions(occurrences: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Those of which no job could be made; each is tried again every day."""
    return occurrences.filter(status__in=TO_COME).exclude(problem="")


def overdue(occurrences: QuerySet[Occurrence], now: datetime) -> QuerySet[Occurrence]:
    """Those that are not done and whose last day is over, by the company's calendar."""
    return occurrences.filter(status__in=UNFINISHED, window_until__lt=timezone.localdate(now))


def ripe(now: datetime) -> QuerySet[Occurrence]:
    """Those of active plans whose job is to be made by now somewhere on earth; their own sites' day decides."""
    days = ExpressionWrapper(F("on") - F("rule__generate_ahead_days"), output_field=DateField())
    found = Occurrence.objects.filter(status__in=TO_COME, plan__status=PlanStatus.ACTIVE)
    return found.annotate(make_on=days).filter(make_on__lte=(now + EAST).date())


@dataclass(frozen=True, slots=True)
class Compliance:
    """How a period's maintenance went, each date counted once, in the period in which its window ended.

    Attributes:
        within: done in its window.
        outside: done, too early or too late.
        missed: called off, or not done when the window ended.
        excused: skipped, because it was not needed; counts neither way.
    """

    within: int
    outside: int
    missed: int
    excused: int

    @property
    def percent(self) -> int | None:
        """The share done in its window; None where nothing was to be done."""
        counted = self.within + self.outside + self.missed
        return round(100 * self.within / counted) if counted else None


def compliance(occurrences: QuerySet[Occurrence], first: date, last: date, *, today: date) -> Compliance:
    """Of the dates whose windows ended from one day to another, both included, and before today unless done."""
    done = Q(status=OccurrenceStatus.DONE)
    within = done & Q(done_on__gte=F("window_from"), done_on__lte=F("window_until"))
    late = Q(status__in=UNFINISHED, window_until__lt=today)
    counts = occurrences.filter(window_until__range=(first, last)).aggregate(
        within=Count("pk", filter=within),
        done=Count("pk", filter=done),
        missed=Count("pk", filter=late | Q(status=OccurrenceStatus.CANCELLED)),
        excused=Count("pk", filter=Q(status__in=STOPPED - {OccurrenceStatus.CANCELLED})),
    )
    return Compliance(
        within=counts["within"],
        outside=counts["done"] - counts["within"],
        missed=counts["missed"],
        excused=counts["excused"],
    )
