"""Ringing Celery: one coalesced bell per lane, bounded in time, rung again while rows are due."""

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from celery import current_app

from apps.core.models import Lane
from apps.core.selectors import not_taken

logger = logging.getLogger(__name__)
TASK = "apps.core.tasks.bell"
GAP = 0.5  # seconds between two bells of a lane
EXPIRES = 30  # seconds after which a bell nobody heard is worthless


class Bells:
    """Remembers when each lane was rung and whether Redis answers."""

    def __init__(self) -> None:
        self._rung: dict[Lane, float] = {}
        # A thread of its own: a Redis that hangs must not hold up the fast lane.
        self._ringer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bells")
        self._under_way: Future[None] | None = None

    def quiet_for(self) -> float:
        """Seconds since the last bell of any lane."""
        return time.monotonic() - max(self._rung.values(), default=float("-inf"))

    def ring_due(self, now: datetime) -> None:
        """Ring each slow lane that has due rows and was not rung just now."""
        for lane in (Lane.AGENT, Lane.SLOW):
            fresh = time.monotonic() - self._rung.get(lane, float("-inf")) < GAP
            if not fresh and not self._busy() and not_taken(now).filter(lane=lane).exists():
                self._rung[lane] = time.monotonic()
                self._under_way = self._ringer.submit(self._ring, lane)

    def _busy(self) -> bool:
        return self._under_way is not None and not self._under_way.done()

    @staticmethod
    def _ring(lane: Lane) -> None:
        """A publish that fails loses nothing: the rows stay due and are rung again."""
        try:
            current_app.send_task(
                TASK, args=[lane.value], queue=lane.value, expires=EXPIRES, retry=False, ignore_result=True
            )
        except Exception as error:  # noqa: BLE001  (Redis may fail in any way it likes)
            logger.warning("bell for %s not rung: %r", lane, error)
