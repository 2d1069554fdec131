"""The slow lane: leases with a token, so that work returns when a worker dies and a paused one cannot spoil it."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.events import Envelope
from apps.core.models import Delivery, Lane
from apps.core.relay import slow
from apps.core.relay.retry import MOST_ATTEMPTS
from apps.core.selectors import not_taken
from apps.core.tasks import bell
from tests.core.conftest import Probe, wait_until
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _expected_failures_are_not_printed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="apps.core.relay")


class Handler:
    """Counts how often it is called; fails or waits when told to."""

    def __init__(self) -> None:
        self.calls: list[Envelope] = []
        self.failing = False
        self.may_end = threading.Event()
        self.may_end.set()

    def work(self, envelope: Envelope) -> None:
        self.calls.append(envelope)
        if self.failing:
            raise ValueError("no luck")
        self.may_end.wait(10)


@pytest.fixture
def handler(probe: Probe) -> Iterator[Handler]:
    handler = Handler()
    probe.listen(handler.work, Lane.SLOW)
    yield handler
    handler.may_end.set()


@pytest.fixture
def due(probe: Probe, handler: Handler) -> Delivery:
    return probe.poke(now=timezone.now()).deliveries.get()


def taken(now: Any = None) -> Delivery:
    delivery = slow.claim(Lane.SLOW, now or timezone.now())
    assert delivery is not None
    return delivery


def test_a_bell_makes_the_delivery(due: Delivery, handler: Handler) -> None:
    bell("slow")
    due.refresh_from_db()
    assert (due.state, due.attempts, due.lease_until) == ("done", 1, None)
    assert due.done_at is not None
    assert [e.id for e in handler.calls] == [due.event.public_id]
    assert slow.drain(Lane.SLOW) == 0


def test_a_bell_is_for_its_own_lane(due: Delivery) -> None:
    assert slow.drain(Lane.AGENT) == 0
    assert slow.claim(Lane.AGENT, timezone.now()) is None


def test_a_claim_is_a_lease_with_a_token_that_others_respect(due: Delivery) -> None:
    now = timezone.now()
    claimed = taken(now)
    assert (claimed.pk, claimed.lease_until, claimed.attempts) == (due.pk, now + slow.LEASE, 1)
    assert claimed.lease_token is not None
    assert slow.claim(Lane.SLOW, now) is None
    assert not not_taken(now).filter(lane=Lane.SLOW).exists()


def test_the_work_of_a_dead_worker_is_taken_when_its_lease_is_over(due: Delivery) -> None:
    now = timezone.now()
    first = taken(now)
    assert not_taken(now + slow.LEASE).filter(lane=Lane.SLOW).exists()
    second = taken(now + slow.LEASE)
    assert (second.pk, second.attempts) == (due.pk, 2)
    assert second.lease_token != first.lease_token


@pytest.mark.parametrize("failing", [True, False])
def test_a_worker_that_was_paused_cannot_overwrite_what_the_next_one_did(
    due: Delivery, handler: Handler, failing: bool
) -> None:
    paused = taken()
    slow.handle(taken(timezone.now() + slow.LEASE))
    handler.failing = failing
    slow.handle(paused)
    due.refresh_from_db()
    assert (due.state, due.attempts, due.last_error) == ("done", 2, "")


def test_a_failure_is_kept_and_tried_again_later(due: Delivery, handler: Handler) -> None:
    handler.failing = True
    slow.drain(Lane.SLOW)
    due.refresh_from_db()
    assert (due.state, due.attempts, due.last_error, due.lease_until) == ("due", 1, "ValueError: no luck", None)
    assert due.due_at > timezone.now() + 4 * SECOND
    assert len(handler.calls) == 1


def test_what_kills_its_worker_each_time_is_given_up_without_another_try(due: Delivery, handler: Handler) -> None:
    now = timezone.now()
    for n in range(MOST_ATTEMPTS):
        assert taken(now + n * slow.LEASE).attempts == n + 1
    slow.handle(taken(now + MOST_ATTEMPTS * slow.LEASE))
    due.refresh_from_db()
    assert (due.state, due.attempts) == ("dead", MOST_ATTEMPTS + 1)
    assert "its worker died" in due.last_error
    assert handler.calls == []


def test_what_fails_twelve_times_is_given_up(due: Delivery, handler: Handler) -> None:
    handler.failing = True
    for _ in range(MOST_ATTEMPTS):
        Delivery.objects.update(due_at=timezone.now())
        slow.drain(Lane.SLOW)
    due.refresh_from_db()
    assert (due.state, due.attempts, len(handler.calls)) == ("dead", MOST_ATTEMPTS, MOST_ATTEMPTS)


def test_many_workers_take_each_delivery_once(probe: Probe, handler: Handler) -> None:
    poked = [probe.poke(now=timezone.now()) for _ in range(12)]
    claims = race(*[lambda: [d.pk for d in iter(lambda: slow.claim(Lane.SLOW, timezone.now()), None)]] * 4)
    claimed = [pk for c in claims if isinstance(c, list) for pk in c]
    assert sorted(claimed) == sorted(e.deliveries.get().pk for e in poked)


def _alone(do: Callable[[], object]) -> Callable[[], None]:
    """What a thread does, giving its connection back at the end."""

    def work() -> None:
        do()
        connection.close()

    return work


def test_a_lease_is_renewed_while_the_work_goes_on(
    due: Delivery, handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even when the connection that renews it is cut in between."""
    monkeypatch.setattr(slow, "BEAT", 0.05)
    handler.may_end.clear()
    claimed = taken()
    worker = threading.Thread(target=_alone(lambda: slow.handle(claimed)))
    worker.start()

    def renewed_since(moment: Any) -> bool:
        lease = Delivery.objects.get(pk=due.pk).lease_until
        return lease is not None and lease > moment + slow.LEASE

    leased_until = claimed.lease_until
    assert leased_until is not None
    wait_until(lambda: renewed_since(leased_until - slow.LEASE))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            " AND query LIKE '%lease_until%'"
        )
        assert cursor.fetchone()[0] >= 1
    cut_at = timezone.now()
    wait_until(lambda: renewed_since(cut_at))
    handler.may_end.set()
    worker.join()
    due.refresh_from_db()
    assert due.state == "done"


def test_a_hung_mail_server_holds_two_threads_and_no_more(probe: Probe, handler: Handler) -> None:
    handler.may_end.clear()
    for _ in range(3):
        probe.poke(now=timezone.now())
    workers = [threading.Thread(target=_alone(lambda: slow.drain(Lane.SLOW))) for _ in range(2)]
    for worker in workers:
        worker.start()
    wait_until(lambda: len(handler.calls) == 2)
    assert slow.drain(Lane.SLOW) == 0
    handler.may_end.set()
    for worker in workers:
        worker.join()
    assert len(handler.calls) == 3
