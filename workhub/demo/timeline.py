"""What happens when: steps are written down in any order and played in the order of time, up to now.

So the past looks like the past: each step runs a real verb with the moment it belongs to, history reads in order, and
what has not happened yet is simply not played.
"""

import heapq
from collections.abc import Callable
from datetime import datetime

Step = Callable[[datetime], object]


class Timeline:
    """Steps waiting for their moment; those of one moment keep the order they were added in."""

    def __init__(self) -> None:
        self._steps: list[tuple[datetime, int, Step]] = []
        self._added = 0

    def add(self, moment: datetime, step: Step) -> None:
        """Have `step(moment)` happen at that moment."""
        heapq.heappush(self._steps, (moment, self._added, step))
        self._added += 1

    def play(self, until: datetime) -> None:
        """Do what is due, and forget the rest."""
        while self._steps and self._steps[0][0] <= until:
            moment, _number, step = heapq.heappop(self._steps)
            step(moment)
