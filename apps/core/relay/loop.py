"""The relay's loop: wait for the outbox's NOTIFY (or a second), wake the alarms, drain the fast lanes, ring bells."""

import logging
import select
import threading
import time

import psycopg
from django.db import Error as DjangoDatabaseError
from django.db import connection, connections
from django.utils import timezone

from apps.core.doorbell import CHANNEL
from apps.core.relay import fast
from apps.core.relay.alarms import Alarms
from apps.core.relay.bells import GAP, Bells

logger = logging.getLogger(__name__)
POLL = 1.0  # seconds; NOTIFY is best effort, so the relay also looks by itself
LOOK = 0.2  # seconds between looks whether it is time to stop


def run(stop: threading.Event) -> None:
    """Relay until told to stop. Lost connections are made again; nothing here may end the process."""
    bells, alarms = Bells(), Alarms(stop)
    while not stop.is_set():
        try:
            with _listener() as listening:
                _serve(listening, bells, alarms, stop)
        except (psycopg.Error, DjangoDatabaseError) as error:
            logger.warning("the database is away, trying again: %s", error)
            connections.close_all()
            stop.wait(0.5)
    alarms.join()


def _serve(
    listening: "psycopg.Connection[tuple[object, ...]]", bells: Bells, alarms: Alarms, stop: threading.Event
) -> None:
    """Round after round on one connection: a new one each time would cost more than the round itself."""
    while not stop.is_set():
        alarms.wake()
        if _work(bells):
            continue
        # While a slow row is due but was rung a moment ago, look again when ringing is allowed.
        _wait(listening, POLL if bells.quiet_for() > GAP else GAP, stop)


def _wait(listening: "psycopg.Connection[tuple[object, ...]]", seconds: float, stop: threading.Event) -> None:
    """Until the outbox notifies, the time is over, or it is time to stop."""
    until = time.monotonic() + seconds
    while not stop.is_set() and (left := until - time.monotonic()) > 0:
        if select.select([listening], [], [], min(left, LOOK))[0]:
            break
    list(listening.notifies(timeout=0))  # one round of work answers all of them


def _work(bells: Bells) -> bool:
    """One round; whether there is surely more to do at once."""
    taken = fast.drain(timezone.now())
    bells.ring_due(timezone.now())
    return taken >= fast.BATCH


def _listener() -> "psycopg.Connection[tuple[object, ...]]":
    connection.ensure_connection()
    parameters = connection.get_connection_params()
    for django_only in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(django_only, None)
    raw = psycopg.connect(**parameters, autocommit=True)
    raw.execute(f"LISTEN {CHANNEL}")
    return raw
