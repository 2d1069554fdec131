"""`emit`: the only door out. Only actions may import it (import-linter says so)."""

from datetime import datetime
from typing import Any

from django.db import connection

from apps.core.actor import Actor
from apps.core.doorbell import CHANNEL
from apps.core.events import EVENTS, listeners
from apps.core.models import Delivery, Event, Record
from apps.core.silence import is_silent


def emit(name: str, *, actor: Actor, subject: Record, now: datetime, **payload: Any) -> Event:
    """Write that something happened, with a delivery for each subscriber, and wake the relay at commit.

    Args:
        name: a declared event, in the past tense: `visit.completed`.
        subject: the saved row it is about.
        payload: ids and small facts, JSON-safe; no secrets, no texts that only some may read.

    Raises:
        RuntimeError: outside a transaction, or the event is not declared. Both are bugs.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{name} must be emitted in the transaction of the change it tells of.")
    if name not in EVENTS:
        raise RuntimeError(f"{name} is not declared in an events.py.")
    event = Event.objects.create(
        name=name,
        subject_type=subject.type_name(),
        subject_id=subject.public_id,
        subject_version=subject.version,
        payload=payload,
        user_id=actor.user.pk if actor.user else None,
        via=actor.via,
        at=now,
    )
    if not is_silent():
        _address(event, now)
    return event


def _address(event: Event, now: datetime) -> None:
    deliveries = [Delivery(event=event, subscriber=s.name, lane=s.lane, due_at=now) for s in listeners(event.name)]
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
