"""Closing a job: its review, its service report, everything that happened."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.history import NEWEST, HistoryEntryOut, told
from apps.core.api.paging import Listing, cut, page_of, paged
from apps.core.errors import NotAllowed, NotHere
from apps.core.selectors import is_of_the_office
from apps.jobs.api.jobs import JOB
from apps.jobs.api.mentions import BOILER
from apps.jobs.models import Job
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.service_report.handing_out import pdf_answer
from apps.jobs.story import story_of

router = Router()
show_how(
    {
        "job.submit_for_review": {"job_id": BOILER},
        "job.send_back": {"job_id": BOILER, "question": "Which seal did you use?"},
        "job.approve": {"job_id": BOILER},
        "job.reopen_review": {"job_id": BOILER, "reason": "The wrong part was written down"},
        "job.email_report": {"job_id": BOILER, "address": "office@harborbakery.example", "message": "Thank you."},
    }
)


class StoryFilters(Listing):
    """How much of it."""

    refused: bool = Field(default=False, description="With what was tried and refused.")


def _job_for_office(actor: Actor, public_id: UUID) -> Job:
    job = jobs_visible_to(actor).select_related("site__customer", "asset").filter(public_id=public_id).first()
    if job is None:
        raise NotHere
    if not is_of_the_office(actor):
        raise NotAllowed(_("This is for the office to see."))
    return job


@router.get(
    "/jobs/{id}/report.pdf",
    response={200: None},
    operation_id="read_job_report",
    summary="Download a job's service report",
    tags=[JOB.tag],
    openapi_extra={
        "x-refusals": ["NotAllowed", "NotFound"],
        "responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
    },
)
def read_job_report(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """As it would go to the customer now: what they may read and nothing else. For the office."""
    return pdf_answer(_job_for_office(actor_of(request), id))


@router.get(
    "/jobs/{id}/timeline",
    response=page_of(HistoryEntryOut),
    operation_id="list_job_timeline",
    summary="Everything that happened to a job",
    tags=[JOB.tag],
    openapi_extra={"x-refusals": ["NotAllowed", "NotFound"]},
)
def list_job_timeline(request: HttpRequest, id: UUID, asked: Query[StoryFilters]) -> HttpResponse:  # noqa: A002
    """What was done to it, its visits, incidents and evidence, by whom, through what; newest first. For the office."""
    actor = actor_of(request)
    story = story_of(_job_for_office(actor, id), actor, refused=asked.refused)
    entries, following = cut(request, story, asked, NEWEST)
    return paged(request, told(entries, actor), following)
