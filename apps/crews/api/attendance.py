"""Attendance: working times as tapped and corrected, and the payroll's file."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.attendance.reading import standing, stretch_of, with_corrected
from apps.crews.attendance.sheet import members_to_pay, payroll_csv, refuse_range
from apps.crews.models import Attendance
from apps.crews.selectors import ATTENDANCE_WORDS, attendances_visible_to, present
from apps.crews.states import AttendanceStatus

router = Router()
ATTENDANCE = noun("attendance", "attendances", "Attendance")
NEWEST = by_moment("checked_in_at", descending=True)
DAY = "2d8f6b31-5c0e-4a97-b6d2-8e1f4c7a9035"
ANA = "7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36"
AT_OAK_ST = {"latitude": 41.82399, "longitude": -71.41283, "accuracy_m": 12.5}
show_how(
    {
        "attendance.check_in": {"device_at": "2026-03-02T07:01:30-05:00", "position": AT_OAK_ST},
        "attendance.start_break": {"device_at": "2026-03-02T12:00:00-05:00"},
        "attendance.end_break": {"device_at": "2026-03-02T12:30:00-05:00"},
        "attendance.check_out": {"device_at": "2026-03-02T16:04:10-05:00"},
        "attendance.take_back": {"attendance_id": DAY, "reason": "Tapped by mistake", "version": 4},
        "attendance.correct": {
            "attendance_id": DAY,
            "reason": "Forgot to check out; left with the crew",
            "checked_in_at": None,
            "checked_out_at": "2026-03-02T16:00:00-05:00",
            "breaks": [["2026-03-02T12:00:00-05:00", "2026-03-02T12:30:00-05:00"]],
            "version": 4,
        },
        "attendance.ask_correction": {
            "attendance_id": DAY,
            "reason": "Forgot to check out",
            "checked_out_at": "2026-03-02T16:00:00-05:00",
        },
    }
)


class BreakOut(Schema):
    """A break; without an end it goes on."""

    start: datetime
    end: datetime | None


class AttendanceOut(RecordOut):
    """A member's working time, from a check-in to a check-out. Positions are not shown here."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=DAY,
            member={"id": ANA, "name": "Ana Silva"},
            status="checked_out",
            checked_in_at="2026-03-02T12:01:30Z",
            checked_out_at="2026-03-02T21:04:10Z",
            breaks=[{"start": "2026-03-02T17:00:00Z", "end": "2026-03-02T17:30:00Z"}],
            hours=8.54,
            corrected=False,
        )
    )

    member: NameOut
    status: AttendanceStatus
    checked_in_at: datetime
    checked_out_at: datetime | None
    breaks: list[BreakOut]
    hours: float = Field(description="Worked, breaks subtracted; up to now while it is open.")
    corrected: bool = Field(description="Whether somebody wrote other times, or took a tap back.")

    @classmethod
    def of(cls, row: Attendance) -> "AttendanceOut":
        """The working time; its breaks are loaded, and `corrected` is counted."""
        worked = stretch_of(row).worked(timezone.now())
        return cls(
            **record(row),
            member=NameOut(id=row.member.public_id, name=row.member.user.name),
            status=AttendanceStatus(row.status),
            checked_in_at=row.checked_in_at,
            checked_out_at=row.checked_out_at,
            breaks=[BreakOut(start=one.start, end=one.end) for one in row.breaks.all()],
            hours=round(worked.total_seconds() / 3600, 2),
            corrected=bool(getattr(row, "corrected", False)),
        )


class AttendanceFilters(Listing):
    """Which working times."""

    member: UUID | None = None
    crew: UUID | None = Field(None, description="Of the members who are in this crew at present.")
    status: list[AttendanceStatus] = Field([], description="Any of these.")
    since: Moment | None = Field(None, description="Checked in at or after this.")
    before: Moment | None = Field(None, description="Checked in before this.")
    q: str = Field("", max_length=200, description="Words of the member's name or the note.")
    updated_since: Moment | None = None


class ExportRange(Schema):
    """Which days, both ends included, by each member's own clock."""

    first: date
    last: date
    crew: UUID | None = Field(None, description="Only who was in this crew on one of these days.")


def _rows(actor: Actor) -> "QuerySet[Attendance]":
    found = with_corrected(attendances_visible_to(actor))
    return found.select_related("member__user").prefetch_related("breaks")


def _in_crew(crew: UUID) -> Any:
    return present().filter(crew__public_id=crew).values("member")


@router.get("/attendances", **ATTENDANCE.listing(AttendanceOut))
def list_attendances(request: HttpRequest, asked: Query[AttendanceFilters]) -> HttpResponse:
    """The latest first: those who see all everybody's, a manager or lead their crews', a member their own."""
    rows = narrowed(
        with_words(standing(_rows(actor_of(request))), asked.q, ATTENDANCE_WORDS),
        member__public_id=asked.member,
        status__in=asked.status,
        checked_in_at__gte=asked.since,
        checked_in_at__lt=asked.before,
        updated_at__gte=asked.updated_since,
    )
    if asked.crew:
        rows = rows.filter(member__in=_in_crew(asked.crew))
    return page(request, rows, asked, NEWEST, AttendanceOut.of)


CSV = {
    "responses": {
        200: {
            "description": "The file.",
            "content": {
                "text/csv": {
                    "schema": {"type": "string"},
                    "example": "member,email,day,in,out,breaks,hours,overtime,corrected,open\r\nAna Silva,"
                    "ana@example.com,2026-03-02,2026-03-02 07:01,2026-03-02 16:04,0.50,8.54,0.54,no,no\r\n",
                }
            },
        }
    }
}


@router.get(
    "/attendances/export",
    response={200: None},
    operation_id="export_attendances",
    summary="Export hours for payroll",
    tags=["Attendance"],
    openapi_extra=CSV,
)
def export_attendances(request: HttpRequest, asked: Query[ExportRange]) -> HttpResponse:
    """A line per member and day, as CSV: in, out, breaks, hours, overtime. For who may export, of those in charge."""
    actor = actor_of(request)
    actor.require("attendance.export")
    refuse_range(asked.first, asked.last)
    members = members_to_pay(actor, asked.first, asked.last, asked.crew)
    content = payroll_csv(members, asked.first, asked.last, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="hours-{asked.first}-{asked.last}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@router.get("/attendances/{id}", **ATTENDANCE.detail(AttendanceOut))
def read_attendance(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One working time."""
    return one(request, _rows(actor_of(request)), id, AttendanceOut.of)


add_history(router, ATTENDANCE, attendances_visible_to)
