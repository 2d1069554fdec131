"""What rows of every kind show."""

from datetime import datetime
from typing import Any, Protocol, Self
from uuid import UUID

from ninja import Field, Schema

from apps.core.models import Record


class RecordOut(Schema):
    """What every row has."""

    id: UUID
    version: int = Field(description="Moves by one with each change; send it back as If-Match.")
    created_at: datetime
    updated_at: datetime


class Named(Protocol):
    """Something with a public id and a name."""

    @property
    def public_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...


class NameOut(Schema):
    """Another row, by id and name."""

    id: UUID
    name: str

    @classmethod
    def of(cls, row: Named) -> Self:
        """That row."""
        return cls(id=row.public_id, name=row.name)

    @classmethod
    def maybe(cls, row: Named | None) -> Self | None:
        """That row, if there is one."""
        return cls.of(row) if row is not None else None


def record(row: Record) -> dict[str, Any]:
    """The values that every row has."""
    return {
        "id": row.public_id,
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def example(**values: Any) -> dict[str, Any]:
    """A schema's example, with the values that every row has."""
    told = {
        "id": "6f1c2a34-7b0d-4e19-8c55-2d9e4b7f1a60",
        "version": 3,
        "created_at": "2026-03-02T13:05:11.204518Z",
        "updated_at": "2026-03-02T14:31:02.881930Z",
        **values,
    }
    return {"examples": [told]}
