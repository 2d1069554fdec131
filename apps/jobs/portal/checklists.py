"""The checklists on the page of a visit: each item saved by itself; and a checklist as the office previews it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.errors import BadInput, DomainError
from apps.core.file_fields import KeptFileField, KeptFilesField
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.jobs.checklists.items import MOST_PHOTOS, ON_FILES, Item, read_items
from apps.jobs.checklists.reading import checklists_visible_to, draft_of, published, sheets_of
from apps.jobs.checklists.reading_answers import limits_of
from apps.jobs.checklists.sheets import ANSWERS, Line, Sheet, in_the_way
from apps.jobs.models import Visit
from apps.jobs.states import OPEN, ItemKind, VisitStatus

INPUTS = {ItemKind.DATE: "date"}


class FilesForm(forms.Form):
    """Photos (`files`), or a signature (`drawing`), of which a new one takes the place of the one that is kept. What is
    kept stays ticked, what is new is kept at once."""

    def __init__(
        self, data: Any = None, files: Any = None, *, actor: Actor, place: str = "", initial: Any = None
    ) -> None:
        super().__init__(data, files, auto_id=f"{place}-%s", initial=initial)
        self.fields["files"] = KeptFilesField(actor=actor, most=MOST_PHOTOS, required=False, label=_("Photos"))
        self.fields["drawing"] = KeptFileField(actor=actor, required=False, label=_("Signature"))
        for field in self.fields.values():
            field.widget.attrs.update({"accept": "image/*", "class": "input"})

    def kept(self) -> list[UUID]:
        """All that it brought; the form is valid."""
        drawing: UUID | None = self.cleaned_data["drawing"]
        return [*self.cleaned_data["files"], *([drawing] if drawing else [])]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for one item and refused, and why."""

    checklist: str
    item: str
    answer: str
    files: list[UUID]
    sentence: str


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item as somebody answers it."""

    sheet: Sheet
    line: Line
    actor: Actor
    typed: Typed | None

    @property
    def item(self) -> Item:
        """What is asked."""
        return self.line.item

    @property
    def place(self) -> str:
        """Its id on the page."""
        return f"item-{self.sheet.checklist.public_id}-{self.item.key}"

    @property
    def value(self) -> str:
        """What stands in its field."""
        return self.typed.answer if self.typed else self.line.answer.value if self.line.answer else ""

    @property
    def refused(self) -> str:
        """Why the last try was not taken."""
        return self.typed.sentence if self.typed else ""

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        """The buttons of a closed list: value, word, whether it is the answer."""
        return [(one, ANSWERS.get(one, one), one == self.value) for one in self.item.answers]

    @property
    def limits(self) -> str:
        """What a number may be."""
        return limits_of(self.item)

    @property
    def input_type(self) -> str:
        """The browser's own picker, where it has one."""
        return INPUTS.get(self.item.kind, "text")

    @property
    def is_long(self) -> bool:
        """Whether it is answered with words."""
        return self.item.kind == ItemKind.TEXT

    @property
    def is_signature(self) -> bool:
        """Whether somebody signs; with a drawing, where the browser can."""
        return self.item.kind == ItemKind.SIGNATURE

    @property
    def files(self) -> Any:
        """The file field, for photos and signatures."""
        if self.item.kind not in ON_FILES:
            return None
        kept = self.typed.files if self.typed else list(self.line.files)
        mark = self.line.answer.pk if self.line.answer else 0  # a new input once something was saved
        name = "drawing" if self.is_signature else "files"
        form = FilesForm(actor=self.actor, place=f"{self.place}-{mark}", initial={name: [str(one) for one in kept]})
        return form[name]

    @property
    def drawn(self) -> UUID | None:
        """The signature that stands there, to be shown."""
        return next(iter(self.line.files), None) if self.is_signature else None

    @property
    def condition(self) -> str:
        """When it is shown, for the preview."""
        if not self.item.only_if:
            return ""
        asked = next((line.item for line in self.sheet.lines if line.item.key == self.item.only_if), None)
        told = {"item": asked.text if asked else self.item.only_if, "answer": self.item.only_if_answer}
        told["answer"] = str(ANSWERS.get(told["answer"], told["answer"]))
        return translated("Shown when “%(item)s” is answered with “%(answer)s”.") % told


@dataclass(frozen=True, slots=True)
class SheetCard:
    """A checklist on the page."""

    sheet: Sheet
    lines: list[ItemCard]


def checklists_context(visit: Visit, actor: Actor, typed: Typed | None = None) -> dict[str, Any]:
    """What the page of a visit shows of its checklists, and what is left before it can end as done."""
    sheets = sheets_of(visit)
    open_now = visit.status in OPEN and visit.status != VisitStatus.DRAFT
    return {
        "sheets": _cards(sheets, actor, typed),
        "may_answer": open_now and actor.may("checklist.answer"),
        "left": in_the_way(sheets) if open_now else [],
    }


def _cards(sheets: Sequence[Sheet], actor: Actor, typed: Typed | None) -> list[SheetCard]:
    return [
        SheetCard(one, [ItemCard(one, line, actor, _about(typed, one, line)) for line in one.lines]) for one in sheets
    ]


def _about(typed: Typed | None, sheet: Sheet, line: Line) -> Typed | None:
    same = typed and (typed.checklist, typed.item) == (str(sheet.checklist.public_id), line.item.key)
    return typed if same else None


def shows(context: dict[str, Any], typed: Typed) -> bool:
    """Whether a refused answer stands at its item; else the page says it."""
    return any(card.typed is typed for sheet in context["sheets"] for card in sheet.lines)


def answer_form(request: PortalRequest, visit_id: UUID) -> Typed | None:
    """Run what an item's form asks for; what was typed comes back when it is refused.

    Raises:
        Http404: the visit is not theirs to see, or the checklist is not on it.
    """
    sent = request.POST
    told = {"visit_id": str(visit_id), "checklist_id": sent.get("checklist", ""), "item": sent.get("item", "")}
    answer, kept = sent.get("answer", ""), list[UUID]()
    try:
        kept = _files(request)
        files = [str(one) for one in kept]
        run_form(request, "checklist.answer", {**told, "answer": answer, "file_ids": files}, now=timezone.now())
    except DomainError as error:
        return Typed(told["checklist_id"], told["item"], answer, kept, error.message)
    return None


def _files(request: PortalRequest) -> list[UUID]:
    form = FilesForm(request.POST, request.FILES, actor=actor_of(request))
    if not form.is_valid():
        raise BadInput(" ".join(str(one) for errors in form.errors.values() for one in errors))
    return form.kept()


@portal_page
def preview(request: PortalRequest, checklist_id: UUID) -> HttpResponse:
    """A checklist as a technician will see it, with everything that is shown only sometimes; nothing is saved."""
    actor = actor_of(request)
    checklist = checklists_visible_to(actor).filter(public_id=checklist_id).first()
    form = (draft_of(checklist) or published(checklist)) if checklist is not None else None
    if checklist is None or form is None:
        raise Http404
    sheet = Sheet(checklist, form, tuple(Line(item) for item in read_items(form.items)))
    context = {"nav": "today", "sheets": _cards([sheet], actor, None), "may_answer": True, "preview": True}
    return render(request, "portal/jobs/checklist_preview.html", {**context, "checklist": checklist})
