"""The relay's own alarm: a thread beside its loop, so that an alarm waits neither for a worker nor for a backlog."""

import logging
import threading

from django.db import Error as DjangoDatabaseError
from django.db import connections

from apps.core.models import Lane
from apps.core.relay import slow

logger = logging.getLogger(__name__)
POLL = 1.0  # seconds; looks by itself as well, like the relay


class Alarms:
    """Drains the alarm lane whenever it is woken, until told to stop."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="alarms", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was committed."""
        self._woken.set()

    def join(self) -> None:
        """Wait until what is in hand is done."""
        self._woken.set()
        self._thread.join(5)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._woken.wait(POLL)
            self._woken.clear()
            try:
                slow.drain(Lane.ALARM)
            except DjangoDatabaseError as error:
                logger.warning("the database is away, looking again: %s", error)
                connections.close_all()
            except Exception:  # nobody starts this thread again
                logger.exception("the alarms could not be looked at")
        connections.close_all()
