"""Bells: whatever Redis does, the relay goes on."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.events import Envelope
from apps.core.models import Lane
from apps.core.relay import bells as bells_module
from apps.core.relay import fast
from apps.core.relay.bells import Bells
from apps.core.rows import create
from apps.jobs.models import Customer
from tests.core.conftest import OwnRedis, Probe, wait_until

MOMENT = 0.2  # seconds
SLOW, AGENT = f"{settings.REDIS_PREFIX}slow", f"{settings.REDIS_PREFIX}agent"  # the queues' keys


def never(envelope: Envelope) -> None:
    """Nobody drains the slow lanes here."""


def leave_a_trace(envelope: Envelope) -> None:
    create(Customer, now=timezone.now(), name=str(envelope.id))


@pytest.fixture
def bells(own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Bells]:
    """Bells that ring a Redis of the test's own."""
    caplog.set_level(logging.CRITICAL)
    app: Any = current_app
    monkeypatch.setattr(app.conf, "broker_url", f"redis+socket://{own_redis.socket}?virtual_host=1")
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(bells_module, "GAP", 0.05)
    bells = Bells()
    yield bells
    own_redis.end()
    bells._ringer.shutdown()
    monkeypatch.undo()


def _ring(bells: Bells) -> bool:
    bells.ring_due(timezone.now())
    return True


def test_one_bell_for_many_rows(bells: Bells, own_redis: OwnRedis, probe: Probe) -> None:
    probe.listen(never, Lane.SLOW)
    for _ in range(5):
        probe.poke(now=timezone.now())
    assert bells.quiet_for() == float("inf")
    bells.ring_due(timezone.now())
    bells.ring_due(timezone.now())
    wait_until(lambda: own_redis.client.llen(SLOW))
    assert (own_redis.client.llen(SLOW), own_redis.client.llen(AGENT)) == (1, 0)
    assert bells.quiet_for() < 5


def test_nothing_is_rung_when_nothing_is_due(bells: Bells, own_redis: OwnRedis, cast: object) -> None:
    bells.ring_due(timezone.now())
    assert bells._under_way is None


def test_a_lane_that_was_rung_just_now_is_not_looked_at_again(
    bells: Bells, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bells_module, "GAP", 60)
    for lane in (Lane.SLOW, Lane.AGENT):
        probe.listen(_named(lane), lane)
    probe.poke(now=timezone.now())
    wait_until(lambda: _ring(bells) and len(bells._rung) == 2)
    with CaptureQueriesContext(connection) as queries:
        bells.ring_due(timezone.now())
    assert len(queries) == 0


def _named(lane: Lane) -> Any:
    def handle(envelope: Envelope) -> None:
        """Never called."""

    handle.__name__ = f"never_{lane}"
    return handle


def test_a_redis_that_hangs_does_not_hold_up_the_fast_lane(bells: Bells, own_redis: OwnRedis, probe: Probe) -> None:
    probe.listen(leave_a_trace)
    probe.listen(never, Lane.SLOW)
    own_redis.hang()
    for n in range(5):
        probe.poke(now=timezone.now())
        start = time.monotonic()
        fast.drain(timezone.now())
        bells.ring_due(timezone.now())
        assert time.monotonic() - start < MOMENT
        assert Customer.objects.count() == n + 1
        time.sleep(0.06)
    own_redis.go_on()
    wait_until(lambda: own_redis.client.llen(SLOW), 8)


def test_a_redis_that_is_gone_is_rung_again_when_it_is_back(bells: Bells, own_redis: OwnRedis, probe: Probe) -> None:
    probe.listen(never, Lane.SLOW)
    probe.poke(now=timezone.now())
    away = own_redis.socket.rename(own_redis.socket.with_suffix(".away"))
    start = time.monotonic()
    bells.ring_due(timezone.now())
    assert time.monotonic() - start < MOMENT
    assert bells._under_way is not None
    bells._under_way.result(timeout=5)  # it failed, and said so in the log only
    away.rename(own_redis.socket)
    wait_until(lambda: _ring(bells) and own_redis.client.llen(SLOW))
