"""Trips to do the work, and who makes them."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
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
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.jobs.api.mentions import ANA, AT_OAK_ST, BOILER, FIRST_TRIP, THE_JOB, JobMentioned, SiteMentioned
from apps.jobs.models import Assignment, Visit
from apps.jobs.needs import lacking
from apps.jobs.searching import visits_found
from apps.jobs.selectors import late, needing_follow_up, planned_on, to_replan, visits_visible_to, with_nobody
from apps.jobs.states import StopReason, VisitStatus

router = Router()
VISIT = noun("visit", "visits", "Visits")
SOONEST = by_moment("planned_start")
FROM, TO = "2026-03-02T09:00:00-05:00", "2026-03-02T10:30:00-05:00"
THIS = {"visit_id": FIRST_TRIP}
show_how(
    {
        "visit.plan": {"job_id": BOILER, "planned_start": FROM, "planned_end": TO, "member_ids": [ANA]},
        "visit.dispatch": THIS,
        "visit.reschedule": {
            **THIS,
            "planned_start": "2026-03-03T09:00:00-05:00",
            "planned_end": "2026-03-03T10:30:00-05:00",
            "member_ids": [ANA],
            "version": 3,
        },
        "visit.depart": THIS,
        "visit.start": THIS,
        "visit.pause": THIS,
        "visit.resume": THIS,
        "visit.complete": {
            **THIS,
            "outcome": "partial",
            "note": "Seals changed",
            "reason": "The pump is not here yet",
            "why": "parts",
        },
        "visit.cancel": {**THIS, "reason": "The customer is not there", "why": "access"},
        "visit.take_back": {**THIS, "reason": "That was another visit", "version": 3},
        "visit.reopen": {**THIS, "reason": "It was another visit that was finished"},
    }
)


class AssignmentOut(Schema):
    """Somebody on a visit."""

    member: NameOut
    via_crew: NameOut | None = Field(description="The crew through which they came to it.")
    live: bool = Field(description="Their time is held.")
    override_reason: str = Field(description="Why they were booked in spite of a clash.")

    @classmethod
    def of(cls, assignment: Assignment) -> "AssignmentOut":
        """The assignment."""
        return cls(
            member=NameOut(id=assignment.member.public_id, name=assignment.member.user.name),
            via_crew=NameOut.maybe(assignment.via_crew),
            live=assignment.live,
            override_reason=assignment.override_reason,
        )


class VisitOut(RecordOut):
    """One trip to a job's site. Times nobody noted are null: unknown, not invented."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=FIRST_TRIP,
            code="WH-1042",
            job=THE_JOB,
            site=AT_OAK_ST,
            planned_start="2026-03-02T14:00:00Z",
            planned_end="2026-03-02T15:30:00Z",
            status="on_site",
            status_reason="",
            stop_reason="",
            replan_because="",
            outcome_reason="",
            outcome_note="",
            en_route_at="2026-03-02T13:41:09.512207Z",
            on_site_at="2026-03-02T14:31:02.881930Z",
            ended_at=None,
            assignments=[
                {"member": {"id": ANA, "name": "Ana Silva"}, "via_crew": None, "live": True, "override_reason": ""}
            ],
        )
    )

    code: str = Field(description="The job's number; WH-1042/2 is its second trip.")
    job: JobMentioned
    site: SiteMentioned
    planned_start: datetime
    planned_end: datetime
    status: VisitStatus
    status_reason: str = Field(description="Why it is partly done, not possible or cancelled.")
    stop_reason: str = Field(description="Why it was cancelled, as one word: see `why` of `visit.cancel`.")
    replan_because: str = Field(description="Why it is to be planned again; empty: the plan stands.")
    outcome_reason: str = Field(description="The same as one word, to be counted: see `why` of `visit.complete`.")
    outcome_note: str = Field(description="What was done.")
    en_route_at: datetime | None
    on_site_at: datetime | None
    ended_at: datetime | None
    assignments: list[AssignmentOut]

    @classmethod
    def of(cls, visit: Visit) -> "VisitOut":
        """The visit with who is on it."""
        return cls(
            **record(visit),
            code=visit.code,
            job=JobMentioned.of(visit.job),
            site=SiteMentioned.of(visit.job.site),
            planned_start=visit.planned_start,
            planned_end=visit.planned_end,
            status=VisitStatus(visit.status),
            status_reason=visit.status_reason,
            stop_reason=visit.stop_reason,
            replan_because=visit.replan_because,
            outcome_reason=visit.outcome_reason,
            outcome_note=visit.outcome_note,
            en_route_at=visit.en_route_at,
            on_site_at=visit.on_site_at,
            ended_at=visit.ended_at,
            assignments=[AssignmentOut.of(assignment) for assignment in visit.assignments.all()],
        )


