"""Planning: fifty dispatchers who want the same people at the same moment."""

import asyncio

from tests.bench import goals
from tests.bench.registry import Figures, Measured, Topic, measure
from tests.bench.stage import AS_IN_REAL_LIFE, Stage
from tests.bench.timing import summary
from tests.e2e.processes import product
from tests.storm.cast import prepare
from tests.storm.verdict import deadlocks, judged
from tests.storm.writers import storm

WRITERS, ATTEMPTS, PAUSE = 50, 40, 4.0


@measure(
    "Double booking: 50 writers × 40 attempts",
    topic=Topic.PAGES,
    how=f"{WRITERS} people with a token each plan visits through the API, {ATTEMPTS} attempts each: a third at random, "
    "a third in two slots that everybody wants, a third for two members named in either order. Between two attempts "
    f"each thinks up to {PAUSE:.0f} s: they are people, and together still try {2 * WRITERS / PAUSE:.0f} times a "
    "second. The times are of every attempt, the refusals with their three alternatives included; whoever sends and "
    "the two web processes share the machine.",
    units={
        "attempts": "",
        "booked": "",
        "refused": "",
        "overlaps": "",
        "deadlocks": "",
        "broken": "answers 5xx",
        "median_ms": "ms",
        "p95_ms": "ms",
        "p99_ms": "ms",
        "max_ms": "ms",
    },
    goals=(goals.DOUBLE_BOOKING,),
)
def double_booking(stage: Stage) -> Measured:
    home = stage.folder / "storm" / "home"
    home.parent.mkdir()
    with product(home, environment=AS_IN_REAL_LIFE, WEB_CONCURRENCY="2") as running:
        company = prepare(running, writers=WRITERS, members=12)
        before = deadlocks(running)
        answers = asyncio.run(storm(running.address, company, attempts=ATTEMPTS, pause=PAUSE))
        told: Figures = dict(judged(running, answers, before))
    times = summary(answers.seconds)
    return Measured({**told, **{name: times[name] for name in ("median_ms", "p95_ms", "p99_ms", "max_ms")}})
