"""The fast lane: effect and done-mark are one; a bad handler hurts only itself."""

import logging
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest

from apps.core.events import Envelope
from apps.core.models import Delivery, Event, Lane
from apps.core.relay import fast
from apps.core.relay.retry import LONGEST, MOST_ATTEMPTS, backoff
from apps.core.rows import create
from apps.jobs.actions import report_incident
from apps.jobs.models import Customer
from apps.jobs.states import Severity
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast, events
from tests.core.conftest import Probe
from tests.racing import race

LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _expected_failures_are_not_printed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="apps.core.relay")


@pytest.fixture(autouse=True)
def _nothing_else_is_due(probe: Probe) -> None:
    Delivery.objects.all().delete()


def good(envelope: Envelope) -> None:
    """Leave a trace that names the event."""
    create(Customer, now=NOW, name=str(envelope.id))


def bad(envelope: Envelope) -> None:
    """Leave a trace, then fail."""
    create(Customer, now=NOW, name="half done")
    raise ValueError("no luck")


def bad_in_the_database(envelope: Envelope) -> None:
    """Fail in a way that spoils the transaction."""
    Customer.objects.create(created_at=NOW, updated_at=NOW)
    Customer.objects.create(created_at=NOW)


def bad_with_a_strange_word(envelope: Envelope) -> None:
    """Fail with words that PostgreSQL cannot keep."""
    raise ValueError("half a \ud83d and a \x00")


def killed(envelope: Envelope) -> None:
    """Leave a trace; then the process dies."""
    create(Customer, now=NOW, name="half done")
    raise KeyboardInterrupt


def delivery_of(event: Event, subscriber: str) -> Delivery:
    return event.deliveries.get(subscriber__endswith=f".{subscriber}")


def test_a_delivery_is_made_and_marked(probe: Probe) -> None:
    probe.listen(good)
    event = probe.poke()
    assert fast.drain(NOW) == 1
    done = delivery_of(event, "good")
    assert (done.state, done.done_at, done.attempts) == ("done", NOW, 1)
    assert Customer.objects.get().name == str(event.public_id)
    assert fast.drain(LATER) == 0


@pytest.mark.parametrize("tries_before", [0, MOST_ATTEMPTS - 1])
def test_an_error_whose_words_cannot_be_kept_stops_nobody(probe: Probe, tries_before: int) -> None:
    probe.listen(bad_with_a_strange_word)
    event = probe.poke()
    Delivery.objects.update(attempts=tries_before)
    probe.listen(good)
    probe.poke()
    assert fast.drain(NOW) == 3
    failed = delivery_of(event, "bad_with_a_strange_word")
    assert (failed.attempts, failed.last_error) == (tries_before + 1, "ValueError: half a ? and a ")
    assert Customer.objects.count() == 1


def test_what_is_urgent_overtakes_what_has_piled_up(probe: Probe) -> None:
    done: list[str] = []

    def feed_a_page(envelope: Envelope) -> None:
        done.append("page")

    def sound_the_alarm(envelope: Envelope) -> None:
        done.append("alarm")

    probe.listen(feed_a_page)
    for _ in range(fast.BATCH + 5):
        probe.poke()
    probe.listen(sound_the_alarm, Lane.URGENT)
    for _ in range(fast.BATCH + 3):
        probe.poke(now=NOW + timedelta(seconds=1))
    assert fast.drain(LATER) == fast.BATCH  # urgent ones only: there are more of them
    assert set(done) == {"alarm"}
    assert fast.drain(LATER) == 3 + fast.BATCH
    assert done[: fast.BATCH + 3] == ["alarm"] * (fast.BATCH + 3)


def test_what_is_not_due_yet_or_in_another_lane_waits(probe: Probe) -> None:
    probe.listen(good)
    probe.listen(bad, Lane.SLOW)
    probe.poke(now=NOW + HOUR)
    assert fast.drain(NOW) == 0
    assert fast.drain(NOW + HOUR) == 1


@pytest.mark.django_db(transaction=True)
def test_a_relay_that_dies_leaves_neither_effect_nor_mark(probe: Probe) -> None:
    probe.listen(good)
    probe.listen(killed)
    event = probe.poke()
    with pytest.raises(KeyboardInterrupt):
        fast.drain(NOW)
    assert not Customer.objects.exists()
    assert set(event.deliveries.values_list("state", "attempts")) == {("due", 0)}


@pytest.mark.parametrize("handler", [bad, bad_in_the_database])
def test_a_failing_handler_takes_back_its_own_effect_and_nobody_elses(probe: Probe, handler: object) -> None:
    probe.listen(bad if handler is bad else bad_in_the_database)
    probe.listen(good)
    event = probe.poke()
    assert fast.drain(NOW) == 2
    assert [c.name for c in Customer.objects.all()] == [str(event.public_id)]
    assert delivery_of(event, "good").state == "done"


