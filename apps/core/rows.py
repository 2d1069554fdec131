"""Taking rows in hand: lock, create, save. Each is noted for the audit entry of the running command."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.audit import Touched, snapshot
from apps.core.errors import BadInput, NotHere, StaleVersion
from apps.core.execution import current
from apps.core.models import Record
from apps.core.texts import refuse_unstorable

R = TypeVar("R", bound=Record)


def lock(rows: QuerySet[R], public_id: UUID) -> R:
    """The row with that public id among those the actor may see, locked until the transaction ends.

    Args:
        rows: the actor's selector; what is not in it does not exist.

    Raises:
        NotHere: no such row, or none within sight.
    """
    return refer_to(rows.select_for_update(of=("self",), no_key=True), public_id)


def refer_to(rows: QuerySet[R], public_id: UUID) -> R:
    """The row with that public id among those the actor may see, not to be written: who holds it is not waited for.

    Raises:
        NotHere: no such row, or none within sight.
    """
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotHere
    note(row, before=snapshot(row))
    return row


def refuse_stale(row: Record, version: int | None) -> None:
    """Refuse to write over what somebody else wrote. After the permission: who may not hears that, and no version.

    Args:
        version: the one the person looked at, when the surface knows it.

    Raises:
        StaleVersion: the locked row has moved on since.
    """
    if version is not None and row.version != version:
        raise StaleVersion(current_version=row.version)


def create(model: type[R], /, *, now: datetime, **values: Any) -> R:
    """Insert a row.

    Raises:
        BadInput: a value does not fit its column; `fields` says which.
    """
    row = model(created_at=now, updated_at=now, **values)
    check(row, exclude=[f.name for f in model._meta.fields if f.is_relation])
    row.save(force_insert=True)
    note(row, before=None)
    return row


def save(row: R, *, now: datetime, fields: list[str]) -> R:
    """Write the named fields of a locked row and move its version by one.

    Raises:
        BadInput: a value does not fit its column.
    """
    check(row, exclude=[f.name for f in row._meta.fields if f.is_relation or f.name not in fields])
    row.version += 1
    row.updated_at = now
    row.save(update_fields=[*fields, "version", "updated_at"])
    return row


def note(row: Record, *, before: dict[str, Any] | None) -> None:
    """Tell the running command that it touches this row."""
    execution = current()
    if execution is not None and not any(t.row is row for t in execution.touched):
        execution.touched.append(Touched(row, before))


def check(row: Record, *, exclude: list[str]) -> None:
    """Check a row's values against its columns.

    Raises:
        BadInput: with `fields`.
    """
    refuse_unstorable({f.name: row.__dict__.get(f.attname) for f in row._meta.concrete_fields})
    fields = _too_long(row, exclude)
    try:
        row.clean_fields(exclude={*exclude, *_empty(row), *fields})
    except ValidationError as error:
        fields |= {name: " ".join(messages) for name, messages in error.message_dict.items()}
    if fields:
        text = " ".join(f"{_label(row, name)}: {problem}" for name, problem in fields.items())
        raise BadInput(text, fields=fields)


def _empty(row: Record) -> list[str]:
    """What may be empty: NULL where the column allows it, and JSON without anything in it. Forms ask for more."""
    values = ((f, row.__dict__.get(f.attname)) for f in row._meta.concrete_fields)
    return [f.name for f, value in values if (f.null and value is None) or value in ([], {})]


def _too_long(row: Record, exclude: list[str]) -> dict[str, str]:
    """In our words. Django checks the length of a CharField, but of a TextField in forms only."""
    kinds = (models.CharField, models.TextField)
    fields = [f for f in row._meta.concrete_fields if isinstance(f, kinds) and f.name not in exclude]
    # What is left to the database's own default is no text yet.
    texts = [(f, value) for f in fields if isinstance(value := row.__dict__.get(f.attname), str)]
    return {
        f.name: _("At most %(most)d characters, please; this is %(length)d.")
        % {"most": f.max_length, "length": len(value)}
        for f, value in texts
        if f.max_length and len(value) > f.max_length
    }


def _label(row: Record, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name)).capitalize()
