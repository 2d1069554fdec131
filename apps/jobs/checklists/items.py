"""The items of a checklist: what may be asked, and what nobody could answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NotRequired

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from apps.core.errors import BadInput
from apps.jobs.states import Beyond, ItemKind, Severity

MOST_ITEMS, MOST_CHOICES, MOST_PHOTOS = 100, 20, 10
LONGEST = {"text": 300, "help": 1000, "unit": 20, "key": 40, "choice": 80}
NUMERIC = frozenset({ItemKind.NUMBER, ItemKind.READING})
ON_FILES = frozenset({ItemKind.PHOTO, ItemKind.SIGNATURE})
FIXED = {ItemKind.YES_NO: ("yes", "no"), ItemKind.PASS_FAIL: ("pass", "fail", "na")}
FAIL = "fail"
MOST_DIGITS = 12  # before the point


@with_config(ConfigDict(extra="forbid"))
class ItemGiven(TypedDict):
    """An item as somebody writes it down. Limits are decimal numbers as text: `1.5`."""

    text: str
    kind: NotRequired[ItemKind]
    key: NotRequired[str]
    help: NotRequired[str]
    required: NotRequired[bool]
    unit: NotRequired[str]
    low: NotRequired[str]
    high: NotRequired[str]
    beyond: NotRequired[Beyond]
    choices: NotRequired[list[str]]
    fails_on: NotRequired[str]
    fewest: NotRequired[int]
    most: NotRequired[int]
    only_if: NotRequired[str]
    only_if_answer: NotRequired[str]
    incident: NotRequired[Severity | None]
    follow_up: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check.

    Attributes:
        key: names it in all versions; conditions and answers speak of it.
        low, high: limits of a number, both included; empty: none. `beyond` says what becomes of one outside.
        fails_on: the answer to yes or no, or the choice, that is a fault.
        fewest, most: how many photos.
        only_if: the key of an earlier item; this one is shown when that has the answer `only_if_answer`.
        incident: how grave an incident a fault opens; empty: none.
        follow_up: a fault needs another visit.
    """

    key: str
    text: str
    kind: ItemKind = ItemKind.PASS_FAIL
    help: str = ""
    required: bool = True
    unit: str = ""
    low: str = ""
    high: str = ""
    beyond: Beyond = Beyond.REFUSE
    choices: tuple[str, ...] = ()
    fails_on: str = ""
    fewest: int = 1
    most: int = 1
    only_if: str = ""
    only_if_answer: str = ""
    incident: str = ""
    follow_up: bool = False
    answers: tuple[str, ...] = field(init=False, default=(), compare=False)

    def __post_init__(self) -> None:
        """What it can be answered with, where that is a closed list."""
        closed = self.choices if self.kind == ItemKind.CHOICE else FIXED.get(self.kind, ())
        object.__setattr__(self, "answers", closed)

    def written(self) -> dict[str, Any]:
        """As the version keeps it."""
        told = asdict(self)
        del told["answers"]
        return {**told, "choices": list(self.choices)}

    @property
    def failing(self) -> str:
        """The answer of a closed list that is a fault; empty: none is."""
        return FAIL if self.kind == ItemKind.PASS_FAIL else self.fails_on


def read_items(kept: Sequence[Mapping[str, Any]]) -> tuple[Item, ...]:
    """The items of a version, as it keeps them."""
    return tuple(
        Item(
            **{
                **one,
                "kind": ItemKind(one["kind"]),
                "beyond": Beyond(one["beyond"]),
                "choices": tuple(one["choices"]),
            }
        )
        for one in kept
    )


def settle_items(given: Sequence[ItemGiven]) -> tuple[Item, ...]:
    """Items as they were written down, with keys for those that have none.

    Raises:
        BadInput: one of them nobody could answer; the sentence names it and says what to change.
    """
    if len(given) > MOST_ITEMS:
        raise _wrong(_("A checklist has at most %(most)d items.") % {"most": MOST_ITEMS})
    items: list[Item] = []
    for place, one in enumerate(given, start=1):
        item = _item(one, place, {earlier.key for earlier in items})
        problem = _problem(item, items)
        if problem:
            raise _wrong(_("Item %(place)d, “%(text)s”: %(problem)s") % _named(place, item.text, problem))
        items.append(item)
    return tuple(items)


def _named(place: int, text: str, problem: str) -> dict[str, Any]:
    return {"place": place, "text": text[:60], "problem": problem}


def _wrong(sentence: str) -> BadInput:
    return BadInput(sentence, code="checklist_items", fields={"items": sentence})


