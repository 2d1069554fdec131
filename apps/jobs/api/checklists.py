"""Checklists, and what was answered on visits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import answered, one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.errors import NotHere
from apps.core.searching import with_words
from apps.jobs.api.mentions import ANA, BOILER, FIRST_TRIP, VisitMentioned
from apps.jobs.api.visits import VISIT
from apps.jobs.checklists.items import Item, read_items
from apps.jobs.checklists.reading import CHECKLIST_WORDS, checklists_visible_to, runs_visible_to, sheets_of
from apps.jobs.checklists.sheets import Line, Sheet, in_the_way, missing
from apps.jobs.models import Checklist, ChecklistAnswer, ChecklistRun, ChecklistVersion, TemplateChecklist
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import Beyond, ItemKind, Severity

router = Router()
CHECKLIST = noun("checklist", "checklists", "Checklists")
RUN = noun(
    "checklistrun", "checklist-runs", "Checklists", one="checklist run", many="checklist runs", verbs="checklist_run"
)
BY_NAME = Order("name")
OLDEST = by_moment("created_at")
SERVICE = "3c9a5f17-6e20-4b8d-9a71-5d2e8f4c1b06"
BEGUN = "8e4b2d60-1f7a-4c35-b9d2-6a0c3e5f7d18"
KIND_OF_JOB = "b7e1d3a9-4c62-4f08-8d5b-2e9f6a1c7034"
PRESSURE = {"text": "Pressure", "kind": "reading", "key": "pressure", "unit": "bar", "low": "1.0", "high": "2.5"}
WRITTEN = {
    "name": "Boiler service",
    "description": "Yearly service",
    "items": [
        {**PRESSURE, "beyond": "fail", "follow_up": True},
        {"text": "Smell of gas", "kind": "yes_no", "key": "gas", "fails_on": "yes", "incident": "critical"},
        {"text": "Plate", "kind": "photo", "key": "plate", "fewest": 1, "most": 3},
    ],
}
show_how(
    {
        "checklist.add": WRITTEN,
        "checklist.change": {"checklist_id": SERVICE, **WRITTEN, "version": 3},
        "checklist.publish": {"checklist_id": SERVICE},
        "checklist.retire": {"checklist_id": SERVICE},
        "checklist.put_on_job": {"job_id": BOILER, "checklist_ids": [SERVICE], "version": 3},
        "checklist.put_on_template": {"checklist_id": SERVICE, "template_ids": [KIND_OF_JOB], "version": 3},
        "checklist.answer": {
            "visit_id": FIRST_TRIP,
            "checklist_id": SERVICE,
            "item": "pressure",
            "answer": "1.6",
        },
    }
)
THE_ITEM: dict[str, Any] = {
    **PRESSURE,
    "help": "On the gauge, cold",
    "required": True,
    "beyond": "fail",
    "choices": [],
    "fails_on": "",
    "fewest": 1,
    "most": 1,
    "only_if": "",
    "only_if_answer": "",
    "incident": None,
    "follow_up": True,
}
AN_ANSWER: dict[str, Any] = {
    "id": "d41f6c82-9b3e-4a57-8c10-7e5a2f9d6b43",
    "visit": {"id": FIRST_TRIP, "code": "WH-1042"},
    "item": "pressure",
    "value": "1.6",
    "failed": False,
    "files": [],
    "answered_by": {"id": ANA, "name": "Ana Silva"},
    "answered_at": "2026-03-02T14:40:02.881930Z",
}
THE_CHECKLIST: dict[str, Any] = {"id": SERVICE, "name": "Boiler service"}


class ChecklistItemOut(Schema):
    """One thing to check."""

    key: str = Field(description="Names it in all versions; conditions and answers speak of it.")
    text: str
    kind: ItemKind
    help: str
    required: bool
    unit: str
    low: str = Field(description="The lower limit of a number; empty: none.")
    high: str
    beyond: Beyond = Field(description="What becomes of a number outside its limits.")
    choices: list[str]
    fails_on: str = Field(description="The answer that is a fault.")
    fewest: int = Field(description="How many photos at the least.")
    most: int
    only_if: str = Field(description="The key of the earlier item on whose answer it depends whether this is shown.")
    only_if_answer: str
    incident: Severity | None = Field(description="How grave an incident a fault opens.")
    follow_up: bool = Field(description="A fault needs another visit.")

    @classmethod
    def of(cls, item: Item) -> "ChecklistItemOut":
        """The item."""
        told = item.written()
        return cls(**{**told, "incident": told["incident"] or None})


class ChecklistVersionOut(Schema):
    """The items in one version."""

    number: int
    published_at: datetime | None
    items: list[ChecklistItemOut]

    @classmethod
    def of(cls, form: ChecklistVersion) -> "ChecklistVersionOut":
        """The version."""
        items = [ChecklistItemOut.of(item) for item in read_items(form.items)]
        return cls(number=form.number, published_at=form.published_at, items=items)


class ChecklistOut(RecordOut):
    """A checklist: what new visits answer, and what is being written."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=SERVICE,
            name="Boiler service",
            description="Yearly service",
            retired_at=None,
            published={"number": 1, "published_at": "2026-02-01T09:00:00Z", "items": [THE_ITEM]},
            draft=None,
            templates=[{"id": KIND_OF_JOB, "name": "Boiler service"}],
        )
    )

    name: str
    description: str
    retired_at: datetime | None
    published: ChecklistVersionOut | None = Field(description="What visits that begin now answer.")
    draft: ChecklistVersionOut | None = Field(description="What nobody answers before it is published.")
    templates: list[NameOut] = Field(description="The kinds of jobs that it is on.")

    @classmethod
    def of(cls, checklist: Checklist) -> "ChecklistOut":
        """The checklist; its versions are at hand, the newest first."""
        versions = list(checklist.versions.all())
        published = next((form for form in versions if form.published_at is not None), None)
        draft = next((form for form in versions if form.published_at is None), None)
        return cls(
            **record(checklist),
            name=checklist.name,
            description=checklist.description,
            retired_at=checklist.retired_at,
            published=ChecklistVersionOut.of(published) if published else None,
            draft=ChecklistVersionOut.of(draft) if draft else None,
            templates=[NameOut.of(on.template) for on in checklist.on_templates.all()],
        )


