"""A week of everybody: who works when, by crew, with leave and single days."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.markup import zone_of
from apps.crews.leave import standing, touching
from apps.crews.models import Absence, Crew, Member
from apps.crews.selectors import members_in_charge, present
from apps.crews.spans import hours_told
from apps.crews.working import DAY, Window, moment_of, windows


@dataclass(frozen=True, slots=True)
class Stretch:
    """A shift as it is shown."""

    hours: str
    on_call: bool = False
    exceptional: bool = False
    note: str = ""


@dataclass(slots=True)
class Cell:
    """One day of one member."""

    day: date
    today: bool
    shifts: list[Stretch] = field(default_factory=list)
    any_time: bool = False
    away: bool = False


@dataclass(slots=True)
class Row:
    """A member's week."""

    member: Member
    zone: str
    days: list[Cell]


@dataclass(slots=True)
class Group:
    """A crew and its members."""

    name: str
    crew: Crew | None
    rows: list[Row] = field(default_factory=list)


def week_of(told: str, now: datetime) -> date:
    """The Monday of the week in which a day written as 2026-01-31 lies; of this week when it is none."""
    try:
        day = date.fromisoformat(told)
    except ValueError:
        day = timezone.localdate(now)
    day = day if 2000 <= day.year <= 2100 else timezone.localdate(now)
    return day - timedelta(days=day.weekday())


def who_works(actor: Actor, monday: date) -> dict[str, Any]:
    """Everything the page shows. As many queries for a company as for one member."""
    days = [monday + n * DAY for n in range(7)]
    members = list(members_in_charge(actor).filter(user__is_active=True).select_related("user").order_by("user__name"))
    weeks = weeks_of(members, days)
    groups: dict[int | None, Group] = {}
    crews = dict(present(monday).filter(member__in=members).values_list("member_id", "crew_id"))
    by_crew = {crew.pk: crew for crew in Crew.objects.filter(pk__in=set(crews.values()))}
    for member in members:
        crew = by_crew.get(crews.get(member.pk, 0))
        name = crew.name if crew else _("In no crew")
        group = groups.setdefault(crew.pk if crew else None, Group(name, crew))
        group.rows.append(weeks[member.pk])
    ordered = sorted(groups.values(), key=lambda g: (g.crew is None, g.name))
    return {"days": days, "groups": ordered, "before": monday - 7 * DAY, "after": monday + 7 * DAY, "monday": monday}


def weeks_of(members: Sequence[Member], days: Sequence[date]) -> dict[int, Row]:
    """The days of each member by primary key: shifts, single days, leave. Four queries."""
    start, end = (datetime.combine(d, time.min, tzinfo=timezone.get_default_timezone()) for d in (days[0], days[-1]))
    start, end = start - DAY, end + 2 * DAY  # members may live in other zones
    found = windows(members, start, end)
    absences: dict[int, list[Absence]] = defaultdict(list)
    for absence in touching(standing(Absence.objects.filter(member__in=list(members))), start, end):
        absences[absence.member_id].append(absence)
    return {m.pk: _row(m, days, found[m.pk], absences[m.pk]) for m in members}


def _row(member: Member, days: Sequence[date], found: Sequence[Window], absences: Sequence[Absence]) -> Row:
    zone, own = zone_of(member.timezone), timezone.get_default_timezone()
    today = timezone.localdate(timezone=zone)
    cells = []
    for day in days:
        begin, over = moment_of(day, time.min, zone), moment_of(day + DAY, time.min, zone)
        own_windows = [w for w in found if w.day == day]
        cells.append(
            Cell(
                day,
                day == today,
                [
                    Stretch(hours_told(w.start, w.end, zone), w.on_call, w.exceptional, w.note)
                    for w in own_windows
                    if not w.any_time
                ],
                any_time=any(w.any_time for w in own_windows),
                away=any(a.start < over and a.end > begin for a in absences),
            )
        )
    return Row(member, str(zone) if str(zone) != str(own) else "", cells)
