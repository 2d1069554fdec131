"""A checklist on a visit, with its answers: what is shown, how far it is, what is missing. Nothing here asks the
database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.jobs.checklists.items import FIXED, ON_FILES, Item
from apps.jobs.models import Checklist, ChecklistAnswer, ChecklistRun, ChecklistVersion
from apps.jobs.states import ItemKind

ANSWERS = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "pass": gettext_lazy("Pass"),
    "fail": gettext_lazy("Fail"),
    "na": gettext_lazy("Not applicable"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item that is shown, the answer that counts, and those before it, the newest first."""

    item: Item
    answer: ChecklistAnswer | None = None
    files: tuple[UUID, ...] = ()
    before: tuple[ChecklistAnswer, ...] = ()
    carried: bool = False  # answered on an earlier visit

    @property
    def is_answered(self) -> bool:
        """Whether there is all that it asks for."""
        if self.item.kind in ON_FILES:
            return len(self.files) >= self.item.fewest
        return self.answer is not None and bool(self.answer.value)

    @property
    def is_failed(self) -> bool:
        """Whether the answer is a fault."""
        return self.answer is not None and self.answer.failed

    @property
    def said(self) -> str:
        """The answer as people read it."""
        return said(self.item, self.answer.value) if self.answer is not None else ""

    @property
    def files_left(self) -> int:
        """How many photos or signatures are missing."""
        return max(0, self.item.fewest - len(self.files)) if self.item.kind in ON_FILES else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checklist on one visit, on one version; `run` once something was answered there."""

    checklist: Checklist
    form: ChecklistVersion
    lines: tuple[Line, ...]
    run: ChecklistRun | None = None
    hidden: frozenset[str] = field(default_factory=frozenset)

    @property
    def done(self) -> int:
        """How many of the shown items are answered."""
        return sum(line.is_answered for line in self.lines)

    @property
    def total(self) -> int:
        """How many items are shown."""
        return len(self.lines)


def said(item: Item, value: str) -> str:
    """An answer in words: yes, 1.6 bar."""
    if item.kind in FIXED:
        return str(ANSWERS.get(value, value))
    return f"{value} {item.unit}".strip() if value and item.unit else value


def shown(items: Sequence[Item], values: Mapping[str, str]) -> list[Item]:
    """The items to answer: those without a condition, and those whose earlier item is shown and has that answer."""
    seen: dict[str, Item] = {}
    for item in items:
        if not item.only_if or (item.only_if in seen and values.get(item.only_if) == item.only_if_answer):
            seen[item.key] = item
    return list(seen.values())


def missing(sheet: Sheet) -> list[str]:
    """What is left before a visit can end as done: what is missing, one line each; photos and signatures together."""
    needed = [line for line in sheet.lines if line.item.required and not line.is_answered]
    told = [_("“%(item)s” is missing.") % {"item": line.item.text} for line in needed if not line.files_left]
    photos = sum(line.files_left for line in needed if line.item.kind == ItemKind.PHOTO)
    signatures = sum(line.files_left for line in needed if line.item.kind == ItemKind.SIGNATURE)
    left = [
        ngettext("%(n)d photo", "%(n)d photos", photos) % {"n": photos} if photos else "",
        _("a signature")
        if signatures == 1
        else ngettext("%(n)d signature", "%(n)d signatures", signatures) % {"n": signatures}
        if signatures
        else "",
    ]
    if any(left):
        words = _(" and ").join(filter(None, left))
        told.append(_("%(what)s left.") % {"what": words[0].upper() + words[1:]})
    return told


def to_follow_up(sheet: Sheet) -> list[str]:
    """The faults after which somebody must come again, one line each."""
    text = _("“%(item)s” failed and needs a follow-up: end the visit as “Partly done”.")
    return [text % {"item": line.item.text} for line in sheet.lines if line.is_failed and line.item.follow_up]


def in_the_way(sheets: Iterable[Sheet]) -> list[str]:
    """All that keeps a visit from ending as done, over all its checklists."""
    several = list(sheets)
    return [line for sheet in several for line in (*missing(sheet), *to_follow_up(sheet))]
