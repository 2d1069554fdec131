"""Something unsafe or broken."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_number, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.jobs.api.mentions import AT_OAK_ST, FIRST_TRIP, GAS, SiteMentioned, VisitMentioned
from apps.jobs.models import Incident
from apps.jobs.searching import incidents_found
from apps.jobs.selectors import incidents_visible_to
from apps.jobs.states import IncidentStatus, Severity

router = Router()
INCIDENT = noun("incident", "incidents", "Incidents")
NEWEST = by_number("number", descending=True)
THIS = {"incident_id": GAS}
show_how(
    {
        "incident.report": {
            "severity": "critical",
            "title": "Smell of gas by the meter",
            "description": "Strong, outside the bakery's back door",
            "visit_id": FIRST_TRIP,
        },
        "incident.acknowledge": THIS,
        "incident.assign": {**THIS, "user_id": "1f8e6b3d-9c27-4a50-8d14-6e2b0a7c5f93"},
        "incident.change_severity": {**THIS, "severity": "medium", "reason": "The valve is shut"},
        "incident.resolve": {
            **THIS,
            "resolution": "The utility closed the valve and changed the seal",
            "kind": "fixed",
        },
        "incident.close": THIS,
        "incident.withdraw": {**THIS, "reason": "It was the bakery's own oven"},
    }
)


class IncidentOut(RecordOut):
    """Something unsafe or broken, where it is, who said so, and what became of it."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=GAS,
            code="WH-I-27",
            severity="critical",
            status="acknowledged",
            title="Smell of gas by the meter",
            description="finished at Oak St, but I smell gas by the meter",
            site=AT_OAK_ST,
            visit={"id": FIRST_TRIP, "code": "WH-1042"},
            asset=None,
            assignee={"id": "1f8e6b3d-9c27-4a50-8d14-6e2b0a7c5f93", "name": "Dana Reyes"},
            reported_by={"id": "b5b1c2de-54f0-4a55-9d0e-3c1b7a2f9e11", "name": "Ana Silva"},
            reported_at="2026-03-02T15:28:44.017332Z",
            acknowledged_by={"id": "1f8e6b3d-9c27-4a50-8d14-6e2b0a7c5f93", "name": "Dana Reyes"},
            acknowledged_at="2026-03-02T15:29:10.630041Z",
            resolved_at=None,
            resolution="",
            resolution_kind="",
            withdrawn_reason="",
        )
    )

    code: str = Field(description="The number people say.")
    severity: Severity
    status: IncidentStatus
    title: str
    description: str
    site: SiteMentioned | None
    visit: VisitMentioned | None
    asset: NameOut | None
    assignee: NameOut | None = Field(description="Who takes care of it.")
    reported_by: NameOut | None
    reported_at: datetime
    acknowledged_by: NameOut | None
    acknowledged_at: datetime | None
    resolved_at: datetime | None
    resolution: str
    resolution_kind: str = Field(description="What became of it: fixed, made_safe, passed_on, nothing_found.")
    withdrawn_reason: str

    @classmethod
    def of(cls, incident: Incident) -> "IncidentOut":
        """The incident."""
        return cls(
            **record(incident),
            code=incident.code,
            severity=Severity(incident.severity),
            status=IncidentStatus(incident.status),
            title=incident.title,
            description=incident.description,
            site=SiteMentioned.of(incident.site) if incident.site else None,
            visit=VisitMentioned.of(incident.visit) if incident.visit else None,
            asset=NameOut.maybe(incident.asset),
            assignee=NameOut.maybe(incident.assignee),
            reported_by=NameOut.maybe(incident.reported_by),
            reported_at=incident.reported_at,
            acknowledged_by=NameOut.maybe(incident.acknowledged_by),
            acknowledged_at=incident.acknowledged_at,
            resolved_at=incident.resolved_at,
            resolution=incident.resolution,
            resolution_kind=incident.resolution_kind,
            withdrawn_reason=incident.withdrawn_reason,
        )


class IncidentFilters(Listing):
    """Which incidents."""

    status: list[IncidentStatus] = []
    severity: list[Severity] = []
    site: UUID | None = None
    visit: UUID | None = None
    asset: UUID | None = None
    assignee: UUID | None = Field(None, description="The user who takes care of it.")
    job: UUID | None = Field(None, description="On a visit of this job.")
    q: str = Field("", max_length=200, description="A number (WH-I-27), words of what was reported, or the site.")
    updated_since: Moment | None = None


def _incidents(actor: Actor) -> "QuerySet[Incident]":
    return incidents_visible_to(actor).select_related(
        "site", "visit__job", "asset", "assignee", "reported_by", "acknowledged_by"
    )


@router.get("/incidents", **INCIDENT.listing(IncidentOut))
def list_incidents(request: HttpRequest, asked: Query[IncidentFilters]) -> HttpResponse:
    """The highest number first: the office all of them, a member those they reported and those of their visits."""
    rows = narrowed(
        incidents_found(_incidents(actor_of(request)), asked.q),
        status__in=asked.status,
        severity__in=asked.severity,
        site__public_id=asked.site,
        visit__public_id=asked.visit,
        asset__public_id=asked.asset,
        assignee__public_id=asked.assignee,
        visit__job__public_id=asked.job,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, IncidentOut.of)


@router.get("/incidents/{id}", **INCIDENT.detail(IncidentOut))
def read_incident(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One incident."""
    return one(request, _incidents(actor_of(request)), id, IncidentOut.of)


add_history(router, INCIDENT, incidents_visible_to)
