"""What does not fit a command's arguments, in words for the person: pydantic's own speak of types."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import ValidationError

from apps.core.texts import storable

MOST_TOLD = 5  # arguments named in one sentence; `fields` has up to MOST_KEPT of them
MOST_KEPT = 50
LONGEST_NAME = 40  # of an argument that came from outside and may be called anything

_WHOLE = gettext_lazy("Write a whole number.")
_NUMBER = gettext_lazy("Write a number.")
_MOMENT = gettext_lazy("Write a day and a time with a time zone, as 2026-01-31T14:00:00-05:00.")
_DAY = gettext_lazy("Write a day, as 2026-01-31.")
_YES_OR_NO = gettext_lazy("Say yes or no.")
_TEXT = gettext_lazy("Write a text.")
_ONE_OF_THESE = gettext_lazy("This does not name anything here. Choose it from the list again.")
_LIST = gettext_lazy("Give a list, even of one.")
_OTHER = gettext_lazy("This does not fit. Look at it again.")

# By the beginning of pydantic's error type: `int_parsing`, `int_from_float` and `int_type` say the same to a person.
_SENTENCES: Mapping[str, str | Promise] = {
    "missing": gettext_lazy("This is missing."),
    "extra": gettext_lazy("This is not asked for here. Leave it out."),
    "int": _WHOLE,
    "float": _NUMBER,
    "finite": _NUMBER,
    "decimal": _NUMBER,
    "datetime": _MOMENT,
    "timezone": _MOMENT,
    "date": _DAY,
    "bool": _YES_OR_NO,
    "string": _TEXT,
    "uuid": _ONE_OF_THESE,
    "list": _LIST,
    "set": _LIST,
    "tuple": _LIST,
}


def complaints(error: ValidationError) -> tuple[str, dict[str, str]]:
    """A sentence for the person, and one per argument (`member_ids.0` is the first of several).

    Nothing of what was sent is repeated, except the shortened names of arguments.
    """
    fields: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False)[:MOST_KEPT]:
        name = ".".join(storable(str(part)[:LONGEST_NAME]) for part in one["loc"]) or "arguments"
        fields.setdefault(name, _sentence(one["type"], one.get("ctx", {})))
    told = [f"{called(name)}: {sentence}" for name, sentence in list(fields.items())[:MOST_TOLD]]
    if (rest := error.error_count() - len(told)) > 0:
        told.append(ngettext("And %(n)d more.", "And %(n)d more.", rest) % {"n": rest})
    return " ".join(told), fields


def called(name: str) -> str:
    """An argument's name as a word: `site_id` is the site, `member_ids.0` the first of the members."""
    first, _dot, place = name.partition(".")
    word = first.removesuffix("_id").removesuffix("_ids").replace("_", " ").strip().capitalize() or first
    return f"{word} {int(place) + 1}" if place.isdecimal() else word


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    if kind == "enum":
        return _("Choose one of these: %(choices)s.") % {"choices": _listed(str(context.get("expected", "")))}
    return str(_SENTENCES.get(kind.split("_", 1)[0], _OTHER))


def _listed(expected: str) -> str:
    """`'a', 'b' or 'c'` without the quotes."""
    return expected.replace("'", "")
