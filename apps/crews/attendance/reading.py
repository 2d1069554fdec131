"""Hours as the rows tell them, for any number of members in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet

from apps.core.markup import zone_of
from apps.core.years import FIRST
from apps.crews.attendance.hours import Rule, Stretch, WorkDay, week_of, work_days
from apps.crews.models import Attendance, AttendanceMark, Member
from apps.crews.states import Mark

AROUND = timedelta(hours=14)  # no zone is further from UTC
BEFORE_ANY = datetime(FIRST, 1, 1, tzinfo=UTC)


def rule() -> Rule:
    """The company's overtime rule."""
    return Rule(settings.OVERTIME_DAILY_HOURS, settings.OVERTIME_WEEKLY_HOURS)


def standing(attendances: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Those that count: one whose check-in was taken back has no length and is left out."""
    return attendances.exclude(checked_out_at=F("checked_in_at"))


def with_corrected(attendances: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Each with whether somebody corrected it, as `corrected`."""
    made = AttendanceMark.objects.filter(attendance=OuterRef("pk"), action=Mark.CORRECTION)
    return attendances.annotate(corrected=Exists(made))


def stretch_of(attendance: Attendance) -> Stretch:
    """A row as working time; its breaks are loaded, and `corrected` is counted."""
    return Stretch(
        attendance.checked_in_at,
        attendance.checked_out_at,
        tuple((one.start, one.end) for one in attendance.breaks.all()),
        corrected=bool(getattr(attendance, "corrected", False)),
        public_id=attendance.public_id,
    )


def days_of(members: Iterable[Member], first: date, last: date, *, until: datetime) -> dict[int, list[WorkDay]]:
    """For each member (by primary key) the days on which they worked, both ends included, by their own clocks.

    Args:
        until: open working times count up to here.
    """
    everybody = list(members)
    found: dict[int, list[Stretch]] = defaultdict(list)
    for attendance in _rows(everybody, week_of(first), last):
        found[attendance.member_id].append(stretch_of(attendance))
    return {
        member.pk: [
            day
            for day in work_days(found[member.pk], zone=zone_of(member.timezone), until=until, rule=rule())
            if first <= day.day <= last
        ]
        for member in everybody
    }


def paid_days(members: Iterable[Member], first: date, last: date) -> dict[int, list[WorkDay]]:
    """As `days_of`, for payroll: a working time that is still open is listed and counts nothing yet, neither as work
    nor towards overtime.
    """
    return days_of(members, first, last, until=BEFORE_ANY)


def _rows(members: list[Member], first: date, last: date) -> QuerySet[Attendance]:
    """With a margin on both sides: each member's own clock says later which day it was."""
    begin = datetime.combine(first, time(), tzinfo=UTC) - AROUND
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=UTC) + AROUND
    rows = Attendance.objects.filter(
        member__in=[member.pk for member in members], checked_in_at__gte=begin, checked_in_at__lt=end
    )
    return with_corrected(standing(rows)).prefetch_related("breaks").order_by("checked_in_at")
