"""Doorbells to browsers: the first at once, then at most four a second per audience, never waiting for Redis.

A hint carries names and ids, no truth. A lost one costs time, not data: clients pull the feed.
"""

import asyncio
import logging
import threading
import time
from typing import Any

from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)
GAP = 0.25  # seconds between two hints to the same audience
PATIENCE = 0.5  # seconds a publish may take; a hung Redis blocks an unbounded one for ever
MOST = 50  # events named in one hint; beyond that the client just pulls

Hint = dict[str, str]


class Board:
    """Collects hints per audience and sends them from a thread and event loop of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Hint]] = {}
        self._last: dict[str, float] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def post(self, audience: str, hint: Hint) -> None:
        """Take a hint; returns at once."""
        with self._lock:
            loop = self._running_loop()
            pending = self._waiting.get(audience)
            if pending is not None:
                pending.append(hint)
                return
            self._waiting[audience] = [hint]
            delay = max(0.0, self._last.get(audience, 0.0) + GAP - time.monotonic())
        asyncio.run_coroutine_threadsafe(self._send_later(audience, delay), loop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="hints", daemon=True).start()
        return self._loop

    async def _send_later(self, audience: str, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        with self._lock:
            hints = self._waiting.pop(audience, [])
            self._last[audience] = time.monotonic()
            if len(self._last) > 10_000:
                self._last.clear()
        try:
            await asyncio.wait_for(_send(audience, hints[:MOST]), PATIENCE)
        except Exception as error:  # noqa: BLE001  (whatever Redis does, work goes on)
            logger.warning("hint to %s not sent: %r", audience, error)


async def _send(audience: str, hints: list[Hint]) -> None:
    layer: Any = get_channel_layer()
    await layer.group_send(audience, {"type": "feed.hint", "events": hints})


_board = Board()


def post(audience: str, hint: Hint) -> None:
    """Hint to an audience that something changed. Never blocks, never raises."""
    _board.post(audience, hint)
