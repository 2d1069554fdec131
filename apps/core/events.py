"""What can happen, and who listens. Subscribers are declared in each app's subscribers.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.core.models import Event, Lane

EVENTS: set[str] = set()


def event(name: str) -> str:
    """Declare an event, once, in an app's events.py; only declared events can be emitted."""
    EVENTS.add(name)
    return name


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a subscriber gets: ids, never rows; it reads what it needs as things stand then."""

    event_pk: int
    id: UUID
    name: str
    subject_type: str
    subject_id: UUID
    subject_version: int
    payload: dict[str, Any]
    user_id: int | None
    via: str
    at: datetime

    @classmethod
    def of(cls, row: Event) -> "Envelope":
        """The envelope of a stored event."""
        return cls(
            event_pk=row.pk,
            id=row.public_id,
            name=row.name,
            subject_type=row.subject_type,
            subject_id=row.subject_id,
            subject_version=row.subject_version,
            payload=row.payload,
            user_id=row.user_id,
            via=row.via,
            at=row.at,
        )


Handler = Callable[[Envelope], None]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A function that wants to know. It must be idempotent: it may be called again after a crash."""

    name: str
    lane: Lane
    handle: Handler
    given_up: Handler | None = None


SUBSCRIBERS: dict[str, Subscriber] = {}
_listening: dict[str, list[Subscriber]] = {}


def subscribe(*names: str, lane: Lane = Lane.FAST, given_up: Handler | None = None) -> Callable[[Handler], Handler]:
    """Call the function for each event of these names, in the given lane.

    FAST and URGENT handlers run in the relay, in the transaction that marks them done: database only, a few
    milliseconds; URGENT ones, what somebody waits for, overtake whatever has piled up in FAST. ALARM handlers run in
    the relay too, under a lease: database only, and more than one transaction. SLOW and AGENT
    handlers run in a Celery worker under a lease and may talk to the world; when one of their deliveries is
    given up after the last try, `given_up` is called with it, so that people learn of it.
    """

    def declare(handle: Handler) -> Handler:
        unknown = set(names) - EVENTS
        if unknown:
            raise RuntimeError(f"{handle.__qualname__} listens to undeclared events: {sorted(unknown)}")
        app = handle.__module__.removeprefix("apps.").split(".", 1)[0]
        subscriber = Subscriber(name=f"{app}.{handle.__name__}", lane=lane, handle=handle, given_up=given_up)
        if subscriber.name in SUBSCRIBERS:
            raise RuntimeError(f"The subscriber {subscriber.name} is declared twice.")
        SUBSCRIBERS[subscriber.name] = subscriber
        for name in names:
            _listening.setdefault(name, []).append(subscriber)
        return handle

    return declare


def listeners(name: str) -> list[Subscriber]:
    """Who listens to an event of that name."""
    return _listening.get(name, [])


DELIVERY_GIVEN_UP = event("delivery.given_up")
DELIVERY_RETRIED = event("delivery.retried")
DELIVERY_DISMISSED = event("delivery.dismissed")
PROPOSAL_MADE = event("proposal.made")
PROPOSAL_DECIDED = event("proposal.decided")
PROPOSAL_ASKED = event("proposal.asked")
PROPOSAL_ANSWERED = event("proposal.answered")
FILES_DUE = event("files.due")  # time to delete what nothing refers to