class ChecklistAnswerOut(Schema):
    """One answer, as it was given."""

    model_config = ConfigDict(json_schema_extra={"examples": [AN_ANSWER]})

    id: UUID
    visit: VisitMentioned
    item: str
    value: str = Field(description="As text; empty: what stood before was taken back, or the answer is files.")
    failed: bool
    files: list[UUID] = Field(description="Photos or the signature: `/files/{id}/content`.")
    answered_by: NameOut | None
    answered_at: datetime

    @classmethod
    def of(cls, answer: ChecklistAnswer) -> "ChecklistAnswerOut":
        """The answer; its files are at hand."""
        return cls(
            id=answer.public_id,
            visit=VisitMentioned.of(answer.run.visit),
            item=answer.item,
            value=answer.value,
            failed=answer.failed,
            files=[one.file.public_id for one in answer.files.all()],
            answered_by=NameOut.maybe(answer.answered_by),
            answered_at=answer.answered_at,
        )


class ChecklistRunOut(RecordOut):
    """A checklist as it is answered on one visit, with every answer that was ever given there."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=BEGUN,
            visit={"id": FIRST_TRIP, "code": "WH-1042"},
            checklist=THE_CHECKLIST,
            number=1,
            carries=None,
            answers=[AN_ANSWER],
        )
    )

    visit: VisitMentioned
    checklist: NameOut
    number: int = Field(description="The checklist's version that is answered.")
    carries: UUID | None = Field(description="The run on an earlier visit that this one goes on with.")
    answers: list[ChecklistAnswerOut] = Field(description="Newest first; of each item the first counts.")

    @classmethod
    def of(cls, run: ChecklistRun) -> "ChecklistRunOut":
        """The run; its answers are at hand."""
        return cls(
            **record(run),
            visit=VisitMentioned.of(run.visit),
            checklist=NameOut.of(run.checklist),
            number=run.form.number,
            carries=run.carries.public_id if run.carries else None,
            answers=[ChecklistAnswerOut.of(answer) for answer in run.answers.all()],
        )


class SheetLineOut(Schema):
    """An item that is shown, the answer that counts, and those before it."""

    item: ChecklistItemOut
    answer: ChecklistAnswerOut | None
    carried: bool = Field(description="It was answered on an earlier visit.")
    before: list[ChecklistAnswerOut]

    @classmethod
    def of(cls, line: Line) -> "SheetLineOut":
        """The line."""
        return cls(
            item=ChecklistItemOut.of(line.item),
            answer=ChecklistAnswerOut.of(line.answer) if line.answer else None,
            carried=line.carried,
            before=[ChecklistAnswerOut.of(one) for one in line.before],
        )


class SheetOut(Schema):
    """A checklist on a visit, as somebody there fills it in."""

    checklist: NameOut
    number: int
    run_id: UUID | None = Field(description="Null: nothing was answered yet.")
    done: int
    total: int
    missing: list[str] = Field(description="What is left, in sentences.")
    lines: list[SheetLineOut]

    @classmethod
    def of(cls, sheet: Sheet) -> "SheetOut":
        """The sheet."""
        return cls(
            checklist=NameOut.of(sheet.checklist),
            number=sheet.form.number,
            run_id=sheet.run.public_id if sheet.run else None,
            done=sheet.done,
            total=sheet.total,
            missing=missing(sheet),
            lines=[SheetLineOut.of(line) for line in sheet.lines],
        )


class VisitChecklistsOut(Schema):
    """All that is to be checked on a visit."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "in_the_way": ["1 photo left."],
                    "checklists": [
                        {
                            "checklist": THE_CHECKLIST,
                            "number": 1,
                            "run_id": BEGUN,
                            "done": 1,
                            "total": 1,
                            "missing": [],
                            "lines": [{"item": THE_ITEM, "answer": AN_ANSWER, "carried": False, "before": []}],
                        }
                    ],
                }
            ]
        }
    )

    in_the_way: list[str] = Field(description="Why the visit cannot end as done yet; empty: it can.")
    checklists: list[SheetOut]


