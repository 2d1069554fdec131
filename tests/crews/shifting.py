"""Weeks and absences that several tests begin with."""

from datetime import date, datetime, time
from typing import Any
from typing import cast as cast_to
from zoneinfo import ZoneInfo

from apps.crews.actions import add_absence, set_pattern
from apps.crews.actions.shifts import WeekShift
from apps.crews.models import Absence, Member, WorkPattern
from apps.crews.states import AbsenceKind
from tests.conftest import NOW, Cast

NY = ZoneInfo("America/New_York")
FIRST = date(2026, 1, 5)


def at(text: str, zone: Any = NY) -> datetime:
    """A moment by the company's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def daily(start: time, end: time, days: int = 7, **more: Any) -> list[WeekShift]:
    """The same shift on the first days of the week."""
    return [cast_to(WeekShift, {"weekday": day, "start": start, "end": end, **more}) for day in range(days)]


OFFICE_HOURS = daily(time(7), time(15, 30), 5, break_start=time(12), break_end=time(12, 30))


def week(cast: Cast, shifts: list[WeekShift] | None = None, **more: Any) -> WorkPattern:
    """Ana's week: office hours since January, set by Dana, unless told otherwise."""
    given = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id, "since": FIRST}
    return set_pattern(**{**given, "week": OFFICE_HOURS if shifts is None else shifts, **more})


def away(
    cast: Cast, start: str = "2026-03-02T00:00", end: str = "2026-03-07T00:00", zone: Any = NY, **more: Any
) -> Absence:
    """Ana is away this week, told by Dana, unless told otherwise."""
    given = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id, "kind": AbsenceKind.SICK}
    return add_absence(**{**given, "start": at(start, zone), "end": at(end, zone), **more})


def ana(cast: Cast) -> Member:
    """Ana's member as it stands."""
    return Member.objects.select_related("user").get(pk=cast.ana.member.pk)
