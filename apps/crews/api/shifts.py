"""When members work: their weeks, the days that are otherwise, and what comes of both."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import answered, one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.errors import BadInput, NotHere
from apps.core.markup import zone_of
from apps.core.searching import with_words
from apps.core.years import refuse_other_years
from apps.crews.models import Member, Shift, ShiftException, WorkPattern
from apps.crews.selectors import (
    OF_MEMBER_WORDS,
    exceptions_visible_to,
    members_in_charge,
    patterns_visible_to,
)
from apps.crews.working import Window, windows

router = Router()
PATTERN = noun("workpattern", "work-patterns", "Shifts", one="work pattern", many="weeks that repeat", verbs="shift")
EXCEPTION = noun(
    "shiftexception", "shift-exceptions", "Shifts", one="shift exception", many="days that are otherwise", verbs="shift"
)
LATEST = Order("since", descending=True, parse=date.fromisoformat)
LATEST_DAY = Order("day", descending=True, parse=date.fromisoformat)
USUAL, LONGEST = timedelta(days=14), timedelta(days=62)
ANA = "7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36"
A_WEEK = "c1a7d5e2-48b3-4f9a-8d06-2b9e7f1c3a54"
A_DAY = "e4b8f2a6-5c1d-4e73-9a20-8f3d6c7b1e95"
MONDAY: dict[str, Any] = {
    "weekday": 0,
    "start": "07:00:00",
    "end": "15:30:00",
    "break_start": "12:00:00",
    "break_end": "12:30:00",
    "on_call": False,
}
WORKED: dict[str, Any] = {
    "day": "2026-03-02",
    "start": "2026-03-02T12:00:00Z",
    "end": "2026-03-02T20:30:00Z",
    "break_start": "2026-03-02T17:00:00Z",
    "break_end": "2026-03-02T17:30:00Z",
    "on_call": False,
    "any_time": False,
    "exceptional": False,
    "note": "",
}
show_how(
    {
        "shift.set_pattern": {"member_id": ANA, "since": "2026-03-02", "week": [MONDAY]},
        "shift.end_pattern": {"pattern_id": A_WEEK, "until": "2026-06-30"},
        "shift.set_exception": {
            "member_id": ANA,
            "day": "2026-03-06",
            "start": "12:00:00",
            "end": "20:00:00",
            "note": "Swapped with Ben",
        },
        "shift.clear_exception": {"exception_id": A_DAY},
    }
)


class ShiftOut(Schema):
    """One day's work in a week, by the wall clock of the member's zone. An end at or before the start: the next day."""

    weekday: int = Field(description="0 is Monday.")
    start: time
    end: time
    break_start: time | None
    break_end: time | None
    on_call: bool

    @classmethod
    def of(cls, shift: Shift) -> "ShiftOut":
        """The shift."""
        return cls(
            weekday=shift.weekday,
            start=shift.start,
            end=shift.end,
            break_start=shift.break_start,
            break_end=shift.break_end,
            on_call=shift.on_call,
        )


def _name(member: Member) -> NameOut:
    return NameOut(id=member.public_id, name=member.user.name)


class WorkPatternOut(RecordOut):
    """The weeks of a member from one day to another, in the member's zone."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=A_WEEK, member={"id": ANA, "name": "Ana Silva"}, since="2026-03-02", until=None, shifts=[MONDAY]
        )
    )

    member: NameOut
    since: date
    until: date | None = Field(description="The last day, included. Null: open.")
    shifts: list[ShiftOut]

    @classmethod
    def of(cls, pattern: WorkPattern) -> "WorkPatternOut":
        """The pattern with its shifts."""
        return cls(
            **record(pattern),
            member=_name(pattern.member),
            since=pattern.since,
            until=pattern.until,
            shifts=[ShiftOut.of(shift) for shift in pattern.shifts.all()],
        )


class ShiftExceptionOut(RecordOut):
    """What holds on one day in the place of the week. Without times: off."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=A_DAY,
            member={"id": ANA, "name": "Ana Silva"},
            day="2026-03-06",
            start="12:00:00",
            end="20:00:00",
            on_call=False,
            note="Swapped with Ben",
        )
    )

    member: NameOut
    day: date
    start: time | None
    end: time | None
    on_call: bool
    note: str

    @classmethod
    def of(cls, exception: ShiftException) -> "ShiftExceptionOut":
        """The day."""
        return cls(
            **record(exception),
            member=_name(exception.member),
            day=exception.day,
            start=exception.start,
            end=exception.end,
            on_call=exception.on_call,
            note=exception.note,
        )


class WindowOut(Schema):
    """A stretch in which a member works, daylight saving and exceptions taken into account."""

    day: date = Field(description="The member's day on which it begins.")
    start: datetime
    end: datetime
    break_start: datetime | None
    break_end: datetime | None
    on_call: bool
    any_time: bool = Field(description="No shift: the member has no pattern yet and may be planned all day.")
    exceptional: bool = Field(description="It holds on this day only.")
    note: str

    @classmethod
    def of(cls, window: Window) -> "WindowOut":
        """The window."""
        begins, ends = window.breaks or (None, None)
        return cls(
            day=window.day,
            start=window.start,
            end=window.end,
            break_start=begins,
            break_end=ends,
            on_call=window.on_call,
            any_time=window.any_time,
            exceptional=window.exceptional,
            note=window.note,
        )


class WindowsOut(Schema):
    """The windows of one member, in order."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [WORKED], "time_zone": "America/New_York"}]})

    items: list[WindowOut]
    time_zone: str = Field(description="The member's, an IANA name.")


