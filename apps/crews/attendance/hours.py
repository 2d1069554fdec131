"""Hours per day and week, breaks subtracted, and overtime by rule. Pure: what is given is all it knows.

Lengths are real time, so that the night the clocks change counts what was worked. A working time belongs to the day
it began on, by the member's own clock; weeks begin on Monday.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import groupby
from uuid import UUID

NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Rule:
    """From when on work is overtime: hours a day, hours a week; 0 means no such rule."""

    daily: float
    weekly: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """One working time: from a check-in to a check-out, with its breaks; an end of None is still open."""

    start: datetime
    end: datetime | None
    breaks: tuple[tuple[datetime, datetime | None], ...] = ()
    corrected: bool = False
    public_id: UUID | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has checked out yet."""
        return self.end is None

    def present(self, until: datetime) -> timedelta:
        """From in to out, or until a moment while it is open."""
        return max(_between(self.start, self.end or until), NOTHING)

    def rested(self, until: datetime) -> timedelta:
        """The breaks within it; one that was left open ends with it."""
        end = self.end or until
        inside = (
            (max(begin, self.start), min(over or end, end)) for begin, over in sorted(self.breaks, key=lambda b: b[0])
        )
        total, reached = NOTHING, self.start
        for begin, over in inside:
            total += max(_between(max(begin, reached), over), NOTHING)
            reached = max(reached, over)
        return total

    def worked(self, until: datetime) -> timedelta:
        """What counts as work."""
        return self.present(until) - self.rested(until)


@dataclass(frozen=True, slots=True)
class WorkDay:
    """What was worked on one day of a member, by their clock."""

    day: date
    stretches: tuple[Stretch, ...]
    worked: timedelta
    rested: timedelta
    overtime: timedelta = field(default=NOTHING)

    @property
    def began(self) -> datetime:
        """The first check-in."""
        return self.stretches[0].start

    @property
    def ended(self) -> datetime | None:
        """The last check-out; None while the member is at work."""
        return self.stretches[-1].end

    @property
    def corrected(self) -> bool:
        """Whether any of it was corrected by somebody."""
        return any(stretch.corrected for stretch in self.stretches)


def work_days(stretches: Iterable[Stretch], *, zone: tzinfo, until: datetime, rule: Rule) -> list[WorkDay]:
    """A member's days in order, with overtime. Give whole weeks, or the weekly rule counts from the first one given.

    Args:
        zone: the member's, which says when a day begins.
        until: what is still open counts up to here.
    """
    ordered = sorted(stretches, key=lambda stretch: stretch.start)
    days = [
        _day(day, tuple(group), until)
        for day, group in groupby(ordered, key=lambda stretch: stretch.start.astimezone(zone).date())
    ]
    return [
        day for _monday, week in groupby(days, key=lambda day: week_of(day.day)) for day in _with_overtime(week, rule)
    ]


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _day(day: date, stretches: tuple[Stretch, ...], until: datetime) -> WorkDay:
    worked = sum((stretch.worked(until) for stretch in stretches), NOTHING)
    rested = sum((stretch.rested(until) for stretch in stretches), NOTHING)
    return WorkDay(day, stretches, worked, rested)


def _with_overtime(week: Iterable[WorkDay], rule: Rule) -> list[WorkDay]:
    """Over the day's hours first; of the rest, what exceeds the week's. No hour is overtime twice."""
    found, regular = [], NOTHING
    for day in week:
        of_day = _beyond(day.worked, rule.daily)
        rest = day.worked - of_day
        of_week = min(_beyond(regular + rest, rule.weekly), rest)
        regular += rest - of_week
        found.append(WorkDay(day.day, day.stretches, day.worked, day.rested, of_day + of_week))
    return found


def _beyond(worked: timedelta, hours: float) -> timedelta:
    return max(worked - timedelta(hours=hours), NOTHING) if hours else NOTHING


def _between(start: datetime, end: datetime) -> timedelta:
    """Real time: two moments in one zone would be subtracted by the clock on the wall."""
    return end.astimezone(UTC) - start.astimezone(UTC)
