"""The last days of a member, for the office's page about them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.core.actor import Actor
from apps.core.markup import zone_of
from apps.core.moments import clock, day_name
from apps.crews.attendance.hours import week_of
from apps.crews.attendance.reading import days_of
from apps.crews.models import Member
from apps.crews.selectors import attendances_visible_to

DAYS = 7


@dataclass(frozen=True, slots=True)
class DayTold:
    """A day in words: which, from when to when, how long, and its last working time's page."""

    name: str
    times: str
    worked: timedelta
    overtime: timedelta
    page: int | None


@dataclass(frozen=True, slots=True)
class Recent:
    """The last days, the newest first, and this week's sum."""

    days: list[DayTold]
    week: timedelta


def recent_hours(actor: Actor, member: Member, now: datetime) -> Recent | None:
    """None where the actor may not look into the member's days."""
    visible = attendances_visible_to(actor).filter(member=member)
    zone = zone_of(member.timezone)
    today = now.astimezone(zone).date()
    pages = dict(visible.filter(checked_in_at__gte=now - timedelta(days=DAYS + 2)).values_list("public_id", "pk"))
    if not pages and not visible.exists():
        return None
    days = days_of([member], min(week_of(today), today - timedelta(days=DAYS)), today, until=now)[member.pk]
    told = [
        DayTold(
            name=day_name(day.day, today),
            times=f"{clock(day.began, zone)}–{clock(day.ended, zone) if day.ended else ''}",
            worked=day.worked,
            overtime=day.overtime,
            page=pages.get(last) if (last := day.stretches[-1].public_id) else None,
        )
        for day in reversed(days)
    ]
    return Recent(told[:DAYS], sum((d.worked for d in days if d.day >= week_of(today)), timedelta()))
