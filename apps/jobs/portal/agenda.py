"""My day: the visit in hand, what comes, what is left from before, what is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.core.actor import Actor
from apps.jobs.models import Visit
from apps.jobs.portal.cards import VisitCard
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import OPEN, UNDER_WAY, IncidentStatus, VisitStatus

AHEAD = 7  # days shown, today included
BACK = timedelta(days=30)  # what was left open longer ago is for the office to clear up
IN_HAND = [VisitStatus.ON_SITE, VisitStatus.EN_ROUTE, VisitStatus.PAUSED]


@dataclass(frozen=True, slots=True)
class Day:
    """The visits of one day, in the order of their times."""

    name: str
    cards: list[VisitCard]


@dataclass(frozen=True, slots=True)
class Agenda:
    """`hand` is the one to act on now; `earlier` was never ended; `done` is today's, the last first."""

    hand: VisitCard | None
    earlier: list[VisitCard]
    days: list[Day]
    done: list[VisitCard]
    until: datetime

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show."""
        return not (self.hand or self.earlier or self.days or self.done)


def agenda_for(actor: Actor, now: datetime) -> Agenda:
    """A person's own visits: today's, the next days', and those from before that were never ended."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + timedelta(days=AHEAD)
    cards = [VisitCard(visit, actor, now) for visit in _own(actor, midnight, end)]
    hand = _in_hand(cards)
    rest = [card for card in cards if card is not hand and not card.is_over]
    return Agenda(
        hand=hand,
        earlier=[card for card in rest if card.day < card.today],
        days=[
            Day(name, list(group))
            for name, group in groupby((c for c in rest if c.day >= c.today), key=lambda c: c.day_name)
        ],
        done=[card for card in cards if card.is_over][::-1],
        until=end - timedelta(days=1),
    )


def _own(actor: Actor, midnight: datetime, end: datetime) -> QuerySet[Visit]:
    if actor.user is None:
        return Visit.objects.none()
    tomorrow = midnight + timedelta(days=1)
    still = Q(planned_start__gte=midnight - BACK, status__in=OPEN) | Q(status__in=UNDER_WAY)
    ended_today = Q(planned_start__gte=midnight, planned_start__lt=tomorrow) | Q(ended_at__gte=midnight)
    open_ones = Q(incidents__status__in=[IncidentStatus.OPEN, IncidentStatus.ACKNOWLEDGED])
    return (
        visits_visible_to(actor)
        .filter(still | ended_today, planned_start__lt=end, assignments__member__user_id=actor.user.pk)
        .select_related("job__site__customer")
        .annotate(open_incidents=Count("incidents", filter=open_ones))
        .order_by("planned_start", "id")
    )


def _in_hand(cards: list[VisitCard]) -> VisitCard | None:
    """What somebody is at; else today's next. Where nothing of today is left, nothing is pressing."""
    under_way = [card for card in cards if card.is_under_way]
    if under_way:
        return min(under_way, key=lambda card: IN_HAND.index(VisitStatus(card.visit.status)))
    return next((c for c in cards if c.day == c.today and c.visit.status == VisitStatus.DISPATCHED), None)
