"""Kinds of jobs."""

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
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.api.skills import GAS_FITTING
from apps.jobs.api.mentions import YEARLY
from apps.jobs.api.required import RequiredOut
from apps.jobs.models import JobTemplate
from apps.jobs.selectors import templates_visible_to
from apps.jobs.states import Priority

router = Router()
TEMPLATE = noun(
    "jobtemplate", "job-templates", "Job templates", one="job template", many="job templates", verbs="template"
)
BY_NAME = Order("name")
KNOWN = {
    "name": "Boiler service",
    "description": "Yearly service, new seals",
    "instructions": "Close the valve first",
    "duration_minutes": 90,
    "crew_size": 1,
    "priority": "normal",
    "respond_hours": 48,
    "finish_hours": 240,
}
show_how(
    {
        "template.add": KNOWN,
        "template.change": {"template_id": YEARLY, **KNOWN, "version": 3},
        "template.require": {"template_id": YEARLY, "skills": [{"skill_id": GAS_FITTING, "level": 2}], "version": 3},
        "template.retire": {"template_id": YEARLY},
    }
)


class JobTemplateOut(RecordOut):
    """What a job of a kind begins with."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=YEARLY,
            **KNOWN,
            skills=[{"skill": {"id": GAS_FITTING, "name": "Gas fitting"}, "level": 2}],
            retired_at=None,
        )
    )

    name: str
    description: str
    instructions: str
    duration_minutes: int
    crew_size: int = Field(description="How many go.")
    priority: Priority
    respond_hours: int | None = Field(description="After a job came in, until somebody is there.")
    finish_hours: int | None = Field(description="After a job came in, until it is done.")
    skills: list[RequiredOut]
    retired_at: datetime | None = Field(description="Since when no job is made from it any more.")

    @classmethod
    def of(cls, template: JobTemplate) -> "JobTemplateOut":
        """The template."""
        return cls(
            **record(template),
            name=template.name,
            description=template.description,
            instructions=template.instructions,
            duration_minutes=template.duration_minutes,
            crew_size=template.crew_size,
            priority=Priority(template.priority),
            respond_hours=template.respond_hours,
            finish_hours=template.finish_hours,
            skills=[RequiredOut.of(needed) for needed in template.skills.all()],
            retired_at=template.retired_at,
        )


class TemplateFilters(Listing):
    """Which templates."""

    q: str = Field("", max_length=200, description="Words of the name or of what is to be done.")
    updated_since: Moment | None = None


def _templates(actor: Actor) -> "QuerySet[JobTemplate]":
    return templates_visible_to(actor).prefetch_related("skills__skill")


@router.get("/job-templates", **TEMPLATE.listing(JobTemplateOut))
def list_job_templates(request: HttpRequest, asked: Query[TemplateFilters]) -> HttpResponse:
    """By name, for who plans work."""
    found = with_words(_templates(actor_of(request)), asked.q, ("name", "description"))
    return page(request, narrowed(found, updated_at__gte=asked.updated_since), asked, BY_NAME, JobTemplateOut.of)


@router.get("/job-templates/{id}", **TEMPLATE.detail(JobTemplateOut))
def read_job_template(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One kind of job."""
    return one(request, _templates(actor_of(request)), id, JobTemplateOut.of)


add_history(router, TEMPLATE, templates_visible_to)
