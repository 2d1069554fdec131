"""Who is away at a time, in sentences for a dispatcher."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.markup import zone_of
from apps.crews.models import Absence, Member
from apps.crews.spans import days_told


def standing(absences: QuerySet[Absence]) -> QuerySet[Absence]:
    """Those that were not cancelled."""
    return absences.filter(cancelled_at=None)


def touching(absences: QuerySet[Absence], start: datetime, end: datetime) -> QuerySet[Absence]:
    """Those that share some time with a range."""
    return absences.filter(start__lt=end, end__gt=start)


def on_leave(members: Iterable[Member], start: datetime, end: datetime) -> dict[int, str]:
    """The members, by primary key, who are away for some of the range, and from when to when. One query.

    Why they are away is nobody's business here.
    """
    people = {member.pk: member for member in members}
    told: dict[int, str] = {}
    for absence in touching(standing(Absence.objects.filter(member__in=people)), start, end).order_by("-end"):
        told.setdefault(absence.member_id, _sentence(people[absence.member_id], absence))
    return told


def _sentence(member: Member, absence: Absence) -> str:
    """Ana Silva is on leave 3–7 May."""
    days = days_told(absence.start, absence.end, zone_of(member.timezone))
    return _("%(name)s is on leave %(days)s.") % {"name": member.user.name, "days": days}
