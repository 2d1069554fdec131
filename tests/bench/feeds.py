"""The feed: how soon a change is in it, and what a page of it costs."""

from django.utils import timezone

from apps.core import feed
from apps.core.relay import fast
from apps.jobs.actions import add_customer
from tests.bench.cast import dispatcher, drain_fast
from tests.bench.registry import Figures, Topic, measure
from tests.bench.stage import Stage
from tests.bench.timing import TIMES, timed


@measure(
    "Change → feed entry committed, in one process",
    topic=Topic.LIVE,
    how="A command and the relay's round that makes its deliveries, both in this process: what the work itself costs. "
    "300 times.",
    units=TIMES,
)
def change_to_feed(stage: Stage) -> Figures:
    assert stage.prepared
    office = dispatcher()
    drain_fast()

    def change(n: int) -> None:
        add_customer(actor=office, now=timezone.now(), name=f"Customer {n}")
        fast.drain(timezone.now())

    return timed(300, change)


@measure(
    "A page of 200 feed entries, in one process",
    topic=Topic.LIVE,
    how="The query behind `/api/v1/feed` from the beginning of the feed, in this process. 300 times.",
    units=TIMES,
)
def feed_page(stage: Stage) -> Figures:
    assert stage.prepared
    office = dispatcher()
    for n in range(max(0, feed.PAGE - len(feed.since("0.0", office.audiences).items))):
        add_customer(actor=office, now=timezone.now(), name=f"Page {n}")
    drain_fast()
    return timed(300, lambda _n: feed.since("0.0", office.audiences))
