"""Groq dead, in every way: whether each message is handled all the same, and how soon once nobody asks any more."""

import logging
import time
from collections.abc import Callable
from itertools import count, cycle

from django.test import override_settings
from django.utils import timezone

from apps.agent.models import AgentRun, Breaker
from apps.agent.states import RunStatus
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.models import Lane
from apps.core.relay import slow
from apps.crews.models import User
from apps.jobs.models import Visit
from tests.bench import goals
from tests.bench.cast import drain_fast
from tests.bench.messages import plan_visits
from tests.bench.registry import Figures, Measured, Topic, measure
from tests.bench.stage import Stage
from tests.bench.timing import summary
from tests.groq.behaviours import Behaviour
from tests.groq.failures import STATUSES, TRAVELS, UNUSABLE
from tests.groq.server import GroqServer, serving

DANGER = "I smell gas by the meter at Oak St"
WAYS: dict[str, Behaviour | None] = {
    "refuses connections": None,
    "takes them and answers nothing": TRAVELS["hangs"],
    "breaks off in the middle": TRAVELS["breaks off"],
    "a limit of 61 s on every call (429)": STATUSES["429 requests"],
    "the model is gone (404)": STATUSES["404"],
    "500 every time": STATUSES["500"],
    "answers something else": UNUSABLE["no JSON at all"],
}
BEFORE = 5  # messages until nobody asks
AFTER = 20  # messages that are timed
PATIENCE = 3.0  # seconds, so that five that hang are over soon
Teller = Callable[[], float]


@measure(
    "Groq dead",
    topic=Topic.AGENT,
    how=f"“{DANGER}” through `message.send` and the agent's lane in this process, as above, with a key and an "
    f"address where everything goes wrong in one way after the other: {BEFORE} messages until the breaker is open, "
    f"then {AFTER} that are timed. Handled: the run is done, by the rules. Asked: the requests that reached the "
    f"server, and p95: of the worst way. A message may wait {PATIENCE:.0f} s for the model.",
    units={"n": "messages", "unhandled": "messages", "asked": "requests", "median_ms": "ms", "p95_ms": "ms"},
    goals=(goals.GROQ_DEAD,),
)
def groq_dead(stage: Stage) -> Measured:
    assert stage.prepared
    logging.getLogger("apps.agent").setLevel(logging.ERROR)
    people = plan_visits(BEFORE + AFTER)
    drain_fast()
    before = set(AgentRun.objects.values_list("pk", flat=True))
    told = zip(cycle(people), count(), strict=False)
    asked: Figures = {}
    p95: Figures = {}
    all_taken: list[float] = []
    for way, behaviour in WAYS.items():
        taken, asked[way] = _dead(behaviour, lambda: _tell(*next(told)))
        p95[way] = summary(taken)["p95_ms"]
        all_taken += taken
    runs = AgentRun.objects.exclude(pk__in=before)
    unhandled = len(WAYS) * (BEFORE + AFTER) - runs.filter(status=RunStatus.DONE, brain="rules").count()
    figures: Figures = {
        "n": runs.count(),
        "unhandled": unhandled,
        "asked": max(asked.values()),
        "median_ms": summary(all_taken)["median_ms"],
        "p95_ms": max(p95.values()),
    }
    return Measured(figures, {"requests that reached it": asked, "p95 once nobody asks, in ms": p95})


def _dead(behaviour: Behaviour | None, tell: Teller) -> tuple[list[float], int]:
    """One way: the times once nobody asks, and how often the server was."""
    Breaker.objects.all().delete()
    with serving() as groq:
        address = groq.address if behaviour else "http://127.0.0.1:9"
        if behaviour:
            groq.next(behaviour)
        with override_settings(GROQ_API_KEY=groq.key, GROQ_BASE_URL=address, GROQ_PATIENCE=PATIENCE):
            for _ in range(BEFORE):
                tell()
            return [tell() for _ in range(AFTER)], _asked(groq)


def _asked(groq: GroqServer) -> int:
    return len(groq.requests)


def _tell(who: tuple[User, Visit], number: int) -> float:
    """Send it, and let the lane work on it. With a number, so that no reading of before is there."""
    field, visit = who
    arguments = {"text": f"{DANGER}, {number}", "visit_id": str(visit.public_id)}
    started = time.perf_counter()
    run("message.send", arguments, actor=Actor(field, Via.PORTAL), now=timezone.now())
    slow.drain(Lane.AGENT)
    return time.perf_counter() - started
