"""What a run knows about the person it serves: their visits near now, their working day. Read under their own sight."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from apps.core.actor import Actor, Person
from apps.crews.models import Attendance, Member, User
from apps.crews.selectors import own_attendances, own_member, still_in
from apps.jobs.models import Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import OPEN, UNDER_WAY, VisitStatus

NEAR = timedelta(days=2)
AHEAD = timedelta(days=8)  # a week on the person's own page, and the rest of today
MOST = 30


@dataclass(frozen=True, slots=True)
class Facts:
    """The visits a message can be about, the one under way first, then by planned time; and their working day.

    `later` are those of the week that are meant only when they are named.
    `day` is the working time that is open; `member` the person as somebody who works in the field, if they do.
    `colleagues` are the first names of the others, in small letters: to tell whose day is meant, never to be shown.
    """

    visits: tuple[Visit, ...]
    later: tuple[Visit, ...] = ()
    day: Attendance | None = None
    member: Member | None = None
    colleagues: frozenset[str] = frozenset()

    @property
    def open(self) -> tuple[Visit, ...]:
        """Those that have not ended."""
        return tuple(v for v in self.visits if v.status in OPEN)

    def without(self, numbers: frozenset[str]) -> "Facts":
        """As they are, without the visits to the jobs of these numbers."""
        meant = {
            name: tuple(v for v in visits if v.job.code not in numbers)
            for name, visits in (("visits", self.visits), ("later", self.later))
        }
        return replace(self, **meant) if numbers else self

    def by_id(self, public_id: UUID | None) -> Visit | None:
        """The visit with that public id, if it is among them."""
        return next((v for v in (*self.visits, *self.later) if v.public_id == public_id), None)


def gather(actor: Actor, now: datetime, page_visit: UUID | None = None) -> Facts:
    """The person's visits that are not cancelled: within two days of now, under way, or on whose page they write;
    and the later ones of a week.
    """
    if actor.user is None:
        return Facts(visits=())
    week = Q(planned_start__range=(now - NEAR, now + AHEAD)) | Q(status__in=UNDER_WAY) | Q(public_id=page_visit)
    rows = (
        visits_visible_to(actor)
        .exclude(status=VisitStatus.CANCELLED)
        .filter(week, assignments__member__user_id=actor.user.pk)
        .select_related("job__site__customer")
        .order_by("planned_start")[: MOST * 2]
    )
    found = sorted(rows, key=lambda v: (v.status not in UNDER_WAY, v.status not in OPEN, abs(v.planned_start - now)))
    later = [v for v in found if v.planned_start > now + NEAR and v.status in OPEN and v.public_id != page_visit]
    later = [v for v in later if v.status not in UNDER_WAY]
    return Facts(
        visits=tuple([v for v in found if v not in later][:MOST]),
        later=tuple(later[:MOST]),
        day=still_in(own_attendances(actor)).select_related("member").first(),
        member=own_member(actor),
        colleagues=_colleagues(actor.user),
    )


def _colleagues(user: Person) -> frozenset[str]:
    """Of two people with the same first name the writer is meant."""
    people = User.objects.filter(is_active=True).values_list("pk", "name")
    firsts = {pk: name.split()[0].lower() for pk, name in people if name.strip()}
    return frozenset(first for first in firsts.values() if len(first) > 2 and first != firsts.get(user.pk))
