"""What a run knows about the person it serves: their visits near now, their working day. Read under their own sight."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Func, Q, Value
from django.db.models.functions import Lower, Trim

from apps.core.actor import Actor
from apps.crews.models import Attendance, Member, User
from apps.crews.selectors import own_attendances, own_member, still_in
from apps.jobs.models import Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import OPEN, UNDER_WAY, VisitStatus

NEAR = timedelta(days=2)
MOST = 30
NAME = re.compile(r"[^\W\d_]{3,}")
LONGEST = 4000
"""Characters of a message in which colleagues are looked for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The visits a message can be about, the one under way first, then by planned time; and their working day.

    `day` is the working time that is open; `member` the person as somebody who works in the field, if they do.
    `colleagues` are first names of others that the message has, in small letters: to tell whose day is meant,
    never to be shown.
    """

    visits: tuple[Visit, ...]
    day: Attendance | None = None
    member: Member | None = None
    colleagues: frozenset[str] = frozenset()

    @property
    def open(self) -> tuple[Visit, ...]:
        """Those that have not ended."""
        return tuple(v for v in self.visits if v.status in OPEN)

    def without(self, numbers: frozenset[str]) -> "Facts":
        """As they are, without the visits to the jobs of these numbers."""
        return replace(self, visits=tuple(v for v in self.visits if v.job.code not in numbers)) if numbers else self

    def by_id(self, public_id: UUID | None) -> Visit | None:
        """The visit with that public id, if it is among them."""
        return next((v for v in self.visits if v.public_id == public_id), None)


def gather(actor: Actor, now: datetime, page_visit: UUID | None = None) -> Facts:
    """The person's visits that are not cancelled: within two days of now, under way, or on whose page they write."""
    if actor.user is None:
        return Facts(visits=())
    near = Q(planned_start__range=(now - NEAR, now + NEAR)) | Q(status__in=UNDER_WAY) | Q(public_id=page_visit)
    rows = (
        visits_visible_to(actor)
        .exclude(status=VisitStatus.CANCELLED)
        .filter(near, assignments__member__user_id=actor.user.pk)
        .select_related("job__site__customer")
        .order_by("planned_start")[: MOST * 2]
    )
    found = sorted(rows, key=lambda v: (v.status not in UNDER_WAY, v.status not in OPEN, abs(v.planned_start - now)))
    return Facts(
        visits=tuple(found[:MOST]),
        day=still_in(own_attendances(actor)).select_related("member").first(),
        member=own_member(actor),
    )


def with_colleagues(facts: Facts, user: User, text: str) -> Facts:
    """`facts` with the first names of colleagues that `text` has; one query, of those who have such a name.

    Whoever they are: who is not in the writer's sight must not be taken for the writer either. Of two people with the
    same first name the writer is meant.
    """
    said = {word.lower() for word in NAME.findall(text[:LONGEST])}
    own = user.name.split()[0].lower() if user.name.strip() else ""
    first = Lower(Func(Trim("name"), Value(" "), Value(1), function="SPLIT_PART", output_field=CharField()))
    people = User.objects.filter(is_active=True).annotate(first=first).filter(first__in=said - {own})
    return replace(facts, colleagues=frozenset(people.values_list("first", flat=True).distinct()))