class Show(StrEnum):
    """The questions of the office's list: should have started, nobody is on it, somebody cannot go, the job waits for
    the next one, nobody on it will hold what the job requires."""

    OVERDUE = "overdue"
    UNASSIGNED = "unassigned"
    REPLAN = "replan"
    FOLLOW_UP = "follow-up"
    CERTIFICATES = "certificates"


SHOWN: dict[Show, Callable[["QuerySet[Visit]"], "QuerySet[Visit]"]] = {
    Show.OVERDUE: lambda rows: late(rows, timezone.now()),
    Show.UNASSIGNED: with_nobody,
    Show.REPLAN: to_replan,
    Show.FOLLOW_UP: needing_follow_up,
    Show.CERTIFICATES: lambda rows: lacking(rows, timezone.now()),
}


class VisitFilters(Listing):
    """Which visits."""

    status: list[VisitStatus] = []
    stop_reason: list[StopReason] = []
    show: Show | None = None
    day: date | None = Field(None, description="Planned to begin on that day of the company's time zone.")
    planned_from: Moment | None = Field(None, description="Planned to begin then or later.")
    planned_before: Moment | None = Field(None, description="Planned to begin earlier than that.")
    member: UUID | None = Field(None, description="This member is on it.")
    crew: UUID | None = Field(None, description="Somebody is on it through this crew.")
    job: UUID | None = None
    site: UUID | None = None
    customer: UUID | None = None
    q: str = Field("", max_length=200, description="A number (WH-1042), words of the job, the site or a name.")
    updated_since: Moment | None = None

    def narrow(self, rows: "QuerySet[Visit]") -> "QuerySet[Visit]":
        """The visits that were asked for."""
        rows = visits_found(rows, self.q)
        rows = planned_on(rows, self.day) if self.day else rows
        rows = SHOWN[self.show](rows) if self.show else rows
        on = narrowed(Assignment.objects.all(), member__public_id=self.member, via_crew__public_id=self.crew)
        rows = rows.filter(pk__in=on.values("visit")) if self.member or self.crew else rows
        return narrowed(
            rows,
            status__in=self.status,
            stop_reason__in=self.stop_reason,
            planned_start__gte=self.planned_from,
            planned_start__lt=self.planned_before,
            job__public_id=self.job,
            job__site__public_id=self.site,
            job__site__customer__public_id=self.customer,
            updated_at__gte=self.updated_since,
        )


def _visits(actor: Actor) -> "QuerySet[Visit]":
    on: Any = Assignment.objects.select_related("member__user", "via_crew").order_by("member__user__name", "id")
    return visits_visible_to(actor).select_related("job__site").prefetch_related(Prefetch("assignments", on))


@router.get("/visits", **VISIT.listing(VisitOut))
def list_visits(request: HttpRequest, asked: Query[VisitFilters]) -> HttpResponse:
    """By planned start: the office all of them, a member those they are sent to."""
    return page(request, asked.narrow(_visits(actor_of(request))), asked, SOONEST, VisitOut.of)


@router.get("/visits/{id}", **VISIT.detail(VisitOut))
def read_visit(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One visit with who is on it."""
    return one(request, _visits(actor_of(request)), id, VisitOut.of)


add_history(router, VISIT, visits_visible_to)
