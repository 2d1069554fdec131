"""Writing the audit log: what a command was given, what it changed, what was refused."""

from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any

from django.db import models

from apps.core.actor import Actor
from apps.core.errors import DomainError
from apps.core.models import AuditEntry, Record
from apps.core.texts import storable

NOT_TOLD = {"id", "updated_at"}
SECRETS = ("password", "secret", "token")  # what has such a word in its name is never written down
DELETED_LATER = {"position"}  # where somebody was goes after a time; from here nothing ever goes
LONGEST_ARGUMENT = 2_000  # characters kept of one text argument; the row itself has the rest


@dataclass(slots=True)
class Touched:
    """A row a command locked or made, and how it looked before (None: it was not there)."""

    row: Record
    before: dict[str, Any] | None


@dataclass(slots=True)
class Execution:
    """One run of one command: who, when, with what, and the rows it touched."""

    command: str
    actor: Actor
    now: datetime
    arguments: dict[str, Any]
    touched: list[Touched] = field(default_factory=list)


def snapshot(row: models.Model) -> dict[str, Any]:
    """The row's columns as JSON-safe data, without secrets."""
    return {
        f.attname: f.value_to_string(row) if not _is_plain(f.value_from_object(row)) else f.value_from_object(row)
        for f in row._meta.concrete_fields
        if f.attname not in NOT_TOLD and not _is_secret(f.attname)
    }


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool | list | dict)


def write_done(execution: Execution, result: Record) -> None:
    """The entry of a command that did what it should, in its transaction."""
    changes = [change for touched in execution.touched if (change := _change(touched))]
    _write(execution, AuditEntry.Outcome.DONE, subject=result, changes=changes)


def write_refused(execution: Execution, error: DomainError) -> None:
    """The entry of a refusal."""
    subject = execution.touched[0].row if execution.touched else None
    _write(execution, AuditEntry.Outcome.REFUSED, subject=subject, changes=[], error=error)


def _change(touched: Touched) -> dict[str, Any] | None:
    after = snapshot(touched.row)
    before = touched.before
    if before is not None:
        changed = [key for key in after if before.get(key) != after[key]]
        if not changed:
            return None
        before, after = {k: before.get(k) for k in changed}, {k: after[k] for k in changed}
    return {
        "type": touched.row.type_name(),
        "id": str(touched.row.public_id),
        "before": before,
        "after": after,
    }


def _write(
    execution: Execution,
    outcome: AuditEntry.Outcome,
    *,
    subject: Record | None,
    changes: list[dict[str, Any]],
    error: DomainError | None = None,
) -> None:
    actor = execution.actor
    AuditEntry.objects.create(
        at=execution.now,
        user_id=actor.user.pk if actor.user else None,
        on_behalf_of_id=actor.on_behalf_of.pk if actor.on_behalf_of else None,
        via=actor.via,
        command=storable(execution.command),
        arguments={storable(str(key)): _told(key, value) for key, value in execution.arguments.items()},
        outcome=outcome,
        code=error.code if error else "",
        message=storable(error.message) if error else "",
        subject_type=subject.type_name() if subject else "",
        subject_id=subject.public_id if subject else None,
        changes=changes,
    )


def _is_secret(name: str) -> bool:
    return any(word in name for word in SECRETS)


def _told(key: str, value: Any) -> Any:
    """An argument as JSON can hold it; of a refused one, too, which may be anything."""
    if _is_secret(key) or (key in DELETED_LATER and value is not None):
        return "•••"
    if isinstance(value, str):
        return storable(value[:LONGEST_ARGUMENT])
    if isinstance(value, dict):
        return {str(k): _told(str(k), v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_told(key, v) for v in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value if _is_plain(value) or hasattr(value, "isoformat") else str(value)
