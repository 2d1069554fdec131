"""When members work: a week that repeats, and single days that are otherwise."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Any, NotRequired
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from pydantic import AfterValidator, ConfigDict, Field, with_config
from typing_extensions import TypedDict

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock, note, save
from apps.core.years import refuse_other_years
from apps.crews.events import SHIFTS_CHANGED
from apps.crews.models import Member, Shift, ShiftException, Weekday, WorkPattern
from apps.crews.selectors import exceptions_visible_to, members_in_charge, patterns_visible_to

DAY = timedelta(days=1)
MOST_SHIFTS = 28  # four a day
refuse_as("pattern_in_order", lambda: Clash(_("The last day is before the first."), code="days_out_of_order"))


def _on_the_wall(told: time) -> time:
    if told.tzinfo is not None:
        raise ValueError(_("Write times as on the wall, without a zone: 07:30."))
    return told


WallClock = Annotated[time, AfterValidator(_on_the_wall)]


@with_config(ConfigDict(extra="forbid"))
class WeekShift(TypedDict):
    """One shift of a week, in wall-clock times of the member's zone. An end at or before the start is the next day."""

    weekday: Annotated[int, Field(ge=0, le=6, description="0 is Monday.")]
    start: WallClock
    end: WallClock
    break_start: NotRequired[WallClock | None]
    break_end: NotRequired[WallClock | None]
    on_call: NotRequired[bool]


@command("shift.set_pattern", title="Set the week", risk=Risk.APPROVE)
def set_pattern(*, actor: Actor, now: datetime, member_id: UUID, since: date, week: list[WeekShift]) -> WorkPattern:
    """Say in which hours a member works, every week from a day on. What was written for that day and later is replaced.

    Args:
        since: the first day in the member's time zone; an earlier pattern ends on the day before.
        week: the shifts of the whole week, at most 28; days without one are free.

    Raises:
        NotHere, NotAllowed; BadInput: no shift at all, an impossible year or break, shifts that overlap.
    """
    member = lock(members_in_charge(actor), member_id)
    actor.require("shift.set_pattern")
    refuse_other_years(since=since)
    _check_week(week)
    _make_room(member, since, now)
    pattern = create(WorkPattern, now=now, member=member, since=since)
    for shift in week:
        create(Shift, now=now, pattern=pattern, **shift)
    _tell(member, actor, now)
    return pattern


@command("shift.end_pattern", title="End a pattern", risk=Risk.APPROVE)
def end_pattern(*, actor: Actor, now: datetime, pattern_id: UUID, until: date) -> WorkPattern:
    """End a member's pattern with its last day; from then on they have no shifts until another one is set.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it has an end already; BadInput: an impossible year.
        Clash: the day is before the first one.
    """
    member = _whose(patterns_visible_to(actor), pattern_id)
    pattern = lock(patterns_visible_to(actor), pattern_id)
    actor.require("shift.end_pattern")
    if pattern.until is not None:
        raise IllegalTransition(_("This pattern has an end already. Set the week again from the day you mean."))
    refuse_other_years(until=until)
    pattern.until = until
    save(pattern, now=now, fields=["until"])
    _tell(member, actor, now)
    return pattern


@command("shift.set_exception", title="Set one day", risk=Risk.APPROVE)
def set_exception(
    *,
    actor: Actor,
    now: datetime,
    member_id: UUID,
    day: date,
    start: WallClock | None = None,
    end: WallClock | None = None,
    on_call: bool = False,
    note: str = "",
) -> ShiftException:
    """Say what a member works on one day in the place of their usual shifts. Without times they are off that day.

    Args:
        day: in the member's time zone; what was said of this day before is replaced.
        start, end: wall clock in the member's zone; an end at or before the start is on the next day.

    Raises:
        NotHere, NotAllowed; BadInput: only one of the times, or an impossible year.
    """
    member = lock(members_in_charge(actor), member_id)
    actor.require("shift.set_exception")
    refuse_other_years(day=day)
    if (start is None) != (end is None):
        missing = "start" if start is None else "end"
        sentence = _("Say from when and until when, or neither: then the day is off.")
        raise BadInput(sentence, code="times_incomplete", fields={missing: sentence})
    values = {"off": start is None, "start": start, "end": end, "on_call": on_call and start is not None, "note": note}
    exception = _write(member, day, values, now)
    _tell(member, actor, now, day=day.isoformat())
    return exception


