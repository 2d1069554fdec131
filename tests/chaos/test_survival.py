"""Two hundred messages while processes and servers are killed: nothing lost, nothing twice, nothing invented.

`make bench` runs the full size: 2,000 messages, Redis killed ten times and PostgreSQL twice.
"""

import random
from collections.abc import Iterator
from signal import SIGTERM

import pytest

from tests.chaos import plans, survival
from tests.chaos.havoc import Havoc
from tests.chaos.survival import Survived
from tests.e2e.processes import Product, begin, product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]
MESSAGES = 200
PATIENCE = 150  # seconds; a quiet machine needs about twenty


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A WorkHub of the run's own, with nobody in it; durable, since its PostgreSQL is killed."""
    with product(begin(tmp_path_factory.mktemp("chaos") / "home"), WORKHUB_EMBEDDED_FSYNC="1") as running:
        yield running


def test_messages_survive_kills_of_everything(fresh: Product) -> None:
    seed = random.randrange(10_000)
    plan = plans.everything(redis=[3, 14], postgres=[8])
    ran = survival.run(fresh, messages=MESSAGES, seed=seed, plan=plan, patience=PATIENCE, kills_for=20, pause=0.3)
    _nothing_is_lost_doubled_or_invented(ran)
    hit = ran.figures["kills"]
    killed = {"web", "worker", "relay", "redis", "postgres"}
    assert {f"{name} SIGKILL" for name in killed} <= set(hit), hit
    # A mail server that was talking to a killed worker may get the same email again, with the same Message-ID.
    assert ran.figures["emails_sent_twice"] <= 2 * (hit["worker SIGKILL"] + hit["postgres SIGKILL"]), ran.figures
    assert survival.wait_until(lambda: survival.ready(fresh)["status"] == "ok", 60), survival.ready(fresh)


def test_with_redis_hung_every_message_is_taken_and_worked_on(fresh: Product) -> None:
    plan = plans.hung_redis(after=1, seconds=20)
    ran = survival.run(fresh, messages=30, seed=0, plan=plan, patience=PATIENCE, kills_for=25, pause=0.5)
    _nothing_is_lost_doubled_or_invented(ran)
    assert ran.figures["tries"] == 30, "no message had to be sent twice"


def test_told_to_stop_a_worker_ends_what_it_has_in_hand_and_nothing_waits_for_a_lease(fresh: Product) -> None:
    def plan(havoc: Havoc) -> None:
        havoc.every(3, 5, lambda: havoc.kill("worker", SIGTERM))
        havoc.every(3, 5, lambda: havoc.kill("relay", SIGTERM))

    ran = survival.run(fresh, messages=60, seed=0, plan=plan, patience=PATIENCE, kills_for=12, pause=0.2)
    _nothing_is_lost_doubled_or_invented(ran)
    assert ran.figures["emails_sent_twice"] == 0
    assert ran.figures["kills"].keys() == {"worker SIGTERM", "relay SIGTERM"}
    # A second try without an error before it is one that had to wait for a lease.
    dropped = "SELECT count(*) FROM core_delivery WHERE attempts > 1 AND last_error = ''"
    assert fresh.one(dropped) == 0, "a worker that was told to stop leaves nothing half done"


def _nothing_is_lost_doubled_or_invented(ran: Survived) -> None:
    assert ran.figures["all_accepted"], ran.figures
    assert ran.verdict.faultless, (ran.verdict.lost, ran.verdict.doubled, ran.verdict.phantoms, ran.figures)
    assert ran.figures["accepted"] == ran.figures["messages"], ran.figures
