"""The payroll's file: a line per member and day, as CSV that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.errors import BadInput
from apps.core.years import refuse_other_years
from apps.crews.attendance.hours import WorkDay
from apps.crews.attendance.reading import paid_days, zone_of
from apps.crews.models import CrewMembership, Member
from apps.crews.selectors import members_in_charge

MOST_DAYS = 366
HEAD = ("member", "email", "day", "in", "out", "breaks", "hours", "overtime", "corrected", "open")
RUNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes what begins so for a formula


def members_to_pay(actor: Actor, first: date, last: date, crew: UUID | None = None) -> QuerySet[Member]:
    """Those in the actor's charge, by name; of a crew, whoever was in it on one of these days."""
    members = members_in_charge(actor).select_related("user").order_by("user__name", "pk")
    if crew is None:
        return members
    stays = CrewMembership.objects.filter(Q(until=None) | Q(until__gte=first), crew__public_id=crew, since__lte=last)
    return members.filter(pk__in=stays.values("member"))


def refuse_range(first: date, last: date) -> None:
    """Refuse days in the wrong order, of years that nobody can mean, or more than a year of them.

    Raises:
        BadInput: with `fields`.
    """
    refuse_other_years(first=first, last=last)
    if last < first:
        raise BadInput(
            _("The last day is before the first."), code="days_out_of_order", fields={"last": _("too early")}
        )
    if last - first >= timedelta(days=MOST_DAYS):
        sentence = _("Take at most a year at once.")
        raise BadInput(sentence, code="range_too_long", fields={"last": sentence})


def payroll_csv(members: Iterable[Member], first: date, last: date, *, now: datetime) -> str:
    """The members' days, both ends included, by name and day. Times are the member's own clock, lengths are hours.

    A working time that nobody ended says so under `open` and has no hours: nothing is paid that is not known.
    """
    everybody = list(members)
    found = paid_days(everybody, first, last, until=now)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for member in everybody:
        writer.writerows(_lines(member, found[member.pk]))
    return out.getvalue()


def _lines(member: Member, days: list[WorkDay]) -> Iterator[list[str]]:
    for day in days:
        yield [
            defused(member.user.name),
            defused(member.user.email),
            day.day.isoformat(),
            _clock(day.began, member),
            _clock(day.ended, member),
            _hours(day.rested),
            _hours(day.worked),
            _hours(day.overtime),
            "yes" if day.corrected else "no",
            "yes" if any(stretch.is_open for stretch in day.stretches) else "no",
        ]


def defused(text: str) -> str:
    """A text as a spreadsheet will show it, and not run it."""
    return f"'{text}" if text.startswith(RUNS) else text


def _clock(moment: datetime | None, member: Member) -> str:
    return moment.astimezone(zone_of(member)).strftime("%Y-%m-%d %H:%M") if moment else ""


def _hours(length: timedelta) -> str:
    return f"{length.total_seconds() / 3600:.2f}"
