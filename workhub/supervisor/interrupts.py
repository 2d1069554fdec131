"""Counts the wishes to stop: one is orderly, two are not."""

import signal
import time
from types import FrameType

from workhub.supervisor.output import say

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_SECONDS = 0.05
# One Ctrl-C or one `kill` can arrive twice: from the terminal to the whole group, and passed on by make.
SAME_WISH_SECONDS = 0.7


class Interrupts:
    """Ctrl-C, SIGTERM and a closed terminal, as a number that the main loop looks at."""

    def __init__(self) -> None:
        self.count = 0
        self.last = float("-inf")
        for signum in SIGNALS:
            signal.signal(signum, self._received)

    def _received(self, signum: int, _frame: FrameType | None) -> None:
        since, self.last = time.monotonic() - self.last, time.monotonic()
        if since < SAME_WISH_SECONDS:
            return
        self.count += 1
        if self.count == 1:
            say("Stopping. Press Ctrl-C again to stop at once.")
        elif self.count == 2:
            say("Stopping at once.")

    @property
    def wanted(self) -> bool:
        """Whether somebody asked to stop."""
        return self.count > 0

    @property
    def hard(self) -> bool:
        """Whether somebody asked twice."""
        return self.count > 1

    def pause(self, seconds: float) -> None:
        """Sleep, but not through a wish to stop."""
        until, before = time.monotonic() + seconds, self.count
        while time.monotonic() < until and self.count == before:
            time.sleep(LOOK_SECONDS)
