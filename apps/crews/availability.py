"""Crews' half of "is this member available?": active, on shift, not on leave, with the papers the work asks for.

Jobs adds its own half, other visits, and gives the whole answer (`apps.jobs.availability`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.crews.leave import on_leave, standing, touching
from apps.crews.models import Absence, Member
from apps.crews.off_shift import off_shift
from apps.crews.qualifying import lacks
from apps.crews.working import covers, windows


class Why(StrEnum):
    """What keeps a member from a visit, by code."""

    INACTIVE = "inactive"
    NO_SHIFT = "no_shift"
    ON_LEAVE = "on_leave"
    CERTIFICATE = "certificate"
    OTHER_VISIT = "other_visit"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why a member cannot be planned; `text` is a sentence for a dispatcher."""

    why: Why
    text: str


Needs = Mapping[int, int]
"""Skills that are asked for: primary key of the skill → lowest level."""


def obstacles(
    members: Iterable[Member], start: datetime, end: datetime, *, needs: Needs | None = None
) -> dict[int, list[Obstacle]]:
    """For each member (by primary key, `user` loaded) what keeps them from work between two moments; [] when nothing.

    Args:
        start, end: aware moments, any zone. Shifts are wall clock in the member's zone, certificates hold by days in
            the company's.
        needs: only given when every one of these members must hold all of it; a visit of several needs one of each.

    A fixed number of queries, however many members.
    """
    everybody = list(members)
    found: dict[int, list[Obstacle]] = {member.pk: [] for member in everybody}
    papers = _certificate(everybody, start, needs)
    for why, sentences in (
        (Why.INACTIVE, _inactive(everybody)),
        (Why.NO_SHIFT, off_shift(everybody, start, end)),
        (Why.ON_LEAVE, on_leave(everybody, start, end)),
    ):
        for pk, text in sentences.items():
            found[pk].append(Obstacle(why, text))
    return {pk: [*obstacles, *papers[pk]] for pk, obstacles in found.items()}


def workable(members: Iterable[Member], starts: Iterable[datetime], length: timedelta) -> list[datetime]:
    """Those of these moments at which all of the members (`user` loaded) could work for so long, in their order.

    It asks what `obstacles` asks, papers aside, of many times at once. Four queries, however many members and times.
    """
    everybody, asked = list(members), list(starts)
    if not asked or not all(member.user.is_active for member in everybody):
        return []
    first, last = min(asked), max(asked) + length
    shifts = windows(everybody, first, last)
    away = touching(standing(Absence.objects.filter(member__in=everybody)), first, last).values_list("start", "end")
    absences = list(away)
    return [
        start
        for start in asked
        if all(covers(shifts[member.pk], start, start + length) for member in everybody)
        and not any(gone < start + length and start < back for gone, back in absences)
    ]


def _inactive(members: Iterable[Member]) -> dict[int, str]:
    return {
        member.pk: _("%(name)s has no access any more.") % {"name": member.user.name}
        for member in members
        if not member.user.is_active
    }


def _certificate(members: list[Member], start: datetime, needs: Needs | None) -> dict[int, list[Obstacle]]:
    day = timezone.localdate(start, timezone.get_default_timezone())
    told = lacks(members, day, needs or {})
    return {pk: [Obstacle(Why.CERTIFICATE, text) for text in texts] for pk, texts in told.items()}
