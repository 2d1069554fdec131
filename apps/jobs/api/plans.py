"""Maintenance that comes again: plans and their dates."""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.jobs.api.mentions import AT_OAK_ST, OAK_ST, THE_JOB, JobMentioned, SiteMentioned
from apps.jobs.maintenance import exceptions, live_rules, occurrences_visible_to, plans_visible_to, today_at
from apps.jobs.models import MaintenancePlan, Occurrence, PlanRule
from apps.jobs.plans.saying import in_words
from apps.jobs.plans.states import OccurrenceStatus, PlanStatus

router = Router()
PLAN = noun(
    "maintenanceplan",
    "maintenance-plans",
    "Maintenance plans",
    one="maintenance plan",
    many="maintenance plans",
    verbs="plan",
)
OCCURRENCE = noun("occurrence", "occurrences", "Maintenance plans", many="dates of maintenance plans")
BY_NAME, SOONEST = Order("name"), by_moment("at")
PLAN_WORDS = ("name", "title", "site__name", "site__customer__name")
SERVICE, BOILER_SERVICE = "c4a97e02-51d8-4f6b-8b3e-7d0f2a6c9e15", "d81b3f6c-0e47-4a92-9c5d-6b2e8f7a1043"
IN_JUNE = "b7e2d95a-3c14-4860-a1f9-5e8d0c7b2f36"
YEARLY = {"rrule": "FREQ=YEARLY", "at": "08:00:00", "flex_before_days": 7, "flex_after_days": 14}
SAID = {
    "name": "Boilers, Oak St",
    "title": "Boiler service",
    "template_id": BOILER_SERVICE,
    "asset_id": None,
    "starts_on": "2026-06-15",
    "ends_on": None,
    "rules": [YEARLY],
}
show_how(
    {
        "plan.add": {"site_id": OAK_ST, **SAID},
        "plan.change": {"plan_id": SERVICE, **SAID, "version": 3},
        "plan.suspend": {"plan_id": SERVICE, "reason": "The site is closed until spring"},
        "plan.resume": {"plan_id": SERVICE, "reason": "The site is open again"},
        "plan.end": {"plan_id": SERVICE, "reason": "The customer sold the building"},
        "occurrence.move": {"occurrence_id": IN_JUNE, "to": "2026-06-17", "reason": "Closed that day", "scope": "one"},
        "occurrence.skip": {"occurrence_id": IN_JUNE, "reason": "Serviced in May", "scope": "one"},
        "occurrence.cancel": {"occurrence_id": IN_JUNE, "reason": "Nobody can go", "scope": "one"},
    }
)


class RuleOut(Schema):
    """A rhythm that goes on. Days are the site's; the time is what a clock on the wall there shows."""

    rrule: str
    words: str = Field(description="The same as a sentence, where it is of a usual kind.")
    at: time
    floating: bool = Field(description="The next date counts from completion.")
    exrules: list[str]
    except_days: list[date]
    extra_days: list[date]
    months: list[int]
    shift_days: int = Field(description="Each date falls so many days later than the rule says.")
    since: date
    until: date | None
    generate_ahead_days: int
    flex_before_days: int
    flex_after_days: int
    crew: NameOut | None = Field(description="Preferred; nothing is booked.")
    member_id: UUID | None

    @classmethod
    def of(cls, rule: PlanRule) -> "RuleOut":
        """The rule."""
        return cls(
            rrule=rule.rrule,
            words=in_words(rule.rrule),
            at=rule.at,
            floating=rule.floating,
            exrules=rule.exrules,
            except_days=[date.fromisoformat(day) for day in rule.except_days],
            extra_days=[date.fromisoformat(day) for day in rule.extra_days],
            months=rule.months,
            shift_days=rule.shift_days,
            since=rule.since,
            until=rule.until,
            generate_ahead_days=rule.generate_ahead_days,
            flex_before_days=rule.flex_before_days,
            flex_after_days=rule.flex_after_days,
            crew=NameOut.maybe(rule.crew),
            member_id=rule.member.public_id if rule.member else None,
        )


RULE_SHOWN = {
    "rrule": "FREQ=YEARLY",
    "words": "Every year",
    "at": "08:00:00",
    "floating": False,
    "exrules": [],
    "except_days": [],
    "extra_days": [],
    "months": [],
    "shift_days": 0,
    "since": "2026-06-15",
    "until": None,
    "generate_ahead_days": 14,
    "flex_before_days": 7,
    "flex_after_days": 14,
    "crew": None,
    "member_id": None,
}


