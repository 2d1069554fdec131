"""When everybody works: day crews from Monday to Friday, one crew around the clock, a longer day here, leave there."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import NamedTuple

from django.utils import timezone

from apps.core.actor import Actor
from apps.crews.actions import add_absence, cancel_absence, set_exception, set_pattern
from apps.crews.actions.shifts import WeekShift
from apps.crews.models import Absence, Member
from apps.crews.states import AbsenceKind
from apps.jobs.actions import look_at_plans
from workhub.demo.clock import DAY, HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.people import HANDS_ON, ON_CALL
from workhub.demo.timeline import Timeline
from workhub.demo.trips import Trip

WEEKS_BACK = 5
BEGINS, ENDS = time(7), time(18)
DAY_CREW = [
    WeekShift(weekday=day, start=BEGINS, end=ENDS, break_start=time(12), break_end=time(12, 30)) for day in range(5)
]
# In the shop by day and at home with the phone by night.
AROUND_THE_CLOCK = [
    shift
    for day in range(7)
    for shift in (
        WeekShift(weekday=day, start=time(7), end=time(19)),
        WeekShift(weekday=day, start=time(19), end=time(7), on_call=True),
    )
]


class Leave(NamedTuple):
    """Who is away, from which day from today to which, why."""

    name: str
    first: int
    last: int
    kind: AbsenceKind
    note: str


HOLIDAY = Leave("Steve Kowalczyk", 10, 14, AbsenceKind.TIME_OFF, "Brother's wedding in Gdańsk")
COURSE = Leave("Rosa Jiménez", 15, 15, AbsenceKind.TRAINING, "Backflow tester course")
COURSE_IS_OFF = "The course is full, next one in spring"


def tell_of_rota(company: Company, clock: Clock, timeline: Timeline, trips: Sequence[Trip]) -> None:
    """Everybody's shifts, in which all of these trips lie; leave ahead, and somebody who calls in sick just now."""
    monday = clock.day(-7 * WEEKS_BACK - clock.today.weekday())
    moment = clock.on(monday - 3 * DAY, 15, 40)
    for squad in company.squads:
        week = AROUND_THE_CLOCK if squad.team.name == ON_CALL else DAY_CREW
        for member in squad.members:
            timeline.add(moment, partial(_set_week, company.dana, member, monday, week))
            moment += MINUTE
    for member, day, found in _days(company, trips):
        if not all(_usual(trip, day) for trip in found):
            first = min(trip.planned for trip in found) - 9 * MINUTE
            timeline.add(first, partial(_stretch, company.dana, member, day, found))
    _tell_of_leave(company, clock, timeline)


def _set_week(by: Actor, member: Member, since: date, week: list[WeekShift], now: datetime) -> None:
    set_pattern(actor=by, now=now, member_id=member.public_id, since=since, week=week)


def _days(company: Company, trips: Sequence[Trip]) -> Iterator[tuple[Member, date, list[Trip]]]:
    """What each member of a day crew does on each day."""
    for squad in company.squads:
        for member in squad.members if squad.team.name != ON_CALL else ():
            own = sorted((t for t in trips if member in t.people), key=lambda t: t.start)
            for day, found in itertools.groupby(own, key=lambda t: _local(t.start).date()):
                yield member, day, list(found)


def _usual(trip: Trip, day: date) -> bool:
    start, end = _local(trip.start), _local(trip.end)
    return day.weekday() < 5 and end.date() == day and start.time() >= BEGINS and end.time() <= ENDS


def _stretch(by: Actor, member: Member, day: date, found: Sequence[Trip], now: datetime) -> None:
    """A day that holds what is planned: on a weekend, or at an hour when nobody of the day crews is out."""
    start = _local(min(trip.start for trip in found)).replace(minute=0)
    end = _local(max(trip.end for trip in found)).replace(minute=0) + HOUR
    note = "Takes the bakery along" if member.user.name == HANDS_ON else "Weekend work"
    set_exception(actor=by, now=now, member_id=member.public_id, day=day, start=start.time(), end=end.time(), note=note)


def _tell_of_leave(company: Company, clock: Clock, timeline: Timeline) -> None:
    timeline.add(clock.at(clock.workday(-4), 9, 12), lambda now: _leave(company, clock, now, HOLIDAY))
    course: list[Absence] = []
    told = clock.at(clock.workday(-3), 10, 35)
    timeline.add(told, lambda now: course.append(_leave(company, clock, now, COURSE)))
    timeline.add(
        told + 5 * HOUR,
        lambda now: cancel_absence(actor=company.dana, now=now, absence_id=course[0].public_id, reason=COURSE_IS_OFF),
    )


def _leave(company: Company, clock: Clock, now: datetime, leave: Leave) -> Absence:
    return add_absence(
        actor=company.dana,
        now=now,
        member_id=company.member(leave.name).public_id,
        kind=leave.kind,
        start=clock.at(leave.first, 0),
        end=clock.at(leave.last + 1, 0),
        note=leave.note,
    )


def call_in_sick(company: Company, clock: Clock, trips: Sequence[Trip]) -> None:
    """Somebody with work on the next day that has any calls in; what they were to do has to be planned again."""
    days = [(day, member) for member, day, found in _days(company, trips) if day > clock.today and _sent(found)]
    if not days:
        return
    day, member = min(days, key=lambda d: (d[0], d[1].user.name == HANDS_ON, d[1].pk))
    offset = (day - clock.today).days
    absence = _leave(company, clock, clock.now, Leave(member.user.name, offset, offset, AbsenceKind.SICK, "Back pain"))
    look_at_plans(members=[member.pk], start=absence.start, end=absence.end, now=clock.now)


def _sent(found: Sequence[Trip]) -> bool:
    return any(trip.row is not None and trip.off is None for trip in found)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())
