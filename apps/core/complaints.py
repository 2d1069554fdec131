"""What does not fit a command's arguments, in words for the person: pydantic's own speak of types."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
_ONE_OF_THESE = gettext_lazy("This does not name anything here. Choose it from the list again, or give its id.")
_LIST = gettext_lazy("Give a list, even of one.")
_FIELDS = gettext_lazy("Give an object with fields.")
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
    "dict": _FIELDS,
    "model": _FIELDS,
    "list": _LIST,
    "set": _LIST,
    "tuple": _LIST,
}


def complaints(errors: Sequence[Mapping[str, Any]]) -> tuple[str, dict[str, str]]:
    """From pydantic's errors a sentence for the person, and one per argument (`member_ids.0`: the first of several).

    Nothing of what was sent is repeated, except the shortened names of arguments.
    """
    fields: dict[str, str] = {}
    for one in errors[:MOST_KEPT]:
        name = ".".join(storable(str(part)[:LONGEST_NAME]) for part in one["loc"]) or "arguments"
        fields.setdefault(name, _sentence(one["type"], one.get("ctx") or {}))
    told = [f"{called(name)}: {sentence}" for name, sentence in list(fields.items())[:MOST_TOLD]]
    if (rest := len(errors) - len(told)) > 0:
        told.append(ngettext("And %(n)d more.", "And %(n)d more.", rest) % {"n": rest})
    return " ".join(told), fields


def called(name: str) -> str:
    """An argument's name as a word: `site_id` is the site, `member_ids.0` the first of the members."""
    first, _dot, place = name.partition(".")
    word = first.removesuffix("_id").removesuffix("_ids").replace("_", " ").strip().capitalize() or first
    return f"{word} {int(place) + 1}" if place.isdecimal() else word


def _most(unit: str, most: int) -> str:
    if unit == "characters":
        return ngettext("At most %(n)d character, please.", "At most %(n)d characters, please.", most) % {"n": most}
    return ngettext("At most %(n)d of them, please.", "At most %(n)d of them, please.", most) % {"n": most}


def _least(unit: str, least: int) -> str:
    if unit == "characters":
        return ngettext("At least %(n)d character, please.", "At least %(n)d characters, please.", least) % {"n": least}
    return ngettext("At least %(n)d of them, please.", "At least %(n)d of them, please.", least) % {"n": least}


def _choices(context: Mapping[str, Any]) -> str:
    return _("Choose one of these: %(choices)s.") % {"choices": _listed(str(context.get("expected", "")))}


_MEASURED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "enum": _choices,
    "literal_error": _choices,
    "string_too_long": lambda context: _most("characters", context["max_length"]),
    "string_too_short": lambda context: _least("characters", context["min_length"]),
    "too_long": lambda context: _most("entries", context["max_length"]),
    "too_short": lambda context: _least("entries", context["min_length"]),
    "greater_than": lambda context: _("More than %(limit)s, please.") % {"limit": context["gt"]},
    "greater_than_equal": lambda context: _("At least %(limit)s, please.") % {"limit": context["ge"]},
    "less_than": lambda context: _("Less than %(limit)s, please.") % {"limit": context["lt"]},
    "less_than_equal": lambda context: _("At most %(limit)s, please.") % {"limit": context["le"]},
}


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    """A rule of our own (`value_error`) speaks for itself."""
    if kind in _MEASURED:
        return _MEASURED[kind](context)
    if kind == "value_error" and str(context.get("error", "")):
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        return str(_OTHER)
    return str(_SENTENCES.get(kind.split("_", 1)[0], _OTHER))


def _listed(expected: str) -> str:
    """`'a', 'b' or 'c'` without the quotes."""
    return expected.replace("'", "")
