"""The relay's loop with a real PostgreSQL and Redis: woken at the commit, and not to be stopped by accidents."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from statistics import median
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.core.doorbell import CHANNEL
from apps.core.events import Envelope
from apps.core.models import Delivery, Event, Lane
from apps.core.relay import loop
from apps.core.rows import create
from apps.jobs.models import Customer, Visit
from tests.core.conftest import Probe, wait_until
from workhub.env import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


def leave_a_trace(envelope: Envelope) -> None:
    create(Customer, now=timezone.now(), name=str(envelope.id))


def never(envelope: Envelope) -> None:
    """Nobody drains the slow lanes here."""


@pytest.fixture(autouse=True)
def _expected_warnings_are_not_printed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="apps.core.relay")


@pytest.fixture
def running(probe: Probe) -> Iterator[threading.Thread]:
    """The loop in a thread of its own."""
    Delivery.objects.all().delete()
    stop = threading.Event()

    def run() -> None:
        try:
            loop.run(stop)
        finally:
            connection.close()

    thread = threading.Thread(target=run, name="relay")
    thread.start()
    wait_until(lambda: len(_listeners()) == 1)
    yield thread
    stop.set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])  # do not wait for its next look
    thread.join(5)
    assert not thread.is_alive()


def _listeners() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %%'"
            " AND pid <> pg_backend_pid()"
        )
        return [row[0] for row in cursor.fetchall()]


def seconds_until_done(event: Event) -> float:
    return wait_until(lambda: not event.deliveries.exclude(state="done").exists())


def test_a_commit_has_its_effect_in_a_moment(
    probe: Probe, running: threading.Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "POLL", 60)  # only the NOTIFY can wake it
    probe.listen(leave_a_trace)
    seconds_until_done(probe.poke(now=timezone.now()))  # it leaves the poll that was begun with the old setting
    took = [seconds_until_done(probe.poke(now=timezone.now())) for _ in range(10)]
    assert median(took) < 0.1
    assert max(took) < 0.9
    assert Customer.objects.count() == 11


def test_what_nobody_notified_of_is_found_by_looking(probe: Probe, running: threading.Thread) -> None:
    probe.listen(leave_a_trace)
    event = probe.poke(now=timezone.now())
    seconds_until_done(event)
    event.deliveries.update(state=Delivery.State.DUE)  # tells nobody
    assert seconds_until_done(event) < 3


def test_it_survives_losing_its_connections(probe: Probe, running: threading.Thread) -> None:
    probe.listen(leave_a_trace)
    for _ in range(3):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchone()[0] >= 1
        assert seconds_until_done(probe.poke(now=timezone.now())) < 3
    assert running.is_alive()
    assert Customer.objects.count() == 3


def test_it_does_not_connect_anew_for_each_round(probe: Probe, running: threading.Thread) -> None:
    backends: list[int] = []

    def note_the_backend(envelope: Envelope) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backends.append(cursor.fetchone()[0])

    probe.listen(note_the_backend)
    for _ in range(3):
        seconds_until_done(probe.poke(now=timezone.now()))
    assert len(backends) == 3
    assert len(set(backends)) == 1


@pytest.mark.parametrize("lane", [Lane.SLOW, Lane.AGENT])
def test_it_rings_for_the_slow_lanes_once_and_again_while_rows_are_due(
    probe: Probe, running: threading.Thread, lane: Lane
) -> None:
    broker, queue = redis.Redis.from_url(settings.REDIS_URL), f"{settings.REDIS_PREFIX}{lane.value}"
    broker.delete(queue)
    probe.listen(never, lane)
    for _ in range(20):
        probe.poke(now=timezone.now())
    wait_until(lambda: broker.llen(queue) >= 1, 1)
    assert broker.llen(queue) <= 2
    assert b"apps.core.tasks.bell" in broker.lrange(queue, 0, 0)[0]
    wait_until(lambda: broker.llen(queue) >= 2)
    Delivery.objects.all().delete()
    broker.delete(queue)


def _url_of_the_test_database() -> str:
    it = connection.settings_dict
    user, port = f"{it['USER']}:{quote(it['PASSWORD'])}", f"&port={it['PORT']}" if it["PORT"] else ""
    return f"postgresql://{user}@/{it['NAME']}?host={quote(it['HOST'], safe='')}{port}"


def test_the_command_runs_until_it_is_told_to_stop(visit: Visit) -> None:
    assert Delivery.objects.filter(lane=Lane.FAST, state="due").exists()
    Delivery.objects.update(due_at=timezone.now())
    with subprocess.Popen(
        [sys.executable, "manage.py", "relay"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": _url_of_the_test_database()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as relay:
        try:
            wait_until(lambda: not Delivery.objects.filter(lane=Lane.FAST, state="due").exists(), 20)
            relay.send_signal(signal.SIGTERM)
            assert relay.wait(5) == 0, relay.stderr.read().decode() if relay.stderr else ""
        finally:
            relay.kill()