class PlanOut(RecordOut):
    """What is done at a site again and again."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=SERVICE,
            name="Boilers, Oak St",
            title="Boiler service",
            site=AT_OAK_ST,
            asset=None,
            template={"id": BOILER_SERVICE, "name": "Boiler service"},
            starts_on="2026-06-15",
            ends_on=None,
            status="active",
            status_reason="",
            rules=[RULE_SHOWN],
        )
    )

    name: str
    title: str = Field(description="Of the jobs.")
    site: SiteMentioned
    asset: NameOut | None
    template: NameOut
    starts_on: date
    ends_on: date | None
    status: PlanStatus
    status_reason: str
    rules: list[RuleOut] = Field(description="Those that go on, in the order in which `plan.change` takes them.")

    @classmethod
    def of(cls, plan: MaintenancePlan) -> "PlanOut":
        """The plan."""
        return cls(
            **record(plan),
            name=plan.name,
            title=plan.title,
            site=SiteMentioned.of(plan.site),
            asset=NameOut.maybe(plan.asset),
            template=NameOut.of(plan.template),
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            status=PlanStatus(plan.status),
            status_reason=plan.status_reason,
            rules=[RuleOut.of(rule) for rule in live_rules(plan, today_at(plan.site, timezone.now()))],
        )


class PlanFilters(Listing):
    """Which plans."""

    status: list[PlanStatus] = []
    site: UUID | None = None
    customer: UUID | None = None
    q: str = Field("", max_length=200, description="Words of the name, the title, the site or the customer.")
    updated_since: Moment | None = None


class OccurrenceOut(RecordOut):
    """One date of a plan, and the job that was made of it."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=IN_JUNE,
            plan={"id": SERVICE, "name": "Boilers, Oak St"},
            due="2026-06-15",
            on="2026-06-15",
            at="2026-06-15T12:00:00Z",
            window_from="2026-06-08",
            window_until="2026-06-29",
            status="generated",
            status_reason="",
            job=THE_JOB,
            done_on=None,
            problem="",
        )
    )

    plan: NameOut
    due: date = Field(description="The day on which the rule falls.")
    on: date = Field(description="The day for which it is planned now.")
    at: datetime
    window_from: date
    window_until: date
    status: OccurrenceStatus
    status_reason: str
    job: JobMentioned | None
    done_on: date | None
    problem: str = Field(description="Why no job could be made of it; it is tried again every day.")

    @classmethod
    def of(cls, found: Occurrence) -> "OccurrenceOut":
        """The date."""
        return cls(
            **record(found),
            plan=NameOut.of(found.plan),
            due=found.due,
            on=found.on,
            at=found.at,
            window_from=found.window_from,
            window_until=found.window_until,
            status=OccurrenceStatus(found.status),
            status_reason=found.status_reason,
            job=JobMentioned.of(found.job) if found.job else None,
            done_on=found.done_on,
            problem=found.problem,
        )


class OccurrenceFilters(Listing):
    """Which dates."""

    plan: UUID | None = None
    status: list[OccurrenceStatus] = []
    failed: bool = Field(default=False, description="Only those of which no job could be made.")
    from_day: date | None = Field(None, description="Planned for that day or later.")
    until_day: date | None = Field(None, description="Planned for that day or earlier.")
    updated_since: Moment | None = None


def _plans(actor: Actor) -> "QuerySet[MaintenancePlan]":
    found = plans_visible_to(actor).select_related("site", "asset", "template")
    return found.prefetch_related("rules__crew", "rules__member")


def _occurrences(actor: Actor) -> "QuerySet[Occurrence]":
    return occurrences_visible_to(actor).select_related("plan", "job")


@router.get("/maintenance-plans", **PLAN.listing(PlanOut))
def list_plans(request: HttpRequest, asked: Query[PlanFilters]) -> HttpResponse:
    """By name; those of the sites in sight. Plans are the office's."""
    rows = narrowed(
        with_words(_plans(actor_of(request)), asked.q, PLAN_WORDS),
        status__in=asked.status,
        site__public_id=asked.site,
        site__customer__public_id=asked.customer,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, BY_NAME, PlanOut.of)


@router.get("/maintenance-plans/{id}", **PLAN.detail(PlanOut))
def read_plan(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One plan. Its dates: `/occurrences?plan=` and its id."""
    return one(request, _plans(actor_of(request)), id, PlanOut.of)


@router.get("/occurrences", **OCCURRENCE.listing(OccurrenceOut))
def list_occurrences(request: HttpRequest, asked: Query[OccurrenceFilters]) -> HttpResponse:
    """The earliest first: the next dates of each plan, and all that came of those before."""
    rows = _occurrences(actor_of(request))
    rows = narrowed(
        exceptions(rows) if asked.failed else rows,
        plan__public_id=asked.plan,
        status__in=asked.status,
        on__gte=asked.from_day,
        on__lte=asked.until_day,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, SOONEST, OccurrenceOut.of)


@router.get("/occurrences/{id}", **OCCURRENCE.detail(OccurrenceOut))
def read_occurrence(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One date of a plan."""
    return one(request, _occurrences(actor_of(request)), id, OccurrenceOut.of)


add_history(router, PLAN, plans_visible_to)
add_history(router, OCCURRENCE, occurrences_visible_to)
