"""What was done, in words: a sentence for each command and event, labels for arguments, values as people write them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Via
from apps.core.admin.naming import Names, type_called
from apps.core.commands import COMMANDS
from apps.core.markup import NOTHING, moment

Phrase = str | Promise
_phrases: dict[str, Phrase] = {}
_labels: dict[str, Phrase] = {
    "reason": gettext_lazy("Reason"),
    "note": gettext_lazy("Note"),
    "override_reason": gettext_lazy("Booked anyway, because"),
    "draft": gettext_lazy("Keep as a draft"),
    "item_id": gettext_lazy("Suggested change"),
    "version": gettext_lazy("Looked at version"),
}
VIA = {
    Via.ADMIN: gettext_lazy("in the office"),
    Via.PORTAL: gettext_lazy("on the portal"),
    Via.API: gettext_lazy("through the API"),
    Via.SYNC: gettext_lazy("from a phone, later sent"),
    Via.AGENT: gettext_lazy("through the agent"),
    Via.AUTOMATION: gettext_lazy("by an automation"),
    Via.SCHEDULE: gettext_lazy("on schedule"),
    Via.CUSTOMER: gettext_lazy("by the customer"),
    Via.IMPORT: gettext_lazy("by an import"),
    Via.EMAIL: gettext_lazy("by email"),
}


def tell(phrases: Mapping[tuple[str, ...], Phrase]) -> None:
    """Declare the sentence for commands and events: "%(who)s planned visit %(it)s"."""
    for names, phrase in phrases.items():
        _phrases.update(dict.fromkeys(names, phrase))


def call(labels: Mapping[str, Phrase]) -> None:
    """Declare what arguments are called where no column names them."""
    _labels.update(labels)


def told_names() -> list[str]:
    """The commands and events that have a sentence."""
    return list(_phrases)


def sentence(name: str, *, who: object, it: object) -> SafeString:
    """What was done as a sentence, escaped, with its links."""
    phrase = _phrases.get(name)
    if phrase is None:
        title = COMMANDS[name].title if name in COMMANDS else name
        return format_html("{}: {} ({})", who, _(title), it)
    return mark_safe(escape(str(phrase)) % {"who": _safe(who), "it": _safe(it)})  # noqa: S308


def _safe(value: object) -> str:
    return conditional_escape(value if hasattr(value, "__html__") else str(value))  # type: ignore[arg-type]


def title(command: str) -> str:
    """A command as people call it: "Finish a visit"."""
    return _(COMMANDS[command].title) if command in COMMANDS else command


def via(name: str) -> str:
    """Through what, in words."""
    return str(VIA.get(Via(name), name)) if name in set(Via) else name


def label(name: str, model: type[models.Model] | None = None) -> str:
    """What an argument or column is called."""
    field = column(model, name)
    if field is not None:
        return str(field.verbose_name).capitalize()
    if name in _labels:
        return str(_labels[name])
    return name.removesuffix("_id").removesuffix("_ids").replace("_", " ").capitalize()


def column(model: type[models.Model] | None, name: str) -> "models.Field[Any, Any] | None":
    """A table's column by name or by its name in the database; None when it has none."""
    if model is None:
        return None
    for field in model._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    return None


def argument(command: str, name: str, value: Any, names: Names) -> SafeString:
    """One argument of a command as people write it."""
    if name.endswith("_ids") and isinstance(value, list | tuple):
        kind = name.removesuffix("_ids")
        return format_html_join(", ", "{}", ((names.name(kind, one),) for one in value)) or NOTHING
    if isinstance(value, list | tuple) and value and all(isinstance(one, dict) for one in value):
        told = [[(label(k), argument(command, k, v, names)) for k, v in one.items()] for one in value]
        return format_html_join("; ", "{}", ((format_html_join(", ", "{}: {}", one),) for one in told))
    if name.endswith("_id") and value and type_called(name.removesuffix("_id")):
        return names.name(name.removesuffix("_id"), value)
    return plain(_chosen(command, name, value), column(type_called(command.split(".", 1)[0]), name))


def _chosen(command: str, name: str, value: Any) -> Any:
    """The label, where the argument is one of a few choices."""
    info = COMMANDS[command].arguments.model_fields.get(name) if command in COMMANDS else None
    kind = info.annotation if info else None
    choices = dict(kind.choices) if isinstance(kind, type) and issubclass(kind, models.Choices) else {}
    return choices.get(value, value)


def cell(model: type[models.Model] | None, name: str, value: Any, names: Names) -> SafeString:
    """One column's value, before or after, as people write it."""
    field = column(model, name)
    if field is not None and field.remote_field is not None and value is not None:
        return names.name_by_key(field.remote_field.model, int(value))
    return plain(value, field)


def plain(value: Any, field: "models.Field[Any, Any] | None" = None) -> SafeString:
    """A value without relations: choices by their label, moments in the company's zone, nothing as a dash."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return format_html("{}", _("yes") if value else _("no"))
    choices = dict(field.flatchoices) if field is not None else {}
    if value in choices:
        return format_html("{}", choices[value])
    return _text(value)


def _text(value: Any) -> SafeString:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, dict):
        return format_html_join("; ", "{}: {}", ((label(k), plain(v)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return format_html_join(", ", "{}", ((plain(v),) for v in value))
    if isinstance(value, str):
        at = parse_moment(value)
        return moment(at) if at else format_html("{}", value)
    return format_html("{}", value)


def parse_moment(value: str) -> datetime | None:
    """A moment written as ISO 8601 with a zone; None when it is another text."""
    try:
        at = parse_datetime(value) if len(value) > len("2026-01-31T14") else None
    except ValueError:
        return None
    # Beyond these years no zone can be trusted to have the moment; it is shown as it was written.
    return at if at is not None and at.tzinfo and 1900 <= at.year <= 2200 else None


def is_uuid(value: Any) -> bool:
    """Whether a value is a public id, which nobody wants to read."""
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
