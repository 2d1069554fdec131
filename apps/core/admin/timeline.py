"""The audit log in words: who did what, through what, when, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.actor import Via
from apps.core.admin import words
from apps.core.admin.naming import Names, named, type_called
from apps.core.guarded import Shown
from apps.core.markup import NOTHING
from apps.core.models import AuditEntry

MOST = 60  # entries on a detail page; the audit log has all
UNTOLD = {"public_id", "version", "created_at", "is_superuser", "sequence", "live", "acknowledged_by_id"}


@dataclass(frozen=True, slots=True)
class Change:
    """One row that a command touched: which, whether it is new, and each column before and after."""

    name: SafeString
    new: bool
    columns: list[tuple[str, SafeString, SafeString]]


@dataclass(frozen=True, slots=True)
class Told:
    """One audit entry in words."""

    pk: int
    at: datetime
    text: SafeString
    via: str
    refused: bool
    message: str
    reason: str = ""
    subject: tuple[str, str] = ("", "")
    arguments: list[tuple[str, SafeString]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def history(subjects: Iterable[tuple[str, UUID]]) -> list[Told]:
    """What was done to these rows, newest first."""
    about = Q(pk__in=[])
    for kind, public_id in subjects:
        about |= Q(subject_type=kind, subject_id=public_id)
    return tell(AuditEntry.objects.filter(about).select_related("user").order_by("-id")[:MOST])


def tell(entries: Iterable[AuditEntry]) -> list[Told]:
    """Audit entries in words, with one query per kind of row they mention."""
    found, names = list(entries), Names()
    for entry in found:
        names.want(entry.subject_type, entry.subject_id)
    return [told(entry, names) for entry in found]


def told(entry: AuditEntry, names: Names) -> Told:
    """One entry as a sentence."""
    refused = entry.outcome == AuditEntry.Outcome.REFUSED
    it = names.name(entry.subject_type, entry.subject_id) if entry.subject_id else format_html("{}", "")
    who = who_of(entry)
    text = (
        format_html(_("{who} could not: {what} {it}"), who=who, what=words.title(entry.command).lower(), it=it)
        if refused
        else words.sentence(entry.command, who=who, it=it)
    )
    reason = str(entry.arguments.get("reason") or entry.arguments.get("resolution") or "")
    subject = (entry.subject_type, str(entry.subject_id))
    return Told(entry.pk, entry.at, text, words.via(entry.via), refused, entry.message, reason, subject)


def who_of(entry: AuditEntry) -> SafeString:
    """The person, with a link; the customer where they came without signing in; else WorkHub itself."""
    if entry.user is not None:
        return named(entry.user)
    return format_html("{}", _("The customer") if entry.via in (Via.CUSTOMER, Via.EMAIL) else _("WorkHub"))


def in_full(entry: AuditEntry, shown: Shown) -> Told:
    """One entry with its arguments and a table of what changed, as far as its reader may know."""
    names = Names()
    _want(entry, names)
    short = told(entry, names)
    model = type_called(entry.command.split(".", 1)[0])
    arguments = [
        (words.label(name, model), words.argument(entry.command, name, value, names))
        for name, value in shown.arguments(entry).items()
        if value not in (None, "", []) and name != "version"
    ]
    changes = [_change(change, names) for change in shown.changes(entry)]
    return replace(short, arguments=arguments, changes=changes)


def _want(entry: AuditEntry, names: Names) -> None:
    names.want(entry.subject_type, entry.subject_id)
    for change in entry.changes:
        names.want(change["type"], change["id"])
        model = type_called(change["type"])
        for side in ("before", "after"):
            for name, value in (change[side] or {}).items():
                column = words.column(model, name)
                if column is not None and column.remote_field is not None and value is not None:
                    names.want_key(column.remote_field.model, int(value))


def _change(change: dict[str, Any], names: Names) -> Change:
    model = type_called(change["type"])
    before, after = change["before"] or {}, change["after"] or {}
    columns = [
        (
            words.label(name, model),
            words.cell(model, name, before[name], names) if name in before else NOTHING,
            words.cell(model, name, value, names),
        )
        for name, value in after.items()
        if name not in UNTOLD and (name in before or value not in (None, "", []))
    ]
    return Change(names.name(change["type"], change["id"]), change["before"] is None, columns)
