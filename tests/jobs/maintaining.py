"""A maintenance plan, as tests of plans begin with it."""

from datetime import date
from typing import Any

from apps.jobs.actions import add_plan
from apps.jobs.models import JobTemplate, MaintenancePlan, Occurrence, Site
from tests.conftest import NOW, Cast

TODAY = date(2026, 3, 2)  # a Monday
MONTHLY = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=10"}


def template(name: str = "Boiler service") -> JobTemplate:
    """The kind of job that plans make."""
    stamps = {"created_at": NOW, "updated_at": NOW, "duration_minutes": 60}
    return JobTemplate.objects.get_or_create(name=name, defaults=stamps)[0]


def plan_of(cast: Cast, site: Site, *rules: Any, **more: Any) -> MaintenancePlan:
    """A plan from today on, on the 10th of each month unless told otherwise."""
    said: dict[str, Any] = {
        "actor": cast.office(),
        "now": NOW,
        "site_id": site.public_id,
        "name": "Boilers, Oak St",
        "template_id": template().public_id,
        "starts_on": TODAY,
        "rules": list(rules) or [MONTHLY],
    }
    return add_plan(**said | more)


def changed(plan: MaintenancePlan, *rules: Any, **more: Any) -> dict[str, Any]:
    """What `plan.change` is given: all as it stands, with these rules."""
    said: dict[str, Any] = {
        "plan_id": plan.public_id,
        "name": plan.name,
        "template_id": plan.template.public_id,
        "title": plan.title,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "rules": list(rules) or [MONTHLY],
    }
    return said | more


def dates(plan: MaintenancePlan, **which: Any) -> list[Occurrence]:
    """The dates that are written down, in order."""
    return list(plan.occurrences.filter(**which).order_by("due"))


def days(plan: MaintenancePlan, **which: Any) -> list[str]:
    """The days for which they are planned."""
    return [f"{one.on:%m-%d}" for one in sorted(dates(plan, **which), key=lambda one: one.on)]
