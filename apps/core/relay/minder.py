"""What no bell was heard for: a worker looks for itself, so that a Redis that is away costs seconds, not the work."""

import logging
import threading
from datetime import timedelta

from django.db import Error as DjangoDatabaseError
from django.db import connections
from django.utils import timezone

from apps.core.models import Lane
from apps.core.relay import slow
from apps.core.selectors import not_taken

logger = logging.getLogger(__name__)
LOOK = 2.0  # seconds between two looks
LONGEST_WAIT = 30.0  # seconds; a model or a mail server may take its time
_threads: list[threading.Thread] = []
PATIENCE = timedelta(seconds=3)  # a bell that has not been heard by then is lost


def start() -> None:
    """Look after each lane in a thread of its own, until `slow.stopping`: a hung mail server holds up one only."""
    for lane in (Lane.ALARM, Lane.AGENT, Lane.SLOW):
        thread = threading.Thread(target=watch, args=[lane], name=f"minder-{lane}", daemon=True)
        thread.start()
        _threads.append(thread)


def finish() -> None:
    """Wait for what the threads have in hand, after `slow.stopping` was set: nothing should wait for its lease."""
    while _threads:
        _threads.pop().join(LONGEST_WAIT)


def watch(lane: Lane) -> None:
    """Take what has been due for three seconds. A database that is away is waited for."""
    while not slow.stopping.wait(LOOK):
        try:
            if not_taken(timezone.now() - PATIENCE).filter(lane=lane).exists():
                slow.drain(lane)
        except DjangoDatabaseError as error:
            logger.warning("the database is away, looking again: %s", error)
            connections.close_all()
        except Exception:  # nobody starts this thread again
            logger.exception("the lane %s could not be looked after", lane)
    connections.close_all()
