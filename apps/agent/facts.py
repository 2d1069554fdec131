"""What a run knows about the person it serves: their visits near now. Read under that person's own sight."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from apps.core.actor import Actor
from apps.jobs.models import Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import OPEN, UNDER_WAY, VisitStatus

NEAR = timedelta(days=2)
MOST = 30


@dataclass(frozen=True, slots=True)
class Facts:
    """The visits a message can be about, the one under way first, then by planned time."""

    visits: tuple[Visit, ...]

    @property
    def open(self) -> tuple[Visit, ...]:
        """Those that have not ended."""
        return tuple(v for v in self.visits if v.status in OPEN)

    def by_id(self, public_id: UUID | None) -> Visit | None:
        """The visit with that public id, if it is among them."""
        return next((v for v in self.visits if v.public_id == public_id), None)


def gather(actor: Actor, now: datetime) -> Facts:
    """The person's visits within two days of now that are not cancelled."""
    if actor.user is None:
        return Facts(visits=())
    rows = (
        visits_visible_to(actor)
        .exclude(status=VisitStatus.CANCELLED)
        .filter(planned_start__range=(now - NEAR, now + NEAR), assignments__member__user_id=actor.user.pk)
        .select_related("job__site__customer")
        .order_by("planned_start")[: MOST * 2]
    )
    near = sorted(rows, key=lambda v: (v.status not in UNDER_WAY, v.status not in OPEN, abs(v.planned_start - now)))
    return Facts(visits=tuple(near[:MOST]))
