"""The dates that are written down ahead: what people can move, skip and cancel before there is a job."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from apps.core.markup import zone_of
from apps.jobs.maintenance import today_at
from apps.jobs.models import MaintenancePlan, Occurrence, PlanRule
from apps.jobs.plans.dates import DAY, PREVIEWED, moment_on, next_dates, next_from_completion, occurrences
from apps.jobs.plans.states import TO_COME, UNFINISHED, OccurrenceStatus

FAR_ENOUGH = timedelta(days=366 * 2)  # every season has begun once by then


def write_ahead(plan: MaintenancePlan, *, now: datetime) -> None:
    """Write down the next dates of each rule of a locked plan: the next twelve, and all whose job is made by now.

    Days that are over are not written down any more. What is there stays as it is; doing it again changes nothing.
    A floating rule has one date at a time, because the next one depends on when that is done.
    """
    today = today_at(plan.site, now)
    for rule in plan.rules.all():
        rule.plan = plan
        days = _next_of_floating(rule, today) if rule.floating else _next_of_fixed(rule, today)
        known = set(rule.occurrences.filter(due__in=days).values_list("due", flat=True))
        missing = [_planned(rule, day, now) for day in days if day not in known]
        Occurrence.objects.bulk_create(missing, ignore_conflicts=True)


def write_again(plan: MaintenancePlan, *, now: datetime) -> None:
    """Bring what is written down in line with changed rules. What became a job, or was skipped or cancelled, stays.

    A date that somebody moved stays moved while its rule still falls on it.
    """
    for rule in plan.rules.all():
        rule.plan = plan
        open_ones = rule.occurrences.filter(status__in=TO_COME)
        for one in open_ones:
            if _stands(rule, one):
                place(one, one.on if one.status == OccurrenceStatus.MOVED else one.due, now=now)
            else:
                one.delete()
    write_ahead(plan, now=now)


def place(occurrence: Occurrence, day: date, *, now: datetime) -> None:
    """Put a date on a day: its moment on the site's clocks, and its window."""
    for name, value in _on(occurrence.rule, day).items():
        setattr(occurrence, name, value)
    occurrence.version += 1
    occurrence.updated_at = now
    occurrence.save(update_fields=["on", "at", "window_from", "window_until", "version", "updated_at"])


def _on(rule: PlanRule, day: date) -> dict[str, Any]:
    return {
        "on": day,
        "at": moment_on(day, rule.at, zone_of(rule.plan.site.timezone)),
        "window_from": day - timedelta(days=rule.flex_before_days),
        "window_until": day + timedelta(days=rule.flex_after_days),
    }


def _planned(rule: PlanRule, day: date, now: datetime) -> Occurrence:
    return Occurrence(plan=rule.plan, rule=rule, due=day, created_at=now, updated_at=now, **_on(rule, day))


def _stands(rule: PlanRule, one: Occurrence) -> bool:
    """Whether the rule still falls on it; of a floating one the next is reckoned anew unless somebody moved it."""
    if rule.floating:
        return one.status == OccurrenceStatus.MOVED
    return next(occurrences(rule.recurrence, (one.due, one.due)), None) is not None


def _next_of_fixed(rule: PlanRule, today: date) -> list[date]:
    found = rule.recurrence
    soon = occurrences(found, (today, today + timedelta(days=rule.generate_ahead_days)))
    return sorted({*next_dates(found, PREVIEWED, after=today - DAY), *soon})


def _next_of_floating(rule: PlanRule, today: date) -> list[date]:
    if rule.occurrences.filter(status__in=UNFINISHED).exists():
        return []
    last, found = rule.occurrences.order_by("due").last(), rule.recurrence
    if last is not None:
        day = next_from_completion(found, last.due, last.done_on or last.due)
        return [day] if found.until is None or day <= found.until else []
    first = max(today, rule.anchor, rule.since)
    begun = replace(found, anchor=first, since=None)
    return list(islice(occurrences(begun, (first, first + FAR_ENOUGH)), 1))
