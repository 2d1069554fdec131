"""This week's four numbers, each with the rows behind it and last week beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor
from apps.jobs.selectors import incidents_visible_to, visits_visible_to, week_start
from apps.jobs.states import ENDED_ON_SITE, VisitStatus

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, what it was last week, and where its rows are."""

    name: str
    value: str
    label: str | Promise
    trend: str
    url: str


def figures(actor: Actor, now: datetime) -> list[Figure]:
    """Visits done, done at the first visit, incidents, minutes on site; by the company's weeks, from Monday."""
    start = week_start(now)
    visits, incidents = _visits(actor, start), _incidents(actor, start)
    return [
        _figure("done", gettext_lazy("Visits done"), visits, "jobs_visit", "done-week"),
        _figure("first", gettext_lazy("Done at the first visit"), visits, "jobs_visit", "first-week"),
        _figure("incidents", gettext_lazy("Incidents opened"), incidents, "jobs_incident", "week"),
        _figure("minutes", gettext_lazy("Minutes on site, on average"), visits, "jobs_visit", "timed-week"),
    ]


def _figure(name: str, label: str | Promise, found: dict[str, str], model: str, show: str) -> Figure:
    trend = _("last week %(value)s") % {"value": found[f"{name}_before"]}
    return Figure(name, found[name], label, trend, f"{reverse(f'admin:{model}_changelist')}?show={show}")


def _visits(actor: Actor, start: datetime) -> dict[str, str]:
    """Both weeks in one query."""
    during = {"": Q(ended_at__gte=start), "_before": Q(ended_at__gte=start - WEEK, ended_at__lt=start)}
    done, first = Q(status=VisitStatus.COMPLETED), Q(sequence=1, status__in=ENDED_ON_SITE)
    timed = Q(on_site_at__isnull=False, status__in=ENDED_ON_SITE)
    counts: dict[str, Any] = {}
    for suffix, when in during.items():
        counts[f"done{suffix}"] = Count("pk", filter=done & when)
        counts[f"first_all{suffix}"] = Count("pk", filter=first & when)
        counts[f"first_done{suffix}"] = Count("pk", filter=first & done & when)
        counts[f"minutes{suffix}"] = Avg(F("ended_at") - F("on_site_at"), filter=timed & when)
    found = visits_visible_to(actor).filter(ended_at__gte=start - WEEK).aggregate(**counts)
    told = {}
    for suffix in during:
        told[f"done{suffix}"] = str(found[f"done{suffix}"])
        told[f"first{suffix}"] = _share(found[f"first_done{suffix}"], found[f"first_all{suffix}"])
        told[f"minutes{suffix}"] = _minutes(found[f"minutes{suffix}"])
    return told


def _incidents(actor: Actor, start: datetime) -> dict[str, str]:
    found = incidents_visible_to(actor).aggregate(
        incidents=Count("pk", filter=Q(reported_at__gte=start)),
        incidents_before=Count("pk", filter=Q(reported_at__gte=start - WEEK, reported_at__lt=start)),
    )
    return {name: str(count) for name, count in found.items()}


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def _minutes(length: timedelta | None) -> str:
    return str(round(length.total_seconds() / 60)) if length is not None else "–"
