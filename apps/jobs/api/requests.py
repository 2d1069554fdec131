"""What customers ask for."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
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
from apps.jobs.api.mentions import AT_OAK_ST, BOILER, FOR_THE_BAKERY, OAK_ST, THE_JOB, JobMentioned, SiteMentioned
from apps.jobs.models import ServiceRequest, ServiceRequestAnswer, ServiceRequestFile
from apps.jobs.searching import requests_found
from apps.jobs.service_requests.reading import service_requests_visible_to
from apps.jobs.states import Channel, Priority, ServiceRequestStatus

router = Router()
REQUEST = noun(
    "servicerequest",
    "service-requests",
    "Service requests",
    one="service request",
    many="service requests",
    verbs="service_request",
)
NEWEST = by_number("number", descending=True)
LEAK = "0d9f5b7c-4e31-4a86-b2c8-7a1e6d3f9052"
THIS = {"service_request_id": LEAK}
TOLD = {
    "title": "The boiler leaks",
    "text": "Since Monday, below the valve",
    "urgency": "high",
    "contact_name": "Rosa Mendes",
    "contact_email": "rosa@harbor.example.com",
    "contact_phone": "555 0107",
    "address": "12 Oak St",
}
AT = {"customer_id": None, "site_id": OAK_ST, "asset_id": None}
show_how(
    {
        "service_request.add": {**TOLD, "site_id": OAK_ST},
        "service_request.change": {**THIS, **TOLD, **AT, "version": 3},
        "service_request.ask": {**THIS, "question": "Which of the two boilers?"},
        "service_request.convert": {**THIS, "site_id": OAK_ST, "duration_minutes": 90, "version": 3},
        "service_request.decline": {**THIS, "reason": "We do not work on lifts"},
        "service_request.duplicate": {**THIS, "duplicate_of_id": "3e7a1c94-6b2d-4f08-9d5e-c1b8f0a72d46"},
    }
)


class AttachmentOut(Schema):
    """A photo or paper that came with it; `GET /files/{id}/content` gives its bytes."""

    id: UUID
    name: str
    content_type: str
    size: int = Field(description="Bytes.")

    @classmethod
    def of(cls, kept: ServiceRequestFile) -> "AttachmentOut":
        """The file."""
        file = kept.file
        return cls(id=file.public_id, name=file.name, content_type=file.content_type, size=file.size)


class WrittenOut(Schema):
    """What somebody wrote about it by email."""

    at: datetime
    address: str = Field(description="Who wrote; empty when it is not known.")
    text: str

    @classmethod
    def of(cls, answer: ServiceRequestAnswer) -> "WrittenOut":
        """The answer."""
        return cls(at=answer.created_at, address=answer.address, text=answer.text)


class ServiceRequestOut(RecordOut):
    """What somebody asks for, who they are, and what became of it."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=LEAK,
            code="WH-R-12",
            channel="form",
            status="converted",
            **TOLD,
            customer=FOR_THE_BAKERY,
            site=AT_OAK_ST,
            asset=None,
            question="",
            answers=[],
            status_reason="",
            duplicate_of=None,
            job=THE_JOB,
            files=[{"id": BOILER, "name": "leak.jpg", "content_type": "image/jpeg", "size": 48_213}],
            suggested_priority="",
            suggested_summary="",
        )
    )

    code: str = Field(description="The number people say.")
    channel: Channel
    status: ServiceRequestStatus
    title: str
    text: str
    urgency: Priority
    contact_name: str
    contact_email: str
    contact_phone: str
    address: str = Field(description="Where, as it was told.")
    customer: NameOut | None
    site: SiteMentioned | None
    asset: NameOut | None
    answers: list[WrittenOut] = Field(description="What was written about it by email, the oldest first.")
    question: str = Field(description="What was asked back last.")
    status_reason: str
    duplicate_of: UUID | None = Field(description="The request that was there first.")
    job: JobMentioned | None = Field(description="The job made of it.")
    files: list[AttachmentOut]
    suggested_priority: str = Field(description="What a triage suggests; empty without.")
    suggested_summary: str

    @classmethod
    def of(cls, request: ServiceRequest) -> "ServiceRequestOut":
        """The request."""
        return cls(
            **record(request),
            code=request.code,
            channel=Channel(request.channel),
            status=ServiceRequestStatus(request.status),
            title=request.title,
            text=request.text,
            urgency=Priority(request.urgency),
            contact_name=request.contact_name,
            contact_email=request.contact_email,
            contact_phone=request.contact_phone,
            address=request.address,
            customer=NameOut.maybe(request.customer),
            site=SiteMentioned.of(request.site) if request.site else None,
            asset=NameOut.maybe(request.asset),
            answers=[WrittenOut.of(answer) for answer in request.answers.all()],
            question=request.question,
            status_reason=request.status_reason,
            duplicate_of=request.duplicate_of.public_id if request.duplicate_of else None,
            job=JobMentioned.of(request.job) if request.job else None,
            files=[AttachmentOut.of(kept) for kept in request.files.all()],
            suggested_priority=request.suggested_priority,
            suggested_summary=request.suggested_summary,
        )


class ServiceRequestFilters(Listing):
    """Which service requests."""

    status: list[ServiceRequestStatus] = []
    channel: list[Channel] = []
    customer: UUID | None = None
    site: UUID | None = None
    q: str = Field("", max_length=200, description="A number (WH-R-12), words of it, a name, email, phone, address.")
    updated_since: Moment | None = None


def _requests(actor: Actor) -> "QuerySet[ServiceRequest]":
    files = ServiceRequestFile.objects.select_related("file").order_by("id")
    found = service_requests_visible_to(actor).select_related("customer", "site", "asset", "duplicate_of", "job")
    return found.prefetch_related(Prefetch("files", files), "answers")


@router.get("/service-requests", **REQUEST.listing(ServiceRequestOut))
def list_service_requests(request: HttpRequest, asked: Query[ServiceRequestFilters]) -> HttpResponse:
    """The highest number first; for the office and API clients."""
    rows = narrowed(
        requests_found(_requests(actor_of(request)), asked.q),
        status__in=asked.status,
        channel__in=asked.channel,
        customer__public_id=asked.customer,
        site__public_id=asked.site,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, ServiceRequestOut.of)


@router.get("/service-requests/{id}", **REQUEST.detail(ServiceRequestOut))
def read_service_request(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One service request."""
    return one(request, _requests(actor_of(request)), id, ServiceRequestOut.of)


add_history(router, REQUEST, service_requests_visible_to)