def _item(given: ItemGiven, place: int, taken: set[str]) -> Item:
    kind = given.get("kind", ItemKind.PASS_FAIL)
    choices = tuple(filter(None, (choice.strip() for choice in given.get("choices", []))))
    key = given.get("key", "").strip() or _free_key(given["text"], taken)
    photos = kind == ItemKind.PHOTO
    return Item(
        key=key,
        text=given["text"].strip(),
        kind=ItemKind(kind),
        help=given.get("help", "").strip(),
        required=given.get("required", True),
        unit=given.get("unit", "").strip() if kind in NUMERIC else "",
        low=given.get("low", "").strip() if kind in NUMERIC else "",
        high=given.get("high", "").strip() if kind in NUMERIC else "",
        beyond=Beyond(given.get("beyond", Beyond.REFUSE)),
        choices=choices if kind == ItemKind.CHOICE else (),
        fails_on=given.get("fails_on", "").strip() if kind in (ItemKind.CHOICE, ItemKind.YES_NO) else "",
        fewest=given.get("fewest", 1) if photos else 1,
        most=given.get("most", max(given.get("fewest", 1), 1)) if photos else 1,
        only_if=given.get("only_if", "").strip(),
        only_if_answer=given.get("only_if_answer", "").strip() if given.get("only_if", "").strip() else "",
        incident=given.get("incident") or "",
        follow_up=given.get("follow_up", False),
    )


def _free_key(text: str, taken: set[str]) -> str:
    """A short name from the words of the item that no other has."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:30] or "item"
    return next(key for n in range(1, MOST_ITEMS + 2) if (key := plain if n == 1 else f"{plain}_{n}") not in taken)


def _problem(item: Item, earlier: Sequence[Item]) -> str:
    """What is wrong with an item, as the end of a sentence; empty when nothing is."""
    checks = (_key_problem, _text_problem, _choice_problem, _limit_problem, _photo_problem)
    return next((text for check in checks if (text := check(item, earlier))), "") or _condition_problem(item, earlier)


def _key_problem(item: Item, earlier: Sequence[Item]) -> str:
    if not re.fullmatch(r"[a-z0-9_]{1,40}", item.key):
        return _("a key is at most 40 small letters, digits and underscores.")
    return _("another item has the same key. Give it one of its own.") if item.key in _keys(earlier) else ""


def _text_problem(item: Item, _earlier: Sequence[Item]) -> str:
    if not item.text:
        return _("say what is to be checked.")
    for name in ("text", "help", "unit"):
        if len(getattr(item, name)) > LONGEST[name]:
            words = {"text": _("its text"), "help": _("its help"), "unit": _("its unit")}[name]
            return _("%(what)s has at most %(most)d characters.") % {"what": words, "most": LONGEST[name]}
    return ""


def _choice_problem(item: Item, _earlier: Sequence[Item]) -> str:
    if item.kind == ItemKind.CHOICE:
        if not 2 <= len(set(item.choices)) == len(item.choices) <= MOST_CHOICES:
            return _("give it 2 to %(most)d different choices.") % {"most": MOST_CHOICES}
        if any(len(choice) > LONGEST["choice"] for choice in item.choices):
            return _("a choice has at most %(most)d characters.") % {"most": LONGEST["choice"]}
    if item.fails_on and item.fails_on not in item.answers:
        return _("the answer that is a fault must be one of its own answers.")
    return ""


def _limit_problem(item: Item, _earlier: Sequence[Item]) -> str:
    low, high = as_number(item.low), as_number(item.high)
    if (item.low and low is None) or (item.high and high is None):
        return _("write limits as numbers: 1.5.")
    return _("its lower limit is above the upper one.") if low is not None and high is not None and low > high else ""


def _photo_problem(item: Item, _earlier: Sequence[Item]) -> str:
    if 1 <= item.fewest <= item.most <= MOST_PHOTOS:
        return ""
    return ngettext(
        "ask for at most %(n)d photo, and for no more at the least than at the most.",
        "ask for 1 to %(n)d photos, and for no more at the least than at the most.",
        MOST_PHOTOS,
    ) % {"n": MOST_PHOTOS}


def _condition_problem(item: Item, earlier: Sequence[Item]) -> str:
    if not item.only_if:
        return ""
    asked = next((one for one in earlier if one.key == item.only_if), None)
    if asked is None:
        return _("it can depend on an earlier item only. Move it down, or choose another.")
    if not asked.answers:
        return _("“%(asked)s” has no fixed answers to depend on.") % {"asked": asked.text[:60]}
    if item.only_if_answer not in asked.answers:
        return _("“%(asked)s” is answered with one of: %(answers)s.") % {
            "asked": asked.text[:60],
            "answers": ", ".join(asked.answers)[:200],
        }
    return ""


def _keys(items: Sequence[Item]) -> set[str]:
    return {item.key for item in items}


def as_number(text: str) -> Decimal | None:
    """A number as people write it, with a point or a comma; None when it is none, or longer than we keep."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not found.is_finite() or abs(found) >= 10**MOST_DIGITS:
        return None
    return found.quantize(Decimal("0.000001")).normalize()
