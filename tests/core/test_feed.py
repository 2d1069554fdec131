"""The feed: "what changed for me since", without a gap however writers overlap."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from apps.core import feed
from apps.core.errors import BadInput
from apps.core.events import Envelope
from apps.core.models import Event, FeedEntry
from tests.conftest import NOW, Cast
from tests.racing import race

committed = pytest.mark.django_db(transaction=True)  # a row is never below its own transaction's horizon


def write(audience: str = "office", *, subject: UUID | None = None) -> UUID:
    """One entry, and what it is about."""
    event = Event.objects.create(
        name="visit.planned",
        subject_type="visit",
        subject_id=subject or uuid4(),
        subject_version=1,
        via="admin",
        at=NOW,
    )
    FeedEntry.objects.create(audience=audience, event=event)
    return event.subject_id


@contextmanager
def long_transaction() -> Iterator[None]:
    """Somebody else writes and does not commit yet."""
    begun, end = Flag(), Flag()

    def hold() -> None:
        with transaction.atomic():
            write("nobody")
            begun.set()
            end.wait(10)
        connection.close()

    thread = Thread(target=hold)
    thread.start()
    begun.wait(10)
    try:
        yield
    finally:
        end.set()
        thread.join()


@committed
def test_it_tells_what_came_since_the_cursor_oldest_first() -> None:
    write()
    start = feed.now_cursor()
    wrote = [write(), write()]
    page = feed.since(start, ["office"])
    assert [i.subject_id for i in page.items] == wrote
    assert [(i.name, i.subject_type, i.at) for i in page.items] == [("visit.planned", "visit", NOW)] * 2
    assert not page.more
    assert feed.since(page.cursor, ["office"]).items == []


@committed
def test_nobody_sees_what_is_told_to_others() -> None:
    start = feed.now_cursor()
    write("user.1")
    mine = write("user.2")
    assert [i.subject_id for i in feed.since(start, ["user.2"]).items] == [mine]
    assert feed.since(start, []).items == []


def test_who_has_left_has_no_audience(cast: Cast) -> None:
    assert cast.office().audiences == [f"user.{cast.dana.pk}", "office"]
    assert cast.field().audiences == [f"user.{cast.ana.pk}"]
    cast.dana.is_active = False
    assert cast.office().audiences == []


@committed
def test_a_page_ends_at_two_hundred_and_the_next_goes_on() -> None:
    start = feed.now_cursor()
    with transaction.atomic():
        wrote = [write() for _ in range(feed.PAGE + 5)]
    first = feed.since(start, ["office"])
    second = feed.since(first.cursor, ["office"])
    assert [i.subject_id for i in first.items + second.items] == wrote
    assert (len(first.items), first.more, second.more) == (feed.PAGE, True, False)


@committed
def test_what_might_still_be_overtaken_waits_and_more_says_so() -> None:
    start = feed.now_cursor()
    with long_transaction():
        mine = write()
        waiting = feed.since(start, ["office"])
        assert (waiting.items, waiting.more, waiting.cursor) == ([], True, start)
    assert [i.subject_id for i in feed.since(start, ["office"]).items] == [mine]


@committed
def test_a_cursor_taken_while_somebody_writes_misses_nothing_of_theirs() -> None:
    with long_transaction():
        write("nobody")
        start = feed.now_cursor()
    assert len(feed.since(start, ["nobody"]).items) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["", "1", "1.", ".1", "a.b", "-1.0", "1.0.0", "1.0 ", "٣.٠", "1" * 40 + ".0", "1.0'; --", "1.\x00"]
)
def test_a_cursor_the_feed_did_not_give_out_is_refused(cursor: str) -> None:
    with pytest.raises(BadInput) as refused:
        feed.since(cursor, ["office"])
    assert refused.value.code == "bad_cursor"


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["0.0", "18446744073709551616.1", "1.99999999999999999999999"])
def test_any_number_is_a_place_in_the_feed(cursor: str) -> None:
    assert feed.since(cursor, ["office"]).items == []


def test_the_same_event_is_published_once_per_audience(cast: Cast) -> None:
    write()
    envelope = Envelope.of(Event.objects.latest("id"))
    for _ in range(2):
        feed.publish(envelope, ["office", "user.1", "user.1"])
    assert sorted(FeedEntry.objects.values_list("audience", flat=True)) == ["office", "user.1"]


@committed
def test_eight_writers_who_commit_late_lose_nothing() -> None:
    start, finished = feed.now_cursor(), Flag()
    each = 30

    def writer(seed: int) -> Callable[[], list[UUID]]:
        dice = random.Random(seed)

        def work() -> list[UUID]:
            wrote = []
            for _ in range(each):
                with transaction.atomic():
                    wrote.append(write())
                    time.sleep(dice.random() / 100)
            return wrote

        return work

    def read() -> list[UUID]:
        cursor, seen = start, list[UUID]()
        while True:
            over = finished.is_set()
            page = feed.since(cursor, ["office"])
            cursor = page.cursor
            seen += [i.subject_id for i in page.items]
            if over and not page.items and not page.more:
                return seen
            time.sleep(0.002)

    def write_all() -> list[UUID]:
        results = race(*(writer(n) for n in range(8)))
        finished.set()
        return [i for r in results if isinstance(r, list) for i in r]

    wrote, seen = race(write_all, read)
    assert isinstance(wrote, list)
    assert isinstance(seen, list)
    assert len(wrote) == 8 * each
    assert sorted(seen) == sorted(wrote)
