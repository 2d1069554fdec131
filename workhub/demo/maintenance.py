"""What comes again: boilers, ovens, extinguishers; fixed and floating, one suspended, one moved for a holiday."""

from datetime import time, timedelta
from typing import Any, NamedTuple

from apps.jobs.actions import add_plan, add_template, move_occurrence, skip_occurrence, suspend_plan
from apps.jobs.actions.plans.ruling import RuleSaid
from apps.jobs.models import JobTemplate, MaintenancePlan
from workhub.demo.clock import Clock
from workhub.demo.company import Company

FAR = 60  # days; nearer dates would be jobs by now


class Service(NamedTuple):
    """A plan: at which site, which kind of job, how often, and from which day."""

    site: str
    template: str
    name: str
    begins: int
    rule: RuleSaid


SERVICES = (
    Service(
        "Oak St",
        "Oven service",
        "Gas ovens, Oak St",
        FAR,
        {"rrule": "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "at": time(5, 30), "flex_before_days": 3, "flex_after_days": 4},
    ),
    Service(
        "Riverside Care Home",
        "Boiler service",
        "Boilers, Riverside",
        FAR,
        {"rrule": "FREQ=YEARLY", "months": [5, 6, 7, 8, 9], "floating": True, "flex_after_days": 14},
    ),
    Service(
        "Brewery",
        "Pump inspection",
        "Cooling pumps, brewery",
        FAR,
        {"rrule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "exrules": ["FREQ=MONTHLY;BYMONTH=12"]},
    ),
    Service(
        "Olneyville Elementary", "Boiler service", "School boilers", FAR, {"rrule": "FREQ=YEARLY", "at": time(15, 30)}
    ),
)


def promise_maintenance(company: Company, clock: Clock) -> None:
    """Write the plans. None of their dates is so near that it would be a job already."""
    plans = [_plan(company, clock, service) for service in SERVICES]
    said: dict[str, Any] = {"actor": company.dana, "now": clock.now}
    suspend_plan(**said, plan_id=plans[-1].public_id, reason="The boilers are replaced this year")
    ovens, pumps = plans[0], plans[2]
    moved = ovens.occurrences.order_by("due")[0]
    move_occurrence(
        **said, occurrence_id=moved.public_id, to=moved.on + timedelta(days=1), reason="The shop is closed that day"
    )
    skipped = pumps.occurrences.order_by("due")[1]
    skip_occurrence(**said, occurrence_id=skipped.public_id, reason="The plant stands still")


def _plan(company: Company, clock: Clock, service: Service) -> MaintenancePlan:
    return add_plan(
        actor=company.dana,
        now=clock.now,
        site_id=company.spot(service.site).site.public_id,
        name=service.name,
        template_id=_template(service.template, company, clock).public_id,
        starts_on=clock.day(service.begins),
        rules=[service.rule],
    )


def _template(name: str, company: Company, clock: Clock) -> JobTemplate:
    found = JobTemplate.objects.filter(name=name).first()
    return found or add_template(actor=company.admin, now=clock.now, name=name, duration_minutes=120)
