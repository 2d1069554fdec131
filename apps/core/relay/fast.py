"""The fast lane: database-only subscribers, called by the relay itself, effect and done-mark in one transaction."""

import logging
from datetime import datetime

from django.db import transaction

from apps.core.events import SUBSCRIBERS, Envelope
from apps.core.models import Delivery, Lane
from apps.core.relay.retry import failed

logger = logging.getLogger(__name__)
BATCH = 100


def drain(now: datetime) -> int:
    """Handle up to 100 due deliveries; how many were taken. Several relays may do this side by side."""
    with transaction.atomic():
        due = list(
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("event")
            .filter(state=Delivery.State.DUE, lane=Lane.FAST, due_at__lte=now)
            .order_by("due_at", "id")[:BATCH]
        )
        for delivery in due:
            _handle(delivery, now)
    return len(due)


def _handle(delivery: Delivery, now: datetime) -> None:
    """One delivery in a savepoint: a bad handler takes back its own effect and nobody else's."""
    delivery.attempts += 1
    changed: dict[str, object] = {"state": Delivery.State.DONE, "done_at": now}
    try:
        with transaction.atomic():
            SUBSCRIBERS[delivery.subscriber].handle(Envelope.of(delivery.event))
    except Exception as error:
        logger.exception("delivery %s to %s failed", delivery.pk, delivery.subscriber)
        changed = failed(delivery, error, now)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=delivery.attempts, **changed)
