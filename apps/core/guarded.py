"""Columns that not everybody who sees a row may read: what somebody costs, a private phone number.

The app that owns the column says who may, with `guard`; whoever shows rows as data (histories, the audit log) asks
here.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from apps.core.actor import Actor
from apps.core.models import AuditEntry

HIDDEN = "•••"
MayRead = Callable[[Actor, UUID], bool]
_guards: dict[tuple[str, str], MayRead] = {}


def guard(type_name: str, column: str) -> Callable[[MayRead], MayRead]:
    """Register who may read a column of a kind of row: (actor, the row's public id) → whether they may."""

    def declare(may_read: MayRead) -> MayRead:
        _guards[type_name, column] = may_read
        return may_read

    return declare


class Shown:
    """What one reader is shown of rows told in data. Each row is asked about once, and only if there is need."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._answers: dict[tuple[str, str, str], bool] = {}

    def values(self, type_name: str, public_id: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of a row, with dots in the place of those that are not this reader's."""
        return {
            name: value if value in (None, "") or self._may(type_name, name, public_id) else HIDDEN
            for name, value in values.items()
        }

    def arguments(self, entry: AuditEntry) -> dict[str, Any]:
        """What a command was given, in the same way. A refused one may have named no row: then nobody may."""
        type_name = entry.command.split(".", 1)[0]
        public_id = entry.arguments.get(f"{type_name}_id") or entry.subject_id
        return self.values(type_name, public_id, entry.arguments)

    def changes(self, entry: AuditEntry) -> list[dict[str, Any]]:
        """The rows that were touched, in the same way."""
        return [
            {
                **change,
                "before": change["before"] and self.values(change["type"], change["id"], change["before"]),
                "after": self.values(change["type"], change["id"], change["after"]),
            }
            for change in entry.changes
        ]

    def _may(self, type_name: str, column: str, public_id: Any) -> bool:
        may_read = _guards.get((type_name, column))
        if may_read is None:
            return True
        key = (type_name, column, str(public_id))
        if key not in self._answers:
            self._answers[key] = (row := _uuid(public_id)) is not None and may_read(self._actor, row)
        return self._answers[key]


def _uuid(told: Any) -> UUID | None:
    try:
        return UUID(str(told))
    except ValueError:
        return None
