"""One survival run: traffic, kills, quiet, verdict. The tests run a small one, `make bench` the full one."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.chaos import cast
from tests.chaos.havoc import Havoc
from tests.chaos.plans import Plan
from tests.chaos.traffic import Traffic
from tests.chaos.verdict import Verdict, judge, open_work, percentile, seconds_outside
from tests.e2e.processes import Product

LOOK = 0.1  # seconds between looks at what is away


@dataclass
class Outages:
    """Watches the database and the relay from outside: the times in which a row could not be told."""

    product: Product
    windows: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """The watch is over."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        away_since: float | None = None
        while not self._stop.wait(LOOK):
            here = self._listening()
            if here and away_since is not None:
                self.windows.append((away_since - LOOK, time.time()))
                away_since = None
            elif not here and away_since is None:
                away_since = time.time()
        if away_since is not None:
            self.windows.append((away_since - LOOK, time.time()))

    def _listening(self) -> bool:
        """Whether the database answers and a relay listens to it."""
        try:
            sql = "SELECT count(*) FROM pg_stat_activity WHERE starts_with(query, 'LISTEN ') AND state = 'idle'"
            return bool(self.product.one(sql))
        except (psycopg.Error, OSError, ValueError):
            return False


@dataclass(frozen=True, slots=True)
class Survived:
    """What a run showed."""

    verdict: Verdict
    figures: dict[str, Any]


def run(
    product: Product, *, messages: int, seed: int, plan: Plan, patience: float, kills_for: float, pause: float = 0.0
) -> Survived:
    """Send so many messages while the plan's kills go on, wait until all is quiet, and judge.

    Args:
        plan: says what is killed when.
        patience: seconds for the traffic to be accepted, and again for the work to be done.
        kills_for: seconds after which nothing more is killed: on a slow machine a process needs longer to come back
            than to be killed again.
        pause: seconds between two messages of a sender.
    """
    _time_commits(product)
    errands = cast.make(product, messages)
    traffic, havoc, outages = Traffic(product.address, errands, pause), Havoc(product, seed), Outages(product)
    started = time.monotonic()
    traffic.start()
    plan(havoc)
    traffic.wait(kills_for, then_stop=False)
    havoc.stop()
    accepted = traffic.wait(patience)
    accepted_after = time.monotonic() - started
    quiet = wait_until(lambda: open_work(product) == 0, patience)
    quiet_after = time.monotonic() - started
    outages.stop()
    verdict = judge(product, messages)
    rows = seconds_outside(verdict.rows, outages.windows)
    answers = [told - said for said, told in verdict.answers]
    figures = {
        "messages": messages,
        "accepted": len(traffic.accepted),
        "refused": traffic.refused[:5],
        "tries": traffic.tries,
        "kills": havoc.counts(),
        "lost": sum(verdict.lost.values()),
        "doubled": sum(verdict.doubled.values()),
        "phantom": sum(verdict.phantoms.values()),
        "emails_sent_twice": verdict.emails_sent_twice,
        "all_accepted": accepted,
        "quiet": quiet,
        "accepted_s": round(accepted_after, 1),
        "quiet_s": round(quiet_after, 1),
        "outage_s": round(sum(end - start for start, end in outages.windows), 1),
        "rows": len(rows),
        "row_p50_ms": round(percentile(rows, 0.5) * 1000, 1),
        "row_p99_ms": round(percentile(rows, 0.99) * 1000, 1),
        "answer_p50_s": round(percentile(answers, 0.5), 2),
        "answer_max_s": round(max(answers, default=0.0), 2),
        "accept_p99_ms": round(percentile(list(traffic.accepted.values()), 0.99) * 1000, 1),
        "seed": seed,
    }
    return Survived(verdict, figures)


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether it came about in time; a database that is away just now is looked at again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if holds():
                return True
        except (psycopg.Error, OSError, ValueError):
            pass
        time.sleep(0.2)
    return False


def ready(product: Product) -> dict[str, Any]:
    """What /readyz says; its status is `no answer` when it says nothing."""
    try:
        with urllib.request.urlopen(f"{product.address}/readyz", timeout=5) as answer:
            return dict(json.load(answer))
    except OSError as error:
        return {"status": "no answer", "why": str(error)}


def _time_commits(product: Product) -> None:
    """Let PostgreSQL keep the time of each commit: the only honest clock for "commit to commit"."""
    with product.database() as database:
        database.execute("ALTER SYSTEM SET track_commit_timestamp = on")
    havoc = Havoc(product, 0)
    havoc.crash_postgres()

    def on() -> bool:
        return bool(product.one("SHOW track_commit_timestamp") == "on" and ready(product)["status"] == "ok")

    if not wait_until(on, 60):
        raise TimeoutError(f"PostgreSQL did not come back: {ready(product)}")
