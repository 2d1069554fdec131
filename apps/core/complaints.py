"""What is wrong with data that came from outside, in plain words: for the API's problems and for the office's forms."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

# pydantic's own words are for programmers. What is not here is "not in the expected form".
WORDS = {
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not known here"),
    "uuid": gettext_lazy("must be an id, as 3f2b8c1e-9a4d-4c57-b1de-0f6a7c2e5d90"),
    "datetime": gettext_lazy("must be a date and time with its zone, as 2026-01-31T14:00:00-05:00"),
    "timezone": gettext_lazy("must be a date and time with its zone, as 2026-01-31T14:00:00-05:00"),
    "date": gettext_lazy("must be a date, as 2026-01-31"),
    "int": gettext_lazy("must be a whole number"),
    "float": gettext_lazy("must be a number"),
    "finite": gettext_lazy("must be a number"),
    "bool": gettext_lazy("must be true or false"),
    "string_type": gettext_lazy("must be text"),
    "list": gettext_lazy("must be a list"),
    "dict": gettext_lazy("must be an object with fields"),
    "model": gettext_lazy("must be an object with fields"),
}


def complaint(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors as half a sentence: "must be a whole number"."""
    kind, facts = str(error["type"]), error.get("ctx") or {}
    if kind in MEASURED:
        return MEASURED[kind](facts)
    if kind == "value_error":
        return str(facts.get("error") or "") or _("is not in the expected form")
    family = kind.split("_", 1)[0]
    return str(WORDS.get(kind) or WORDS.get(family) or _("is not in the expected form"))


def _most_characters(facts: Mapping[str, Any]) -> str:
    most = int(facts["max_length"])
    return ngettext("has more than %(most)d character", "has more than %(most)d characters", most) % {"most": most}


def _least_characters(facts: Mapping[str, Any]) -> str:
    least = int(facts["min_length"])
    return ngettext("needs at least %(least)d character", "needs at least %(least)d characters", least) % {
        "least": least
    }


MEASURED: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "string_too_long": _most_characters,
    "string_too_short": _least_characters,
    "too_long": lambda facts: _("has more than %(most)s entries") % {"most": facts["max_length"]},
    "too_short": lambda facts: _("needs at least %(least)s entries") % {"least": facts["min_length"]},
    "enum": lambda facts: _("must be one of %(choices)s") % {"choices": facts["expected"]},
    "literal_error": lambda facts: _("must be one of %(choices)s") % {"choices": facts["expected"]},
    "greater_than": lambda facts: _("must be more than %(limit)s") % {"limit": facts["gt"]},
    "greater_than_equal": lambda facts: _("must be at least %(limit)s") % {"limit": facts["ge"]},
    "less_than": lambda facts: _("must be less than %(limit)s") % {"limit": facts["lt"]},
    "less_than_equal": lambda facts: _("must be at most %(limit)s") % {"limit": facts["le"]},
}


def complaints(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Pydantic's errors by field; `member_ids.0` is the first of several."""
    return {".".join(map(str, error["loc"])): complaint(error) for error in errors}


def sentences(fields: Mapping[str, str]) -> str:
    """Complaints as sentences: "Visit is missing. Note must be text." """
    return " ".join(f"{_label(name)} {problem}." for name, problem in fields.items())


def _label(name: str) -> str:
    """`visit_id` as people say it: Visit. What somebody made up is named as they wrote it."""
    words = name.split(".")[0].removesuffix("_id").removesuffix("_ids").replace("_", " ").strip()
    return words[:1].upper() + words[1:60]
