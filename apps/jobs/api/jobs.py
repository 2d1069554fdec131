"""The work to be done."""

from uuid import UUID

from django.db.models import QuerySet
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
from apps.crews.api.skills import GAS_FITTING
from apps.jobs.api.mentions import AT_OAK_ST, BOILER, FOR_THE_BAKERY, OAK_ST, SiteMentioned
from apps.jobs.models import Job, JobSkill
from apps.jobs.searching import jobs_found
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import JobStatus, Priority

router = Router()
JOB = noun("job", "jobs", "Jobs")
NEWEST = by_number("number", descending=True)
KNOWN = {
    "title": "Boiler service",
    "description": "Yearly service, new seals",
    "priority": "normal",
    "duration_minutes": 90,
}
show_how(
    {
        "job.add": {"site_id": OAK_ST, **KNOWN, "draft": False},
        "job.change": {"job_id": BOILER, **KNOWN, "version": 3},
        "job.require": {"job_id": BOILER, "skills": [{"skill_id": GAS_FITTING, "level": 2}], "version": 3},
        "job.hold": {"job_id": BOILER, "reason": "Waiting for parts"},
        "job.release": {"job_id": BOILER, "reason": "The parts are here"},
        "job.cancel": {"job_id": BOILER, "reason": "The customer sold the building"},
    }
)


class RequiredOut(Schema):
    """A skill that somebody on each visit must hold, on the visit's day, at this level or above."""

    skill: NameOut
    level: int

    @classmethod
    def of(cls, needed: JobSkill) -> "RequiredOut":
        """The requirement; its skill is at hand."""
        return cls(skill=NameOut.of(needed.skill), level=needed.level)


class JobOut(RecordOut):
    """An agreed piece of work at a site. From `scheduled` on its status follows from its visits."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=BOILER,
            code="WH-1042",
            **KNOWN,
            status="scheduled",
            status_reason="",
            needs_follow_up=False,
            site=AT_OAK_ST,
            customer=FOR_THE_BAKERY,
            skills=[{"skill": {"id": GAS_FITTING, "name": "Gas fitting"}, "level": 2}],
        )
    )

    code: str = Field(description="The number people say.")
    title: str
    description: str
    priority: Priority
    duration_minutes: int
    status: JobStatus
    status_reason: str = Field(description="Why it is on hold or cancelled.")
    needs_follow_up: bool
    site: SiteMentioned
    customer: NameOut
    skills: list[RequiredOut]

    @classmethod
    def of(cls, job: Job) -> "JobOut":
        """The job."""
        return cls(
            **record(job),
            code=job.code,
            title=job.title,
            description=job.description,
            priority=Priority(job.priority),
            duration_minutes=job.duration_minutes,
            status=JobStatus(job.status),
            status_reason=job.status_reason,
            needs_follow_up=job.needs_follow_up,
            site=SiteMentioned.of(job.site),
            customer=NameOut.of(job.site.customer),
            skills=[RequiredOut.of(needed) for needed in job.skills.all()],
        )


class JobFilters(Listing):
    """Which jobs."""

    status: list[JobStatus] = []
    priority: list[Priority] = []
    needs_follow_up: bool | None = None
    site: UUID | None = None
    customer: UUID | None = None
    q: str = Field("", max_length=200, description="A number (WH-1042), words of the title, the site or the customer.")
    updated_since: Moment | None = None


def _jobs(actor: Actor) -> "QuerySet[Job]":
    return jobs_visible_to(actor).select_related("site__customer").prefetch_related("skills__skill")


@router.get("/jobs", **JOB.listing(JobOut))
def list_jobs(request: HttpRequest, asked: Query[JobFilters]) -> HttpResponse:
    """The highest number first: the office all of them, a member those of their visits."""
    rows = narrowed(
        jobs_found(_jobs(actor_of(request)), asked.q),
        status__in=asked.status,
        priority__in=asked.priority,
        needs_follow_up=asked.needs_follow_up,
        site__public_id=asked.site,
        site__customer__public_id=asked.customer,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, JobOut.of)


@router.get("/jobs/{id}", **JOB.detail(JobOut))
def read_job(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One job. Its visits: `/visits?job=` and its id."""
    return one(request, _jobs(actor_of(request)), id, JobOut.of)


add_history(router, JOB, jobs_visible_to)
