"""What somebody answered, checked against the item: taken, taken as a fault, or told what to change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.errors import BadInput
from apps.jobs.checklists.items import NUMERIC, ON_FILES, Item, as_number
from apps.jobs.models.checklists import LONGEST_ANSWER
from apps.jobs.states import Beyond, ItemKind


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that fits its item."""

    value: str = ""
    number: Decimal | None = None
    failed: bool = False


def read_answer(item: Item, text: str, files: int) -> Given:
    """What an answer says.

    Args:
        text: what was typed or tapped; empty where the answer is files, or is taken back.
        files: how many photos or signatures come with it.

    Raises:
        BadInput: it does not fit the item; the sentence says what would.
    """
    if item.kind in ON_FILES:
        return _files(item, files)
    if files:
        raise wrong(_("A file does not answer “%(item)s”.") % {"item": item.text})
    typed = text.strip()
    if not typed:
        return Given()
    if item.kind in NUMERIC:
        return _number(item, typed)
    return _READ.get(item.kind, _closed)(item, typed)


def wrong(sentence: str, code: str = "answer_unfit") -> BadInput:
    """The refusal of an answer."""
    return BadInput(sentence, code=code, fields={"answer": sentence})


def _text(_item: Item, typed: str) -> Given:
    if len(typed) > LONGEST_ANSWER:
        told = {"most": LONGEST_ANSWER, "length": len(typed)}
        raise wrong(_("At most %(most)d characters, please; this is %(length)d.") % told)
    return Given(typed)


def _number(item: Item, typed: str) -> Given:
    number = as_number(typed)
    if number is None:
        raise wrong(_("Write a number: 1.5."))
    low, high = as_number(item.low), as_number(item.high)
    outside = (low is not None and number < low) or (high is not None and number > high)
    if outside and item.beyond == Beyond.REFUSE:
        raise wrong(_("%(limits)s Look again, and ask the office if it is right.") % {"limits": limits_of(item)})
    return Given(f"{number:f}", number, failed=outside)


def limits_of(item: Item) -> str:
    """What a number may be, in a sentence; empty without limits."""
    told = {"low": item.low, "high": item.high, "unit": item.unit and f" {item.unit}"}
    if item.low and item.high:
        return _("From %(low)s to %(high)s%(unit)s.") % told
    if item.low:
        return _("At least %(low)s%(unit)s.") % told
    return _("At most %(high)s%(unit)s.") % told if item.high else ""


def _date(_item: Item, typed: str) -> Given:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise wrong(_("Write the date as 2026-03-31.")) from None
    if not 1900 <= day.year <= 2200:
        raise wrong(_("This year cannot be right."))
    return Given(day.isoformat())


def _closed(item: Item, typed: str) -> Given:
    if typed not in item.answers:
        raise wrong(_("Choose one of the answers of “%(item)s”.") % {"item": item.text})
    return Given(typed, failed=typed == item.failing)


def _files(item: Item, files: int) -> Given:
    if files > item.most:
        text = ngettext("At most %(n)d file, please.", "At most %(n)d files, please.", item.most)
        raise wrong(text % {"n": item.most})
    return Given()


_READ: dict[ItemKind, Callable[[Item, str], Given]] = {ItemKind.TEXT: _text, ItemKind.DATE: _date}
