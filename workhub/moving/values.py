"""A column's value as JSON, and back."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field
from django.utils.duration import duration_iso_string
from psycopg.types.range import Range


def as_line(values: dict[str, Any]) -> bytes:
    """One row, always written in the same way."""
    text = json.dumps(values, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, Range):
        ends = {"empty": True} if value.isempty else _ends(value)
        return json.dumps(ends, default=_plain)
    raise TypeError(f"{type(value).__name__} has no written form yet; add one here.")


def _ends(value: "Range[Any]") -> dict[str, Any]:
    return {"lower": value.lower, "upper": value.upper, "bounds": value.bounds}


def read(column: "Field[Any, Any]", value: Any) -> Any:
    """The value as the model takes it."""
    return None if value is None else column.to_python(value)
