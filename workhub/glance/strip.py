"""Today's visits by crew, on a strip of quarter hours, and the same as a list."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.crews.selectors import crews_visible_to, present
from apps.jobs.models import Assignment, Visit
from apps.jobs.selectors import GRACE, day_range, planned_on, visits_visible_to
from apps.jobs.states import VisitStatus

QUARTER = timedelta(minutes=15)
USUAL = (7, 19)  # the hours shown on a day without early or late visits
LENGTHS = (48, 56, 96)  # in quarters; admin.css draws these


@dataclass(frozen=True, slots=True)
class Block:
    """A visit on the strip: where it begins and how long it is, in quarter hours."""

    visit: Visit
    start: int
    span: int
    late: bool
    who: str


@dataclass(slots=True)
class Lane:
    """A crew's (or a single member's) day."""

    name: str
    pk: int | None = None
    blocks: list[Block] = field(default_factory=list)


def section(actor: Actor, now: datetime) -> dict[str, Any]:
    """The strip: its hours, its lanes, the place of now; and the visits in order."""
    today = timezone.localdate(now)
    visits = list(
        planned_on(visits_visible_to(actor), today)
        .select_related("job__site")
        .prefetch_related(Prefetch("assignments", Assignment.objects.select_related("member__user", "via_crew")))
        .order_by("planned_start", "pk")
    )
    midnight, _next = day_range(today)
    first_hour, quarters = _window(visits, midnight)
    begin = midnight + timedelta(hours=first_hour)
    place = int((now - begin) / QUARTER)
    return {
        "visits": visits,
        "lanes": _lanes(actor, visits, begin, quarters, now),
        "quarters": quarters,
        "hours": [(index * 4, (first_hour + index) % 24) for index in range(quarters // 4)],
        "now": place if 0 <= place < quarters else None,
        "today": today,
    }


def _window(visits: list[Visit], midnight: datetime) -> tuple[int, int]:
    """The first hour and the shortest length that hold the day's visits."""
    hour = timedelta(hours=1)
    first = min([USUAL[0], *((v.planned_start - midnight) // hour for v in visits)])
    last = max([USUAL[1], *(-((midnight - v.planned_end) // hour) for v in visits)])
    length = next((length for length in LENGTHS if length >= (min(last, 24) - first) * 4), LENGTHS[-1])
    return min(first, 24 - length // 4), length


def _lanes(actor: Actor, visits: list[Visit], begin: datetime, quarters: int, now: datetime) -> list[Lane]:
    crews = {crew.pk: Lane(crew.name, crew.pk) for crew in crews_visible_to(actor).order_by("name")}
    single: dict[int, Lane] = {}
    nobody = Lane(_("Nobody yet"))
    crew_of = _present_crews(visits)
    for visit in visits:
        groups: dict[tuple[str, int], list[str]] = defaultdict(list)
        for assignment in visit.assignments.all():
            crew = assignment.via_crew_id or crew_of.get(assignment.member_id)
            key = ("crew", crew) if crew in crews else ("member", assignment.member_id)
            groups[key].append(assignment.member.user.name)
            if key[0] == "member":
                single.setdefault(assignment.member_id, Lane(assignment.member.user.name))
        for (kind, pk), names in groups.items():
            lane = crews[pk] if kind == "crew" else single[pk]
            lane.blocks.append(_block(visit, begin, quarters, now, ", ".join(names)))
        if not groups:
            nobody.blocks.append(_block(visit, begin, quarters, now, _("nobody yet")))
    members = sorted(single.values(), key=lambda lane: lane.name)
    return [*([nobody] if nobody.blocks else []), *crews.values(), *members]


def _present_crews(visits: list[Visit]) -> dict[int, int]:
    members = {a.member_id for visit in visits for a in visit.assignments.all()}
    return dict(present().filter(member__in=members).values_list("member_id", "crew_id"))


def _block(visit: Visit, begin: datetime, quarters: int, now: datetime, who: str) -> Block:
    start = min(max(int((visit.planned_start - begin) / QUARTER), 0), quarters - 1)
    end = -(-(visit.planned_end - begin) // QUARTER)
    late = visit.status == VisitStatus.DISPATCHED and visit.planned_start < now - GRACE
    return Block(visit, start, max(1, min(end, quarters) - start), late, who)
