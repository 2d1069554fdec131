"""How many hours and how much money a message names; nothing when it names several, for then a person must choose."""

import re
from decimal import Decimal

from apps.agent.brains.rules.tokens import LIMIT, tokenise
from apps.agent.brains.rules.when import NUMBERS

_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)"
# A whole number: of "$2k" or of ten thousand digits no part is what was said.
_BEGINS, _ENDS = r"(?<!\d)(?<!\d[.,])", r"(?!\w|[.,]\d)"
_BEFORE = re.compile(rf"(?:us\$|usd|\$|€)\s?{_NUMBER}{_ENDS}", re.IGNORECASE)
_AFTER = re.compile(rf"{_BEGINS}{_NUMBER}\s?(?:dollars?|bucks?|usd|d[oó]lares|pesos|euros?|€|\$)", re.IGNORECASE)
_EACH = re.compile(r"\b(each|apiece|per|cada un[oa]|c/u)\b", re.IGNORECASE)
_HOURS = re.compile(
    _BEGINS + r"(\d{1,2}(?:[.,]\d{1,2})?)\s?(?:(?:more|extra|additional|of)\s)?(?:h|hr|hrs|hours?|horas?)\b", re.I
)
_MORE = frozenset({"more", "extra", "additional", "overtime", "of", "ot"})


def amount_in(text: str) -> Decimal | None:
    """The one amount of money; none where a price is per piece, since nobody said how many."""
    text = text[:LIMIT]
    found = {_decimal(number) for sign in (_BEFORE, _AFTER) for number in sign.findall(text)}
    return found.pop() if len(found) == 1 and not _EACH.search(text) else None


def hours_in(text: str) -> Decimal | None:
    """The one number of hours, in figures or words: 3 hours, 1.5 h, two more hours, an hour and a half, media hora."""
    text = text[:LIMIT]
    found = {_decimal(number) for number in _HOURS.findall(text)} | set(_in_words(text))
    return found.pop() if len(found) == 1 else None


def _in_words(text: str) -> list[Decimal]:
    norms = [token.norm for token in tokenise(text)]
    found = []
    for at, word in enumerate(norms):
        if word not in ("hour", "hours", "hora", "horas"):
            continue
        before = norms[at - 1] if at else ""
        if before in _MORE and at > 1:
            before = norms[at - 2]
        half = norms[at + 1 : at + 4] in (["and", "a", "half"],) or norms[at + 1 : at + 3] == ["y", "media"]
        if before in ("half", "media") or norms[max(0, at - 2) : at] == ["half", "an"]:
            found.append(Decimal("0.5"))
        elif before in NUMBERS:
            found.append(Decimal(NUMBERS[before]) + (Decimal("0.5") if half else 0))
    return found


def _decimal(number: str) -> Decimal:
    """1,250.50 and 40,5 alike."""
    if re.fullmatch(r"\d+,\d{1,2}", number):
        return Decimal(number.replace(",", "."))
    return Decimal(number.replace(",", ""))