@command("shift.clear_exception", title="Back to the usual shifts", risk=Risk.APPROVE)
def clear_exception(*, actor: Actor, now: datetime, exception_id: UUID) -> Member:
    """Forget what was said of one day: the member's usual shifts hold again. Answers with the member.

    Raises:
        NotHere, NotAllowed.
    """
    member = _whose(exceptions_visible_to(actor), exception_id)
    exception = lock(exceptions_visible_to(actor), exception_id)
    actor.require("shift.clear_exception")
    exception.delete()
    _tell(member, actor, now, day=exception.day.isoformat())
    return member


def _whose(rows: QuerySet[Any], public_id: UUID) -> Member:
    """The member of a row within sight, locked before it, as whoever sets their shifts does.

    Raises:
        NotHere.
    """
    whose = rows.filter(public_id=public_id).values_list("member__public_id", flat=True).first()
    if whose is None:
        raise NotHere
    return lock(Member.objects.select_related("user"), whose)


def _tell(member: Member, actor: Actor, now: datetime, **payload: str) -> None:
    emit(SHIFTS_CHANGED, actor=actor, subject=member, now=now, **payload)


def _write(member: Member, day: date, values: dict[str, Any], now: datetime) -> ShiftException:
    """The member's row is locked: nobody else writes of this day meanwhile."""
    exception = ShiftException.objects.filter(member=member, day=day).first()
    if exception is None:
        return create(ShiftException, now=now, member=member, day=day, **values)
    note(exception, before=snapshot(exception))
    for name, value in values.items():
        setattr(exception, name, value)
    return save(exception, now=now, fields=list(values))


def _make_room(member: Member, since: date, now: datetime) -> None:
    """End what holds on the day, and drop what was to begin then or later."""
    for pattern in member.patterns.filter(Q(until__isnull=True) | Q(until__gte=since)):
        if pattern.since >= since:
            pattern.delete()
            continue
        note(pattern, before=snapshot(pattern))
        pattern.until = since - DAY
        save(pattern, now=now, fields=["until"])


def _check_week(week: Sequence[WeekShift]) -> None:
    if not week:
        _refuse(
            _("Give at least one shift. To end a pattern, end it; for a single day off, set that day."), "week_empty"
        )
    if len(week) > MOST_SHIFTS:
        _refuse(_("At most %(most)d shifts a week, please.") % {"most": MOST_SHIFTS}, "week_too_full")
    for shift in week:
        _check_break(shift)
    _refuse_overlaps(week)


def _check_break(shift: WeekShift) -> None:
    start, end = shift.get("break_start"), shift.get("break_end")
    day = {"day": Weekday(shift["weekday"]).label}
    if (start is None) != (end is None):
        _refuse(_("%(day)s: a break needs both its times.") % day, "break_incomplete")
    if start is None or end is None:
        return
    begin, over = _span(shift)
    first = _after(begin, shift["weekday"], start)
    last = _after(first, shift["weekday"], end)
    if last <= first or last > over:
        _refuse(_("%(day)s: the break is not within the shift.") % day, "break_outside")


def _refuse_overlaps(week: Sequence[WeekShift]) -> None:
    """Around the end of the week as well: Sunday's night goes into Monday."""
    spans = sorted((*_span(shift), shift["weekday"]) for shift in week)
    first_again = (spans[0][0] + 7 * DAY, spans[0][1] + 7 * DAY, spans[0][2])
    for (_start, end, day), (start, _end, next_day) in pairwise([*spans, first_again]):
        if start < end:
            told = {"one": Weekday(day).label, "other": Weekday(next_day).label}
            _refuse(_("Two shifts overlap: one of %(one)s and one of %(other)s.") % told, "shifts_overlap")


def _span(shift: WeekShift) -> tuple[timedelta, timedelta]:
    """From the week's beginning, on paper."""
    start = shift["weekday"] * DAY + _since_midnight(shift["start"])
    end = shift["weekday"] * DAY + _since_midnight(shift["end"])
    return start, end if end > start else end + DAY


def _after(begin: timedelta, weekday: int, at: time) -> timedelta:
    """The first time after a point of the week that a clock on the wall shows that."""
    found = weekday * DAY + _since_midnight(at)
    return found if found >= begin else found + DAY


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def _refuse(sentence: str, code: str) -> None:
    raise BadInput(sentence, code=code, fields={"week": sentence})
