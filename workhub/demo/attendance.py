"""Working days of two weeks, today's check-ins, somebody who forgot to check out, a correction that is asked for."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from apps.core.actor import Actor, Via
from apps.crews.actions import ask_correction, check_in, check_out, end_break, propose_check_outs, start_break
from apps.crews.models import Attendance, AttendanceBreak, AttendanceMark, Member
from apps.crews.states import AttendanceStatus, Mark
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.people import HANDS_ON, ON_CALL
from workhub.demo.timeline import Step, Timeline

BACK = 14  # days
FORGETFUL = "Derek Boyd"
ASKS = HANDS_ON
LATE_SLEEPERS = frozenset({"Nelson Andrade", "Yesenia Cruz", "Patrick Doyle"})  # not in yet today


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """One member's day as it was, by the minute."""

    member: Member
    start: datetime
    rest: datetime
    back: datetime
    end: datetime


def tell_of_attendance(company: Company, clock: Clock, rng: random.Random, timeline: Timeline) -> None:
    """Today by taps on the timeline; the days before are written down at once, as they would have been tapped."""
    past = [
        _day(member, clock, rng, -back) for back in range(BACK, 0, -1) for member in _workers(company, clock, -back)
    ]
    forgotten = _last_of(past, FORGETFUL)
    timeline.add(clock.at(-BACK, 0), lambda now: _write_down([day for day in past if day is not forgotten]))
    if forgotten is not None:
        timeline.add(forgotten.start, _tapping(check_in, forgotten.member))
    on_call = company.squad(ON_CALL).members
    for member in _workers(company, clock, 0):
        day = _day(member, clock, rng, 0)
        if member not in on_call and member.user.name not in LATE_SLEEPERS | {FORGETFUL}:
            _tell_of_today(day, timeline)
    for member in on_call:  # at work whatever the hour, as their visits are
        timeline.add(clock.quarter() - 4 * HOUR, _tapping(check_in, member))


def tell_of_corrections(company: Company, clock: Clock) -> None:
    """What the night proposes for the forgotten check-out, and what Ana asks for."""
    propose_check_outs(now=clock.now)
    last = Attendance.objects.filter(
        member=company.member(ASKS), status=AttendanceStatus.CHECKED_OUT, checked_in_at__lt=clock.at(0, 0)
    ).first()
    if last is not None and last.checked_out_at is not None:
        ask_correction(
            actor=_phone(company.member(ASKS)),
            now=clock.now,
            attendance_id=last.public_id,
            reason="Stayed half an hour longer for the delivery and had checked out already",
            checked_out_at=last.checked_out_at + 30 * MINUTE,
        )


def _workers(company: Company, clock: Clock, day: int) -> list[Member]:
    """Everybody on weekdays, on Saturdays those on call."""
    weekday = clock.day(day).weekday()
    if weekday == 6:
        return []
    return [m for s in company.squads for m in s.members if weekday < 5 or s.team.name == ON_CALL]


def _day(member: Member, clock: Clock, rng: random.Random, day: int) -> WorkingDay:
    start = clock.at(day, 7, 0) + rng.randint(-14, 12) * MINUTE
    rest = start + rng.randint(230, 320) * MINUTE
    back = rest + rng.randint(25, 46) * MINUTE
    return WorkingDay(member, start, rest, back, back + rng.choice((190, 215, 225, 235, 250, 330)) * MINUTE)


def _last_of(days: list[WorkingDay], name: str) -> WorkingDay | None:
    return next((day for day in reversed(days) if day.member.user.name == name), None)


def _phone(member: Member) -> Actor:
    return Actor(member.user, Via.PORTAL)


def _tapping(verb: Callable[..., Attendance], member: Member) -> Step:
    return lambda now: verb(actor=_phone(member), now=now)


def _tell_of_today(day: WorkingDay, timeline: Timeline) -> None:
    for moment, verb in ((day.start, check_in), (day.rest, start_break), (day.back, end_break), (day.end, check_out)):
        timeline.add(moment, _tapping(verb, day.member))


def _write_down(days: list[WorkingDay]) -> None:
    """Many days in a few statements, as the verbs would have left them."""
    rows = [
        Attendance(
            member=day.member,
            status=AttendanceStatus.CHECKED_OUT,
            checked_in_at=day.start,
            checked_out_at=day.end,
            version=4,
            created_at=day.start,
            updated_at=day.end,
        )
        for day in days
    ]
    Attendance.objects.bulk_create(rows)
    pairs = list(zip(rows, days, strict=True))
    AttendanceBreak.objects.bulk_create(
        AttendanceBreak(
            attendance=row, start=day.rest, end=day.back, version=2, created_at=day.rest, updated_at=day.back
        )
        for row, day in pairs
    )
    AttendanceMark.objects.bulk_create(_mark(row, day, action, at) for row, day in pairs for action, at in _taps(day))


def _taps(day: WorkingDay) -> tuple[tuple[Mark, datetime], ...]:
    return (
        (Mark.CHECK_IN, day.start),
        (Mark.BREAK_START, day.rest),
        (Mark.BREAK_END, day.back),
        (Mark.CHECK_OUT, day.end),
    )


def _mark(row: Attendance, day: WorkingDay, action: Mark, at: datetime) -> AttendanceMark:
    return AttendanceMark(
        attendance=row, action=action, at=at, by=day.member.user, via=Via.PORTAL, created_at=at, updated_at=at
    )
