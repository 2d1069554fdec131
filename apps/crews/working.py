"""When members work: the windows of their shifts over a range of time, for many members in three queries.

Shifts are wall clock in each member's time zone, and stay so when the clocks change. A time that the clocks skip is
the moment at which they change; a time that comes twice is its first. So times never change places, and shifts that
adjoin on paper adjoin on every day.

What holds on a day: its exception, if there is one; else the week of the pattern that was last begun. A member whose
first pattern has not begun may be planned at any time; one whose last pattern has ended works no shift.
A shift belongs to the day on which it begins, and with it an exception: a day off leaves the night before untouched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from apps.core.markup import zone_of
from apps.crews.models import Member, Shift, ShiftException, WorkPattern

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch in which a member works, in UTC.

    Attributes:
        day: the member's day on which it begins.
        breaks: a break within it; told, but nothing that keeps anybody from a visit.
        any_time: not a shift: this member has no pattern yet and may be planned all day.
        exceptional: it holds on this day only; `note` may say why.
    """

    day: date
    start: datetime
    end: datetime
    on_call: bool = False
    breaks: tuple[datetime, datetime] | None = None
    any_time: bool = False
    exceptional: bool = False
    note: str = ""


@dataclass(slots=True)
class Rota:
    """What is written down about the shifts of one member."""

    zone: tzinfo
    patterns: list[WorkPattern] = field(default_factory=list)  # the last begun first
    exceptions: dict[date, ShiftException] = field(default_factory=dict)

    def on(self, day: date) -> Iterator[Window]:
        """The windows that begin on one of the member's days, in order."""
        exception = self.exceptions.get(day)
        if exception is not None:
            yield from self._exceptional(exception)
            return
        pattern = next((p for p in self.patterns if p.since <= day), None)
        if pattern is None:
            yield Window(
                day, moment_of(day, time.min, self.zone), moment_of(day + DAY, time.min, self.zone), any_time=True
            )
        elif pattern.until is None or pattern.until >= day:
            yield from (self._shift(day, shift) for shift in pattern.shifts.all() if shift.weekday == day.weekday())

    def _exceptional(self, exception: ShiftException) -> Iterator[Window]:
        if exception.start is None or exception.end is None:
            return
        start, end = self._between(exception.day, exception.start, exception.end)
        yield Window(exception.day, start, end, on_call=exception.on_call, exceptional=True, note=exception.note)

    def _shift(self, day: date, shift: Shift) -> Window:
        start, end = self._between(day, shift.start, shift.end)
        breaks = None
        if shift.break_start is not None and shift.break_end is not None:
            first = day if shift.break_start >= shift.start else day + DAY
            breaks = self._between(first, shift.break_start, shift.break_end)
        return Window(day, start, end, on_call=shift.on_call, breaks=breaks)

    def _between(self, day: date, start: time, end: time) -> tuple[datetime, datetime]:
        """An end at or before the start is on the next day."""
        last = day if end > start else day + DAY
        return moment_of(day, start, self.zone), moment_of(last, end, self.zone)


def windows(members: Iterable[Member], start: datetime, end: datetime) -> dict[int, list[Window]]:
    """For each member, by primary key, the windows that touch the range, in order. Three queries."""
    everybody = list(members)
    found = _rotas(everybody, start, end)
    return {member.pk: _touching(found[member.pk], start, end) for member in everybody}


def windows_near(moments: Mapping[Member, datetime], reach: timedelta) -> dict[int, list[Window]]:
    """For each member, by primary key, the windows that touch the time from a moment of their own on, in order. Three
    queries.
    """
    if not moments:
        return {}
    found = _rotas(list(moments), min(moments.values()), max(moments.values()) + reach)
    return {member.pk: _touching(found[member.pk], at, at + reach) for member, at in moments.items()}


def covers(found: Sequence[Window], start: datetime, end: datetime) -> bool:
    """Whether the whole range lies within windows, which may adjoin or overlap."""
    return first_gap(found, start, end) is None


def first_gap(found: Sequence[Window], start: datetime, end: datetime) -> datetime | None:
    """The first moment of the range that lies in no window, in UTC; None when there is none."""
    reached = start.astimezone(UTC)
    for window in sorted(found, key=lambda w: w.start):
        if window.start > reached or reached >= end:
            break
        reached = max(reached, window.end)
    return reached if reached < end else None


def moment_of(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a clock on the wall in a zone shows that day and time.

    Where the clocks skip it: the moment they change. Where it comes twice: the first time.
    """
    wall = datetime.combine(day, at)
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _change(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment, zone)


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment between two others at which a zone's clocks change."""
    old = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def local_days(start: datetime, end: datetime, zone: tzinfo) -> Iterator[date]:
    """The days in a zone that a range touches."""
    day = start.astimezone(zone).date()
    last = max(day, (end.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone).date())
    while day <= last:
        yield day
        day += DAY


def _touching(rota: Rota, start: datetime, end: datetime) -> list[Window]:
    first = start.astimezone(UTC) - DAY  # a shift of the night before may reach into the range
    found = (window for day in local_days(first, end, rota.zone) for window in rota.on(day))
    return [w for w in found if w.start < w.end and w.end > start and w.start < end]


def _rotas(members: Sequence[Member], start: datetime, end: datetime) -> Mapping[int, Rota]:
    rotas = {member.pk: Rota(zone_of(member.timezone)) for member in members}
    first, last = (start.astimezone(UTC) - 3 * DAY).date(), (end.astimezone(UTC) + 2 * DAY).date()
    begun = WorkPattern.objects.filter(member__in=rotas, since__lte=last).order_by("-since")
    for pattern in begun.prefetch_related("shifts"):
        rotas[pattern.member_id].patterns.append(pattern)
    for exception in ShiftException.objects.filter(member__in=rotas, day__range=(first, last)):
        rotas[exception.member_id].exceptions[exception.day] = exception
    return rotas
