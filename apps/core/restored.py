"""What has to be put right in a database that comes from a backup, before anybody works with it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actions import bury_delivery
from apps.core.models import Counter, Delivery, Event, FeedEntry, Lane
from apps.core.relay import fast

FIRST_XID = 3
"""The lowest id a transaction can have: below every horizon of every PostgreSQL."""


@dataclass(frozen=True)
class Settled:
    """How many deliveries to the outside world wait for a person, and how many agent runs go on."""

    held: int
    runs: int


def settle(*, now: datetime, send_pending: bool) -> Settled:
    """Make restored rows fit this PostgreSQL, and let nothing that went out after the backup go out again.

    What the outbox held for the database alone (notifications, feeds) is made up for now; agent runs go on when a
    worker starts. What was waiting to be sent outside is given up with a reason, unless `send_pending`.
    """
    with transaction.atomic():
        _begin_epoch(now)
    while fast.drain(timezone.now()):  # it may queue emails, so it comes before they are held
        pass
    with transaction.atomic():
        due = Delivery.objects.filter(state=Delivery.State.DUE)
        due.update(lease_until=None, lease_token=None)  # whoever held them is gone
        held = 0 if send_pending else _hold(due.filter(lane=Lane.SLOW), now)
    while fast.drain(timezone.now()):  # what was held is told
        pass
    return Settled(held=held, runs=due.filter(lane=Lane.AGENT).count())


def _begin_epoch(now: datetime) -> None:
    """Transaction ids of another PostgreSQL may be above ours, where the feed would hide them: order by id remains."""
    Event.objects.update(xid=FIRST_XID)
    FeedEntry.objects.update(xid=FIRST_XID)
    Counter.objects.update_or_create(name=feed.EPOCH, defaults={"value": int(now.timestamp())})


def _hold(due: QuerySet[Delivery], now: datetime) -> int:
    """Leave each for a person to decide: it waits among the undelivered, with a way to try it again."""
    why = _(
        "Restored from a backup on %(when)s: this was waiting to be sent when the backup was made, and has "
        "probably been sent since. Try again only if it has not."
    ) % {"when": f"{now:%Y-%m-%d %H:%M} UTC"}
    held = list(due.select_related("event"))
    due.update(state=Delivery.State.DEAD, last_error=why)
    for delivery in held:
        bury_delivery(delivery=delivery, error=why, now=now)
    return len(held)
