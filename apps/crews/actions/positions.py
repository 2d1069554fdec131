"""Positions are deleted when their days are over."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from apps.crews.models import AttendanceMark

BATCH = 5_000  # rows written in one transaction


def delete_positions(*, now: datetime) -> int:
    """Delete the positions older than POSITION_DAYS; the taps stay. How many there were."""
    old = AttendanceMark.objects.filter(latitude__isnull=False, at__lt=now - timedelta(days=settings.POSITION_DAYS))
    total = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        total += AttendanceMark.objects.filter(pk__in=keys).update(
            latitude=None, longitude=None, accuracy_m=None, version=F("version") + 1, updated_at=now
        )
    return total
