"""The work to be done."""

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
from apps.crews.api.skills import GAS_FITTING
from apps.jobs.api.mentions import AT_OAK_ST, BOILER, BURNER, FOR_THE_BAKERY, OAK_ST, YEARLY, SiteMentioned
from apps.jobs.api.required import RequiredOut
from apps.jobs.models import Job
from apps.jobs.searching import jobs_found
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import JobStatus, Priority, StopReason

router = Router()
JOB = noun("job", "jobs", "Jobs")
NEWEST = by_number("number", descending=True)
KNOWN = {
    "title": "Boiler service",
    "description": "Yearly service, new seals",
    "instructions": "Close the valve first",
    "priority": "normal",
    "duration_minutes": 90,
    "crew_size": 1,
    "tags": ["yearly"],
}
TIMES = {
    "requested_start": "2026-03-02T14:00:00Z",
    "requested_end": "2026-03-06T23:00:00Z",
    "promised_start": "2026-03-03T14:00:00Z",
    "promised_end": "2026-03-03T18:00:00Z",
    "respond_by": "2026-03-04T14:00:00Z",
    "due_at": "2026-03-12T14:00:00Z",
}
show_how(
    {
        "job.add": {
            "site_id": OAK_ST,
            "template_id": YEARLY,
            "asset_id": BURNER,
            **KNOWN,
            "draft": False,
            "external_id": "",
        },
        "job.change": {"job_id": BOILER, **KNOWN, "asset_id": BURNER, "version": 3},
        "job.set_times": {"job_id": BOILER, **TIMES, "version": 3},
        "job.require": {"job_id": BOILER, "skills": [{"skill_id": GAS_FITTING, "level": 2}], "version": 3},
        "job.hold": {"job_id": BOILER, "reason": "The pump comes on Friday", "why": "parts"},
        "job.release": {"job_id": BOILER, "reason": "The parts are here"},
        "job.cancel": {"job_id": BOILER, "reason": "The building was sold", "why": "called_off"},
    }
)


class JobOut(RecordOut):
    """An agreed piece of work at a site. From `scheduled` on its status follows from its visits."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=BOILER,
            code="WH-1042",
            **KNOWN,
            status="scheduled",
            status_reason="",
            stop_reason="",
            needs_follow_up=False,
            review_question="",
            closed_at=None,
            site=AT_OAK_ST,
            customer=FOR_THE_BAKERY,
            asset={"id": BURNER, "name": "Boiler 2"},
            template={"id": YEARLY, "name": "Boiler service"},
            **TIMES,
            skills=[{"skill": {"id": GAS_FITTING, "name": "Gas fitting"}, "level": 2}],
        )
    )

    code: str = Field(description="The number people say.")
    title: str
    description: str
    instructions: str = Field(description="For those who go.")
    priority: Priority
    duration_minutes: int
    crew_size: int = Field(description="How many go.")
    tags: list[str]
    status: JobStatus
    status_reason: str = Field(description="Why it is on hold or cancelled.")
    stop_reason: str = Field(description="The same as one word, to be counted: see `why` of `job.hold`.")
    needs_follow_up: bool
    review_question: str = Field(description="What the review wants to know of those who did it; empty: nothing.")
    closed_at: datetime | None
    site: SiteMentioned
    customer: NameOut
    asset: NameOut | None = Field(description="The equipment that it is about.")
    template: NameOut | None = Field(description="What it was made from.")
    requested_start: datetime | None = Field(description="What the customer asked for.")
    requested_end: datetime | None
    promised_start: datetime | None = Field(description="What the customer was told.")
    promised_end: datetime | None
    respond_by: datetime | None = Field(description="Somebody must be there by then.")
    due_at: datetime | None = Field(description="It must be done by then.")
    skills: list[RequiredOut]

    @classmethod
    def of(cls, job: Job) -> "JobOut":
        """The job."""
        return cls(
            **record(job),
            code=job.code,
            title=job.title,
            description=job.description,
            instructions=job.instructions,
            priority=Priority(job.priority),
            duration_minutes=job.duration_minutes,
            crew_size=job.crew_size,
            tags=job.tags,
            status=JobStatus(job.status),
            status_reason=job.status_reason,
            stop_reason=job.stop_reason,
            needs_follow_up=job.needs_follow_up,
            review_question=job.review_question,
            closed_at=job.closed_at,
            site=SiteMentioned.of(job.site),
            customer=NameOut.of(job.site.customer),
            asset=NameOut.of(job.asset) if job.asset else None,
            template=NameOut.of(job.template) if job.template else None,
            requested_start=job.requested_start,
            requested_end=job.requested_end,
            promised_start=job.promised_start,
            promised_end=job.promised_end,
            respond_by=job.respond_by,
            due_at=job.due_at,
            skills=[RequiredOut.of(needed) for needed in job.skills.all()],
        )


class JobFilters(Listing):
    """Which jobs."""

    status: list[JobStatus] = []
    priority: list[Priority] = []
    stop_reason: list[StopReason] = []
    needs_follow_up: bool | None = None
    site: UUID | None = None
    customer: UUID | None = None
    asset: UUID | None = None
    template: UUID | None = None
    tag: str = Field("", max_length=40)
    due_before: Moment | None = None
    q: str = Field("", max_length=200, description="A number (WH-1042), words of the title, the site or the customer.")
    updated_since: Moment | None = None


def _jobs(actor: Actor) -> "QuerySet[Job]":
    return (
        jobs_visible_to(actor).select_related("site__customer", "asset", "template").prefetch_related("skills__skill")
    )


@router.get("/jobs", **JOB.listing(JobOut))
def list_jobs(request: HttpRequest, asked: Query[JobFilters]) -> HttpResponse:
    """The highest number first: the office all of them, a member those of their visits."""
    rows = narrowed(
        jobs_found(_jobs(actor_of(request)), asked.q),
        status__in=asked.status,
        stop_reason__in=asked.stop_reason,
        priority__in=asked.priority,
        needs_follow_up=asked.needs_follow_up,
        site__public_id=asked.site,
        site__customer__public_id=asked.customer,
        asset__public_id=asked.asset,
        template__public_id=asked.template,
        tags__contains=[asked.tag] if asked.tag else None,
        due_at__lt=asked.due_before,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, JobOut.of)


@router.get("/jobs/{id}", **JOB.detail(JobOut))
def read_job(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One job. Its visits: `/visits?job=` and its id."""
    return one(request, _jobs(actor_of(request)), id, JobOut.of)


add_history(router, JOB, jobs_visible_to)
