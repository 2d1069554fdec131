"""Stretches of days and hours as people say them: 3–7 May, 12 May 10:00–14:00."""

from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import formats

from apps.core.moments import clock


def days_told(start: datetime, end: datetime, zone: tzinfo) -> str:
    """From one moment to another in a zone: by days when it begins and ends at midnight, else with the times."""
    if start.astimezone(zone).time() == end.astimezone(zone).time() == time.min:
        last = (end.astimezone(zone) - timedelta(days=1)).date()
        return _days(start.astimezone(zone).date(), last)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    if first == last:
        return f"{_day(first)} {clock(start, zone)}–{clock(end, zone)}"
    return f"{_day(first)} {clock(start, zone)} – {_day(last)} {clock(end, zone)}"


def hours_told(start: datetime, end: datetime, zone: tzinfo) -> str:
    """07:00–15:30, in a zone."""
    return f"{clock(start, zone)}–{clock(end, zone)}"


def _days(first: date, last: date) -> str:
    if first >= last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return formats.date_format(day, "j M")
