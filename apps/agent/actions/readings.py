"""Readings kept for a day. Only of reading: what is planned depends on the moment, and is never kept."""

from datetime import datetime, timedelta
from typing import Any

from apps.agent.models import CachedReading

KEPT = timedelta(hours=24)


def kept_reading(*, key: str, now: datetime) -> Any:
    """What was read under this key within a day; None when nothing was."""
    return CachedReading.objects.filter(key=key, expires_at__gt=now).values_list("reading", flat=True).first()


def keep_reading(*, key: str, reading: Any, now: datetime) -> None:
    """Keep a reading; in place of the one whose day is over, where there is one."""
    CachedReading.objects.filter(key=key, expires_at__lte=now).delete()
    kept = CachedReading(key=key, reading=reading, expires_at=now + KEPT)
    CachedReading.objects.bulk_create([kept], ignore_conflicts=True)


def delete_old_readings(*, now: datetime) -> int:
    """Delete the readings whose day is over; how many. Can be repeated."""
    deleted, _kinds = CachedReading.objects.filter(expires_at__lte=now).delete()
    return deleted