def test_a_failure_is_kept_and_tried_again_later(probe: Probe) -> None:
    probe.listen(bad)
    event = probe.poke()
    fast.drain(NOW)
    failed = delivery_of(event, "bad")
    assert (failed.state, failed.attempts, failed.last_error) == ("due", 1, "ValueError: no luck")
    assert NOW + timedelta(seconds=5) <= failed.due_at <= NOW + timedelta(seconds=6.25)
    assert fast.drain(NOW + timedelta(seconds=4)) == 0
    assert fast.drain(LATER) == 1
    assert delivery_of(event, "bad").attempts == 2


def test_it_waits_longer_each_time_up_to_an_hour_and_never_in_step() -> None:
    for attempts in range(1, 15):
        plain = min(timedelta(seconds=5 * 2 ** (attempts - 1)), LONGEST)
        assert plain <= backoff(attempts) <= plain * 1.25
    assert len({backoff(3) for _ in range(20)}) > 1


def test_after_twelve_tries_a_person_must_look(probe: Probe) -> None:
    probe.listen(bad)
    event = probe.poke()
    for n in range(MOST_ATTEMPTS):
        assert delivery_of(event, "bad").state == "due"
        assert fast.drain(NOW + n * timedelta(days=1)) == 1
    dead = delivery_of(event, "bad")
    assert (dead.state, dead.attempts) == ("dead", MOST_ATTEMPTS)
    fast.drain(NOW + timedelta(days=100))
    assert delivery_of(event, "bad").attempts == MOST_ATTEMPTS


def test_a_subscriber_that_is_no_more_ends_there_too(probe: Probe) -> None:
    probe.listen(good)
    event = probe.poke()
    event.deliveries.update(subscriber="gone.away")
    fast.drain(NOW)
    assert (event.deliveries.get().state, event.deliveries.get().last_error) == ("due", "KeyError: 'gone.away'")


@pytest.mark.django_db(transaction=True)
def test_two_relays_side_by_side_deliver_once(probe: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "BATCH", 4)

    def slow_and_good(envelope: Envelope) -> None:
        good(envelope)
        time.sleep(0.005)

    probe.listen(slow_and_good)
    poked = [probe.poke() for _ in range(24)]

    def relay() -> int:
        taken = 0
        while now := fast.drain(NOW):
            taken += now
        return taken

    shares = race(relay, relay)
    assert sum(n for n in shares if isinstance(n, int)) == len(poked)
    assert all(shares), "one did all of it: nothing was tried"
    assert Counter(c.name for c in Customer.objects.all()) == Counter(str(e.public_id) for e in poked)


@pytest.mark.django_db(transaction=True)
def test_a_relay_does_not_wait_for_what_another_one_has_in_hand(probe: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "BATCH", 1)
    in_hand, may_end = threading.Event(), threading.Event()

    def long_the_first_time(envelope: Envelope) -> None:
        if not in_hand.is_set():
            in_hand.set()
            assert may_end.wait(5), "the other relay waited"

    probe.listen(long_the_first_time)
    first, second = probe.poke(), probe.poke()

    def other_relay() -> int:
        in_hand.wait(5)
        try:
            return fast.drain(NOW)
        finally:
            may_end.set()

    assert race(lambda: fast.drain(NOW), other_relay) == [1, 1]
    assert [e.deliveries.get().state for e in (first, second)] == ["done", "done"]


def test_people_are_told_once_though_it_is_delivered_twice(cast: Cast) -> None:
    report_incident(actor=cast.field(), now=NOW, severity=Severity.CRITICAL, title="Gas")
    fast.drain(NOW)
    told = Notification.objects.count()
    Delivery.objects.filter(event__name="incident.reported").update(state=Delivery.State.DUE)
    assert fast.drain(NOW) > 0
    assert told == 2, "Dana and Ada"
    assert Notification.objects.count() == told == len(events("notification.made"))


def test_an_error_that_cannot_be_stored_as_it_is_holds_nobody_up(probe: Probe) -> None:
    def unspeakable(envelope: Envelope) -> None:
        raise ValueError("half a \ud83d and a \x00")

    probe.listen(unspeakable)
    probe.listen(good)
    event = probe.poke()
    fast.drain(NOW)
    states = {d.subscriber.rpartition(".")[2]: d.state for d in Delivery.objects.filter(event=event)}
    assert states == {"unspeakable": Delivery.State.DUE, "good": Delivery.State.DONE}
    assert "half a ? and a " in Delivery.objects.get(event=event, state=Delivery.State.DUE).last_error
