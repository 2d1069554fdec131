"""Hints: the first at once, then few, and never waiting for Redis."""

import asyncio
import logging
import threading
import time
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from channels.layers import get_channel_layer

from apps.core import hints
from apps.core.hints import Board
from tests.core.conftest import OwnRedis


def hint(n: int = 0) -> dict[str, str]:
    return {"name": "visit.planned", "subject": "visit", "id": str(n)}


async def hear(audience: str, seconds: float, post: Any) -> list[tuple[float, int]]:
    """When messages came, and how many hints each had; `post` runs once the ear is open."""
    layer: Any = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(audience, channel)
    await asyncio.sleep(0.15)  # the layer begins to listen a tenth of a second later
    start, heard = time.monotonic(), list[tuple[float, int]]()
    threading.Thread(target=post).start()
    while (left := start + seconds - time.monotonic()) > 0:
        try:
            message = await asyncio.wait_for(layer.receive(channel), left)
        except TimeoutError:
            break
        heard.append((time.monotonic() - start, len(message["events"])))
    await layer.group_discard(audience, channel)
    return heard


def listen(post: Any, seconds: float = 0.6) -> list[tuple[float, int]]:
    audience = f"probe.{uuid4().hex}"
    return asyncio.run(hear(audience, seconds, lambda: post(audience)))


@pytest.fixture
def board() -> Board:
    """A board that is connected."""
    board = Board()
    listen(lambda audience: board.post(audience, hint()), 0.3)
    return board


def test_the_first_goes_at_once_and_the_rest_together(board: Board) -> None:
    def post(audience: str) -> None:
        board.post(audience, hint(0))
        time.sleep(0.1)
        for n in range(1, 10):
            board.post(audience, hint(n))

    (first, one), (second, nine) = listen(post)
    assert (one, nine) == (1, 9)
    assert first < 0.25  # sooner than any that waits for its turn
    assert second - first > 0.2


def test_at_most_four_a_second_however_many_are_posted(board: Board) -> None:
    def post(audience: str) -> None:
        for n in range(100):
            board.post(audience, hint(n))
            time.sleep(0.01)

    heard = listen(post, 1.5)
    assert 3 <= len(heard) <= 6
    assert all(later - earlier > 0.2 for (earlier, _), (later, _) in pairwise(heard))


def test_a_hint_names_fifty_events_and_no_more(board: Board) -> None:
    def post(audience: str) -> None:
        board.post(audience, hint())
        time.sleep(0.1)
        for n in range(80):
            board.post(audience, hint(n))

    assert [n for _, n in listen(post)] == [1, hints.MOST]


def test_one_audience_does_not_wait_for_another(board: Board) -> None:
    def post(audience: str) -> None:
        for n in range(10):
            board.post(f"other.{n}", hint())
        board.post(audience, hint())

    assert [(at < 0.2, n) for at, n in listen(post, 0.3)] == [(True, 1)]


def test_a_redis_that_hangs_is_not_waited_for(
    own_redis: OwnRedis, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="apps.core.hints")
    config = {"hosts": [f"unix://{own_redis.socket}?db=2"], "prefix": "workhub"}
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": config}
    }
    board = Board()
    own_redis.hang()
    start = time.monotonic()
    for n in range(200):
        board.post(f"probe.{n % 3}", hint(n))
    assert time.monotonic() - start < hints.PATIENCE  # none of the 200 was waited for
    time.sleep(hints.PATIENCE + 0.2)
    own_redis.go_on()
    assert [n for _, n in listen(lambda audience: board.post(audience, hint()), 1)] == [1]
