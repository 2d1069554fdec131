"""The items of a checklist as a form: a block per item with its place, and empty blocks for more."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import INPUT_CLASSES, SELECT_CLASSES, UnfoldAdminTextInputWidget

from apps.core.admin.forms import CommandForm
from apps.jobs.checklists.items import MOST_ITEMS, NUMERIC
from apps.jobs.checklists.reading import draft_of, published
from apps.jobs.states import Beyond, ItemKind, Severity

EMPTY = 5  # blocks for more items
TEXTS: tuple[str, ...] = (
    *("key", "text", "kind", "help", "unit", "low", "high", "beyond", "fails_on", "fewest", "most", "incident"),
    *("only_if", "only_if_answer"),
)
TICKS = ("required", "follow_up")
COUNTS = ("fewest", "most")

Blocks = list[dict[str, Any]]  # raw: as typed, with the place


class ItemsWidget(forms.Widget):
    """A block per item. Works by keyboard, on a phone and without any script: order is a number one types."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Blocks:
        """What was typed, block by block."""
        found = []
        for n in range(MOST_ITEMS + EMPTY):
            if f"{name}_{n}_text" not in data:
                continue
            block = {part: data.get(f"{name}_{n}_{part}", "").strip() for part in (*TEXTS, "place", "choices")}
            found.append({**block, **{part: bool(data.get(f"{name}_{n}_{part}")) for part in TICKS}})
        return found

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No item at all is an answer as well."""
        return False

    def as_data(self, name: str, value: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """The inputs that a browser would send for these items."""
        sent: dict[str, str] = {}
        for n, item in enumerate(map(_block, value)):
            sent |= {f"{name}_{n}_{part}": str(item[part]) for part in (*TEXTS, "choices") if item[part]}
            sent |= {f"{name}_{n}_{part}": "on" for part in TICKS if item[part]}
            sent[f"{name}_{n}_place"] = str(n + 1)
        return sent

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The items there are, and empty blocks."""
        blocks = [_block(one) for one in value or []]
        blocks += [_block({"text": "", "required": True}) for _more in range(EMPTY)]
        shown = [
            {**block, "n": n, "name": f"{name}_{n}", "place": block.get("place") or n + 1}
            for n, block in enumerate(blocks)
        ]
        known = [(one["key"], one["text"]) for one in blocks if one.get("key") and one["text"]]
        context = {
            "blocks": shown,
            "known": known,
            "kinds": ItemKind.choices,
            "beyonds": Beyond.choices,
            "severities": Severity.choices,
            "input": " ".join(INPUT_CLASSES),
            "select": " ".join(SELECT_CLASSES),
        }
        return SafeString(render_to_string("admin/office/_items_editor.html", context))

    def id_for_label(self, id_: str) -> str:
        """The first item's text."""
        return f"{id_}_0_text"


def _block(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item as the form shows it: choices a line each, and only what it says."""
    plain: dict[str, Any] = dict.fromkeys((*TEXTS, "choices"), "") | {"place": "", **dict.fromkeys(TICKS, False)}
    usual = {"kind": ItemKind.PASS_FAIL, "beyond": Beyond.REFUSE, "fewest": "1", "most": "1"}
    told = {**plain, **usual, **item}
    if not isinstance(told["choices"], str):
        told["choices"] = "\n".join(told["choices"])
    return told


class ItemsField(forms.Field):
    """The items in the order of their places. A block without text is no item."""

    widget = ItemsWidget

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The items, as the command takes them.

        Raises:
            ValidationError: a place or a number of photos is no number, or a kind does not exist.
        """
        told = [(n, block) for n, block in enumerate(value or []) if block["text"]]
        wrong = [text for n, block in told if (text := _problem(n, block))]
        if wrong:
            raise ValidationError(wrong)
        in_order = sorted(told, key=lambda one: (_whole(one[1]["place"], one[0] + 1), one[0]))
        return [_given(block) for _n, block in in_order]


def _problem(n: int, block: Mapping[str, Any]) -> str:
    name = {"text": block["text"][:60]}
    kinds = {"kind": ItemKind, "beyond": Beyond}
    if any(block[part] not in choices.values for part, choices in kinds.items()):
        return _("Item “%(text)s”: choose how it is answered.") % name
    if block["incident"] and block["incident"] not in Severity.values:
        return _("Item “%(text)s”: choose how grave a fault is.") % name
    if any(_whole(block[part], 1) is None for part in ("place", *COUNTS)):
        return _("Item “%(text)s”: place and numbers of photos are whole numbers.") % name
    return ""


def _whole(typed: str, otherwise: int) -> int | None:
    if not typed:
        return otherwise
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else None


def _given(block: Mapping[str, Any]) -> dict[str, Any]:
    """The item without what its kind has no use for."""
    told: dict[str, Any] = {part: block[part] for part in (*TEXTS, *TICKS) if part not in COUNTS}
    fewest = _whole(block["fewest"], 1)
    told |= {"fewest": fewest, "most": _whole(block["most"], fewest or 1)}
    if block["kind"] not in NUMERIC:
        told["beyond"] = Beyond.REFUSE
    return {**told, "incident": block["incident"] or None, "choices": block["choices"].splitlines()}


class ChecklistForm(CommandForm):
    """Name, what it is for, and the items."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160, widget=UnfoldAdminTextInputWidget())
    description = forms.CharField(
        label=gettext_lazy("What it is for"), max_length=500, required=False, widget=UnfoldAdminTextInputWidget()
    )
    items = ItemsField(
        label=gettext_lazy("Items"),
        required=False,
        help_text=gettext_lazy(
            "In the order of their places. Take a text away to take its item out. More room appears when you save."
        ),
    )

    def add_fields(self) -> None:
        """The draft as it stands, else the published version to begin a new one with."""
        if self.row is None:
            return
        form = draft_of(self.row) or published(self.row)
        self.initial.update(name=self.row.name, description=self.row.description)
        self.initial["items"] = form.items if form is not None else []

    @property
    def about(self) -> list[tuple[str, Any]]:
        """What becomes of it."""
        told = _("It is kept as a draft. Visits answer it once it is published; what is published stays as it is.")
        return [(_("What happens"), told)]

    def _own_arguments(self) -> dict[str, Any]:
        return {part: self.cleaned_data[part] for part in ("name", "description", "items")}