class OfMember(Listing):
    """Whose."""

    member: UUID | None = None
    q: str = Field("", max_length=200, description="Words of the member's name or the note.")
    updated_since: Moment | None = None


class PatternFilters(Listing):
    """Which weeks."""

    member: UUID | None = None
    current: bool | None = Field(None, description="Only those still open, or only those with a last day.")
    q: str = Field("", max_length=200, description="Words of the member's name.")
    updated_since: Moment | None = None


class ExceptionFilters(OfMember):
    """Which days."""

    day_from: date | None = None
    day_until: date | None = None


class RangeIn(Schema):
    """From when to when, at most 62 days."""

    start: Moment | None = Field(None, description="This moment, unless told otherwise.")
    end: Moment | None = Field(None, description="14 days after the start, unless told otherwise; at most 62.")


def _patterns(actor: Actor) -> "QuerySet[WorkPattern]":
    return patterns_visible_to(actor).select_related("member__user").prefetch_related("shifts")


def _exceptions(actor: Actor) -> "QuerySet[ShiftException]":
    return exceptions_visible_to(actor).select_related("member__user")


@router.get("/work-patterns", **PATTERN.listing(WorkPatternOut))
def list_work_patterns(request: HttpRequest, asked: Query[PatternFilters]) -> HttpResponse:
    """The latest first: the office all of them, others those of the people they answer for, and their own."""
    rows = narrowed(
        with_words(_patterns(actor_of(request)), asked.q, ("member__user__name",)),
        member__public_id=asked.member,
        until__isnull=asked.current,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, LATEST, WorkPatternOut.of)


@router.get("/work-patterns/{id}", **PATTERN.detail(WorkPatternOut))
def read_work_pattern(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One pattern with its shifts."""
    return one(request, _patterns(actor_of(request)), id, WorkPatternOut.of)


@router.get("/shift-exceptions", **EXCEPTION.listing(ShiftExceptionOut))
def list_shift_exceptions(request: HttpRequest, asked: Query[ExceptionFilters]) -> HttpResponse:
    """The latest day first."""
    rows = narrowed(
        with_words(_exceptions(actor_of(request)), asked.q, OF_MEMBER_WORDS),
        member__public_id=asked.member,
        day__gte=asked.day_from,
        day__lte=asked.day_until,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, LATEST_DAY, ShiftExceptionOut.of)


@router.get("/shift-exceptions/{id}", **EXCEPTION.detail(ShiftExceptionOut))
def read_shift_exception(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One day."""
    return one(request, _exceptions(actor_of(request)), id, ShiftExceptionOut.of)


@router.get(
    "/members/{id}/shifts",
    response={200: WindowsOut, 304: None},
    operation_id="list_member_shifts",
    summary="When a member works",
    tags=["Shifts"],
)
def list_member_shifts(request: HttpRequest, id: UUID, asked: Query[RangeIn]) -> HttpResponse:  # noqa: A002
    """The windows that touch a range, exceptions and changes of the clock taken into account; leave is not.

    Of oneself, and of those one answers for.
    """
    member = members_in_charge(actor_of(request)).filter(public_id=id).select_related("user").first()
    if member is None:
        raise NotHere
    start = asked.start or timezone.now()
    refuse_other_years(start=start, end=asked.end or start)
    end = asked.end or start + USUAL
    if not timedelta() < end - start <= LONGEST:
        sentence = _("Ask for a time that begins before it ends and is no longer than 62 days.")
        raise BadInput(sentence, code="range_out_of_bounds", fields={"end": sentence})
    found = windows([member], start, end)[member.pk]
    shown = WindowsOut(items=[WindowOut.of(w) for w in found], time_zone=str(zone_of(member.timezone)))
    return answered(request, shown, member.version)


add_history(router, PATTERN, patterns_visible_to)
add_history(router, EXCEPTION, exceptions_visible_to)
