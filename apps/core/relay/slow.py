"""The lanes under a lease: slow ones in Celery workers, which may talk to the world, and alarms in the relay.

The lease carries a fencing token: a worker that was paused past its lease cannot overwrite what the next one did.
`attempts` counts claims, so that a delivery which kills its worker ends in the dead letters too.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import Error as DjangoDatabaseError
from django.db import close_old_connections, connection, connections
from django.utils import timezone

from apps.core.events import SUBSCRIBERS, Envelope
from apps.core.models import Delivery, Lane
from apps.core.relay.retry import MOST_ATTEMPTS, is_last, write_failure

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=10)
BEAT = 3.0  # seconds between renewals of a lease
LONGEST = timedelta(minutes=5)  # of one try; then the lease is let go, and somebody else takes the delivery
LONGEST_DRAIN = 15.0  # seconds one bell works; the relay rings again while rows are due
# A hung mail server may hold two threads of a worker, never the ones agent runs need.
_at_once = {
    Lane.ALARM: threading.BoundedSemaphore(2),
    Lane.AGENT: threading.BoundedSemaphore(8),
    Lane.SLOW: threading.BoundedSemaphore(2),
}
stopping = threading.Event()  # set when this process is about to end: finish what is in hand, take nothing more


class LeftForOthers(Exception):
    """The handler stopped halfway because its worker ends: the delivery is due at once, and it was no failed try."""


def drain(lane: Lane) -> int:
    """Take and handle due deliveries of a lane until none is left or 15 s are over; how many were handled."""
    if not _at_once[lane].acquire(blocking=False):
        return 0
    try:
        until, handled = time.monotonic() + LONGEST_DRAIN, 0
        while not stopping.is_set() and time.monotonic() < until and (delivery := claim(lane, timezone.now())):
            handle(delivery)
            handled += 1
        return handled
    finally:
        _at_once[lane].release()


def claim(lane: Lane, now: datetime) -> Delivery | None:
    """Lease the oldest due delivery, committed before any work; None when there is none, or not any more."""
    token = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_delivery SET lease_until = %s, lease_token = %s, attempts = attempts + 1 WHERE id = ("
            " SELECT id FROM core_delivery WHERE state = 'due' AND lane = %s AND due_at <= %s"
            " AND (lease_until IS NULL OR lease_until <= %s)"
            " ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id",
            [now + LEASE, token, lane, now, now],
        )
        row = cursor.fetchone()
    return Delivery.objects.select_related("event").filter(pk=row[0]).first() if row else None


def handle(delivery: Delivery) -> None:
    """Run the subscriber under the lease and write down how it ended."""
    try:
        if delivery.attempts > MOST_ATTEMPTS:
            raise RuntimeError("given up: its worker died each time it was tried")
        with _heartbeat(delivery):
            SUBSCRIBERS[delivery.subscriber].handle(Envelope.of(delivery.event))
    except LeftForOthers as left:
        logger.info("delivery %s to %s is left for another worker: %s", delivery.pk, delivery.subscriber, left)
        _leave(delivery)
    except Exception as error:
        logger.exception("delivery %s to %s failed", delivery.pk, delivery.subscriber)
        close_old_connections()
        _fail(delivery, error)
    else:
        _finish(delivery)


def _fail(delivery: Delivery, error: Exception) -> None:
    """Due again later; or dead, and then whoever wants to know of that is told first."""
    given_up = SUBSCRIBERS[delivery.subscriber].given_up if delivery.subscriber in SUBSCRIBERS else None
    if is_last(delivery) and given_up is not None:
        try:
            given_up(Envelope.of(delivery.event))
        except Exception:
            logger.exception("nobody could be told that delivery %s was given up", delivery.pk)
    if not write_failure(delivery, error, timezone.now()):
        logger.warning("delivery %s failed here, but was taken over by another worker", delivery.pk)


def _leave(delivery: Delivery) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token)
    mine.update(attempts=delivery.attempts - 1, lease_until=None, lease_token=None)


def _finish(delivery: Delivery) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token)
    if not mine.update(state=Delivery.State.DONE, done_at=timezone.now(), lease_until=None):
        logger.warning("delivery %s was taken over by another worker", delivery.pk)


@contextmanager
def _heartbeat(delivery: Delivery) -> Iterator[None]:
    """Renew the lease while the handler works, so that leases can be short and a killed worker's work returns soon.

    Not for ever: what hangs for five minutes is left to another worker. The token keeps the two apart.
    """
    done, let_go_at = threading.Event(), time.monotonic() + LONGEST.total_seconds()

    def renew() -> None:
        while not done.wait(BEAT):
            if time.monotonic() > let_go_at:
                logger.error("delivery %s to %s hangs: its lease is let go", delivery.pk, delivery.subscriber)
                break
            try:
                Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token).update(
                    lease_until=timezone.now() + LEASE
                )
            except DjangoDatabaseError as error:  # a lease outlasts three beats: the next one may get through
                logger.warning("the lease of delivery %s was not renewed: %s", delivery.pk, error)
                connections.close_all()
        connections.close_all()

    thread = threading.Thread(target=renew, name=f"lease-{delivery.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
