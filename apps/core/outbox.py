"""`emit`: the only door out. Only actions may import it (import-linter says so)."""

from collections.abc import Sequence
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
    return emit_each(name, actor=actor, about=[(subject, payload)], now=now)[0]


def emit_each(name: str, *, actor: Actor, about: Sequence[tuple[Record, dict[str, Any]]], now: datetime) -> list[Event]:
    """`emit` for many rows at once, each with its own payload: a handful of statements, however many rows.

    Raises:
        RuntimeError: as `emit`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{name} must be emitted in the transaction of the change it tells of.")
    if name not in EVENTS:
        raise RuntimeError(f"{name} is not declared in an events.py.")
    user_id = actor.user.pk if actor.user else None
    made = Event.objects.bulk_create(
        Event(
            name=name,
            subject_type=subject.type_name(),
            subject_id=subject.public_id,
            subject_version=subject.version,
            payload=payload,
            user_id=user_id,
            via=actor.via,
            at=now,
        )
        for subject, payload in about
    )
    if not is_silent():
        _address(made, now)
    return made


def _address(events: list[Event], now: datetime) -> None:
    deliveries = [
        Delivery(event=event, subscriber=s.name, lane=s.lane, due_at=now)
        for event in events
        for s in listeners(event.name)
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