class ChecklistFilters(Listing):
    """Which checklists."""

    retired: bool | None = None
    q: str = Field("", max_length=200, description="Words of the name or of what it is for.")
    updated_since: Moment | None = None


class RunFilters(Listing):
    """Which runs."""

    visit: UUID | None = None
    checklist: UUID | None = None
    job: UUID | None = None
    updated_since: Moment | None = None


def _checklists(actor: Actor) -> "QuerySet[Checklist]":
    versions: Any = ChecklistVersion.objects.order_by("-number")
    on: Any = TemplateChecklist.objects.select_related("template").order_by("template__name")
    return checklists_visible_to(actor).prefetch_related(Prefetch("versions", versions), Prefetch("on_templates", on))


def _runs(actor: Actor) -> "QuerySet[ChecklistRun]":
    answers: Any = ChecklistAnswer.objects.select_related("answered_by", "run__visit__job").order_by("-pk")
    rows = runs_visible_to(actor).select_related("visit__job", "checklist", "form", "carries")
    return rows.prefetch_related(Prefetch("answers", answers.prefetch_related("files__file")))


@router.get("/checklists", **CHECKLIST.listing(ChecklistOut))
def list_checklists(request: HttpRequest, asked: Query[ChecklistFilters]) -> HttpResponse:
    """By name, for the office. Field staff read theirs on their visits: `/visits/{id}/checklists`."""
    rows = with_words(_checklists(actor_of(request)), asked.q, CHECKLIST_WORDS)
    rows = rows if asked.retired is None else rows.filter(retired_at__isnull=not asked.retired)
    return page(request, narrowed(rows, updated_at__gte=asked.updated_since), asked, BY_NAME, ChecklistOut.of)


@router.get("/checklists/{id}", **CHECKLIST.detail(ChecklistOut))
def read_checklist(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One checklist with its items."""
    return one(request, _checklists(actor_of(request)), id, ChecklistOut.of)


@router.get("/checklist-runs", **RUN.listing(ChecklistRunOut))
def list_checklist_runs(request: HttpRequest, asked: Query[RunFilters]) -> HttpResponse:
    """In the order they were begun: the office all of them, a member those of their visits."""
    rows = narrowed(
        _runs(actor_of(request)),
        visit__public_id=asked.visit,
        checklist__public_id=asked.checklist,
        visit__job__public_id=asked.job,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, OLDEST, ChecklistRunOut.of)


@router.get("/checklist-runs/{id}", **RUN.detail(ChecklistRunOut))
def read_checklist_run(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One run with all its answers."""
    return one(request, _runs(actor_of(request)), id, ChecklistRunOut.of)


@router.get(
    "/visits/{id}/checklists",
    response={200: VisitChecklistsOut, 304: None},
    operation_id="read_visit_checklists",
    summary="Read what is to be checked on a visit, and what is left",
    tags=[VISIT.tag],
)
def read_visit_checklists(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """The items that are shown as things stand, each with the answer that counts."""
    visit = visits_visible_to(actor_of(request)).select_related("job").filter(public_id=id).first()
    if visit is None:
        raise NotHere
    sheets = sheets_of(visit)
    told = VisitChecklistsOut(in_the_way=in_the_way(sheets), checklists=[SheetOut.of(sheet) for sheet in sheets])
    return answered(request, told, visit.version)


add_history(router, CHECKLIST, checklists_visible_to)
add_history(router, RUN, runs_visible_to)
