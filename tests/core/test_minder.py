"""A worker looks for itself: what no bell was heard for is taken within seconds."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.events import Envelope
from apps.core.models import Delivery, Lane
from apps.core.relay import minder, slow
from tests.core.conftest import Probe, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def minding(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A minder of the agent's lane in a thread of its own, without a Celery worker and without any bell."""
    caplog.set_level(logging.CRITICAL, logger="apps.core.relay")
    monkeypatch.setattr(minder, "LOOK", 0.05)
    monkeypatch.setattr(slow, "stopping", threading.Event())
    thread = threading.Thread(target=minder.watch, args=[Lane.AGENT])
    thread.start()
    yield
    slow.stopping.set()
    thread.join(5)
    assert not thread.is_alive()


class Listener:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[Envelope] = []

    def hear(self, envelope: Envelope) -> None:
        """Keep it."""
        self.heard.append(envelope)


@pytest.fixture
def listener(probe: Probe) -> Listener:
    Delivery.objects.all().delete()
    listener = Listener()
    probe.listen(listener.hear, Lane.AGENT)
    return listener


def test_what_waits_for_a_lost_bell_is_taken(probe: Probe, listener: Listener, minding: None) -> None:
    event = probe.poke(now=timezone.now() - timedelta(seconds=4))
    wait_until(lambda: listener.heard)
    assert [e.id for e in listener.heard] == [event.public_id]
    wait_until(lambda: Delivery.objects.get(event=event).state == "done")


def test_what_may_still_be_rung_for_is_left_to_the_bell(probe: Probe, listener: Listener, minding: None) -> None:
    event = probe.poke(now=timezone.now() + timedelta(minutes=1))
    assert not threading.Event().wait(0.3)
    assert Delivery.objects.get(event=event).attempts == 0


def test_it_outlives_a_database_that_goes_away(probe: Probe, listener: Listener, minding: None) -> None:
    probe.poke(now=timezone.now() - timedelta(seconds=4))
    wait_until(lambda: len(listener.heard) == 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] >= 1
    probe.poke(now=timezone.now() - timedelta(seconds=4))
    wait_until(lambda: len(listener.heard) == 2)


def test_a_process_that_is_about_to_end_takes_nothing_more(
    probe: Probe, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = probe.poke(now=timezone.now())
    ending = threading.Event()
    ending.set()
    monkeypatch.setattr(slow, "stopping", ending)
    assert slow.drain(Lane.AGENT) == 0
    assert Delivery.objects.get(event=event).attempts == 0


def test_what_vanishes_between_claim_and_read_does_not_end_the_minder(
    probe: Probe, listener: Listener, minding: None
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION vanish() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN DELETE FROM core_delivery WHERE id = NEW.id; RETURN NULL; END $$"
        )
        cursor.execute("CREATE TRIGGER vanish AFTER UPDATE ON core_delivery FOR EACH ROW EXECUTE FUNCTION vanish()")
    try:
        gone = probe.poke(now=timezone.now() - timedelta(seconds=4))
        wait_until(lambda: not Delivery.objects.filter(event=gone).exists())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION vanish() CASCADE")
    event = probe.poke(now=timezone.now() - timedelta(seconds=4))
    wait_until(lambda: [e.id for e in listener.heard] == [event.public_id])
