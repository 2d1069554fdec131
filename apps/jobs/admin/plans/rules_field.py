"""The rules of a plan as a form: how often, on which days, and what narrows it; the rule's own language for experts."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.dates import MONTHS_3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import INPUT_CLASSES, TEXTAREA_CLASSES

from apps.jobs.models import PlanRule
from apps.jobs.plans.editor import LAST, Kind, Said, said, written
from apps.jobs.plans.rules import WEEKDAYS
from apps.jobs.plans.saying import NTH, weekday

Block = dict[str, Any]  # raw: as typed
MOST_BLOCKS = 10
PART = "dates"  # as the page asks for the preview alone
NONE = "none"
LISTS = ("weekdays", "months")
TEXTS = (
    *("kind", "interval", "month_day", "nth", "weekday", "workday", "times", "text", "at", "floating"),
    *("except_days", "extra_days", "exrules", "ahead", "early", "late", "crew", "member"),
)
EMPTY: Block = {**dict.fromkeys(TEXTS, ""), **{name: [] for name in LISTS}}
FRESH = EMPTY | {"kind": Kind.MONTH_DAY.value, "interval": "1", "month_day": "1", "at": "08:00", "ahead": "14"}
NUMBERS = {"ahead": "generate_ahead_days", "early": "flex_before_days", "late": "flex_after_days"}


class RulesWidget(forms.Widget):
    """A block for each rule and one more; works by keyboard and on a phone, without any script but the preview."""

    draws_itself = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.context: Callable[[], dict[str, Any]] = dict

    def __deepcopy__(self, memo: dict[int, Any]) -> "RulesWidget":
        """One for each form: what it shows besides is the form's."""
        return type(self)(self.attrs.copy())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Block]:
        """What was typed, block by block."""
        found = []
        for n in range(MOST_BLOCKS):
            if f"{name}_{n}_kind" in data:
                block = {part: str(data.get(f"{name}_{n}_{part}", "")).strip() for part in TEXTS}
                found.append(block | {part: _listed(data, f"{name}_{n}_{part}") for part in LISTS})
        return found

    def as_data(self, name: str, value: Sequence[Block]) -> dict[str, Any]:
        """The inputs that a browser would send for these blocks."""
        return {f"{name}_{n}_{part}": told for n, block in enumerate(value) for part, told in block.items() if told}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The blocks, filled in, and one to add another rule with."""
        blocks = [*(value or [FRESH])][:MOST_BLOCKS]
        if len(blocks) < MOST_BLOCKS and blocks[-1].get("kind") != NONE:
            blocks.append({**FRESH, "kind": NONE})
        context = {
            "name": name,
            "blocks": [(f"{name}_{n}", block, n > 0) for n, block in enumerate(blocks)],
            "input": " ".join(INPUT_CLASSES),
            "textarea": " ".join(TEXTAREA_CLASSES),
            "weekdays": [(code, weekday(code)) for code in WEEKDAYS],
            "days": [*((str(n), str(n)) for n in range(1, 32)), (str(LAST), _("the last day"))],
            "nths": [(str(n), word) for n, word in NTH.items()],
            "workdays": [("1", NTH[1]), (str(LAST), NTH[LAST])],
            "months": [(str(n), str(word).capitalize()) for n, word in MONTHS_3.items()],
        }
        return SafeString(render_to_string("admin/office/_rules_editor.html", context | self.context()))

    def id_for_label(self, id_: str) -> str:
        """The first rule's interval."""
        return f"{id_}_0_interval"


class RulesField(forms.Field):
    """The rules as `plan.add` takes them."""

    widget = RulesWidget

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The rules, typed.

        Raises:
            ValidationError: a number, a time or a day is none; the sentence names it.
        """
        told = [rule_of(block) for block in value or [] if block["kind"] != NONE]
        if not told:
            raise ValidationError(_("Say how often it is to be done."))
        return told


def rule_of(block: Mapping[str, Any]) -> dict[str, Any]:
    """A block as the command takes it; `crew` and `member` are primary keys still.

    Raises:
        ValidationError.
    """
    told: dict[str, Any] = {
        "rrule": written(_said(block)),
        "at": _time(block["at"]),
        "floating": bool(block["floating"]),
        "exrules": [line for line in block["exrules"].splitlines() if line.strip()],
        "months": [int(month) for month in block["months"] if re.fullmatch(r"\d{1,2}", month)],
        "except_days": _days(block["except_days"]),
        "extra_days": _days(block["extra_days"]),
        "crew": block["crew"],
        "member": block["member"],
    }
    return told | {name: _number(block[part] or "0", 0) for part, name in NUMBERS.items()}


def block_of(rule: PlanRule) -> Block:
    """A rule as its block shows it."""
    told = said(rule.rrule)
    by_kind = {Kind.MONTH_DAY: "month_day", Kind.MONTH_WEEKDAY: "nth", Kind.MONTH_WORKDAY: "workday"}
    return EMPTY | {
        "kind": told.kind.value,
        "interval": str(told.interval),
        "weekdays": list(told.weekdays) if told.kind is Kind.WEEKS else [],
        "weekday": told.weekdays[0] if told.kind is Kind.MONTH_WEEKDAY else "",
        by_kind.get(told.kind, "nth"): str(told.nth),
        "times": str(told.times or ""),
        "text": told.text,
        "at": f"{rule.at:%H:%M}",
        "floating": "on" if rule.floating else "",
        "exrules": "\n".join(rule.exrules),
        "months": [str(month) for month in rule.months],
        "except_days": ", ".join(rule.except_days),
        "extra_days": ", ".join(rule.extra_days),
        "ahead": str(rule.generate_ahead_days),
        "early": str(rule.flex_before_days),
        "late": str(rule.flex_after_days),
        "crew": str(rule.crew_id or ""),
        "member": str(rule.member_id or ""),
    }


def _said(block: Mapping[str, Any]) -> Said:
    try:
        kind = Kind(block["kind"])
    except ValueError:
        raise ValidationError(_("Choose how often it is to be done.")) from None
    nth = {Kind.MONTH_DAY: "month_day", Kind.MONTH_WEEKDAY: "nth", Kind.MONTH_WORKDAY: "workday"}.get(kind)
    days = [block["weekday"]] if kind is Kind.MONTH_WEEKDAY else block["weekdays"]
    return Said(
        kind,
        interval=_number(block["interval"] or "1", 1),
        weekdays=tuple(day for day in days if day in WEEKDAYS),
        nth=_number(block[nth] or "1", LAST) if nth else 1,
        times=_number(block["times"] or "0", 0),
        text=block["text"],
    )


def _number(told: str, least: int) -> int:
    if re.fullmatch(r"-?\d{1,4}", told) is None or int(told) < least:
        raise ValidationError(_("“%(told)s” is no number that fits. Write it in digits.") % {"told": told[:20]})
    return int(told)


def _time(told: str) -> time:
    try:
        at = time.fromisoformat(told or "08:00")
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None:
        raise ValidationError(_("Write the time of day as 07:30."))
    return at


def _days(told: str) -> list[date]:
    try:
        return [date.fromisoformat(day) for day in re.split(r"[\s,;]+", told) if day]
    except ValueError:
        raise ValidationError(_("Write days as 2027-01-31, with commas between them.")) from None


def _listed(data: Any, name: str) -> list[str]:
    return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, []))


RULE_PARTS = frozenset({"rrule", "rules", *NUMBERS.values(), "months", "exrules", "except_days", "extra_days", "at"})
LABEL = gettext_lazy("How often")
