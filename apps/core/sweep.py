"""Once a minute the relay looks whether a slot of a schedule was left empty, because beat's bell was lost, and whether
suggestions have waited too long for somebody to decide.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import Error as DatabaseFault
from django.db import connections
from django.utils import timezone

from apps.core.actions.expiring import let_go_of_undecided_items
from apps.core.actions.slots import LOOK_BACK, fill_slot
from apps.core.models import ScheduledSlot
from apps.core.schedules import of_task, plan_of, planned, timetables

logger = logging.getLogger(__name__)
EVERY = 60.0  # seconds


class Sweep:
    """Remembers which planned moments it has seen to, so that a look costs one query while nothing is due."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[str, datetime]] = {}

    def look(self, now: datetime) -> None:
        """Fill what is due and was not filled. Edited times count from the next look on."""
        for timetable in timetables():
            schedule, latest = of_task(timetable.task), planned(timetable.crontab, now - LOOK_BACK, now)[-1:]
            if schedule is None or not latest:
                continue
            seen = (plan_of(timetable.crontab), latest[0].at)
            if self._seen.get(timetable.pk) != seen:
                fill_slot(schedule, now=now, by=ScheduledSlot.By.SWEEP)
                self._seen[timetable.pk] = seen


def run(stop: threading.Event) -> None:
    """Look once a minute until told to stop. In a thread of its own: nothing here may delay the fast lane."""
    sweep = Sweep()
    while not stop.is_set():
        for look in (sweep.look, _look_at_suggestions):
            _look(look)
        connections.close_all()
        stop.wait(EVERY)


def _look(look: Callable[[datetime], None]) -> None:
    """One look; what goes wrong with it keeps nothing else from being looked at."""
    try:
        look(timezone.now())
    except DatabaseFault as error:
        logger.warning("the database is away, looking at it again in a minute: %s", error)
    except Exception:
        logger.exception("a look at what is due failed")


def _look_at_suggestions(now: datetime) -> None:
    let_go_of_undecided_items(now=now)
