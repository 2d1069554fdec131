"""The relay's own lanes: database-only subscribers, effect and done-mark in one transaction."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from apps.core.events import SUBSCRIBERS, Envelope
from apps.core.models import Delivery, Lane
from apps.core.relay.retry import write_failure

logger = logging.getLogger(__name__)
BATCH = 15  # small: an urgent delivery that comes meanwhile waits for one batch, some 50 ms


def drain(now: datetime) -> int:
    """Handle up to 15 urgent deliveries and, when those are all, up to 15 others; how many were taken.

    Several relays may do this side by side. Deliveries are tried together; only when one fails is each tried in a
    savepoint of its own, so that a bad handler takes back its own effect and nobody else's. A handler may therefore
    be called twice, as after a crash.
    """
    urgent = _batch(Lane.URGENT, now)
    return urgent if urgent == BATCH else urgent + _batch(Lane.FAST, now)


def _batch(lane: Lane, now: datetime) -> int:
    with transaction.atomic():
        due = list(
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("event")
            .filter(state=Delivery.State.DUE, lane=lane, due_at__lte=now)
            .order_by("due_at", "id")[:BATCH]
        )
        if due:
            _mark(due if _all_went_well(due) else [d for d in due if _went_well(d, now)], now)
    return len(due)


def _all_went_well(due: list[Delivery]) -> bool:
    try:
        with transaction.atomic():
            for delivery in due:
                _handle(delivery)
    except Exception as error:  # noqa: BLE001  (whichever it was shows, with its trace, when each is tried alone)
        logger.info("one of %d deliveries failed, trying each alone: %r", len(due), error)
        return False
    return True


def _went_well(delivery: Delivery, now: datetime) -> bool:
    try:
        with transaction.atomic():
            _handle(delivery)
    except Exception as error:
        logger.exception("delivery %s to %s failed", delivery.pk, delivery.subscriber)
        delivery.attempts += 1
        write_failure(delivery, error, now)
        return False
    return True


def _handle(delivery: Delivery) -> None:
    SUBSCRIBERS[delivery.subscriber].handle(Envelope.of(delivery.event))


def _mark(done: Iterable[Delivery], now: datetime) -> None:
    Delivery.objects.filter(pk__in=[d.pk for d in done]).update(
        state=Delivery.State.DONE, done_at=now, attempts=F("attempts") + 1
    )
