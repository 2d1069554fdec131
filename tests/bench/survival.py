"""Survival: the full-size runs of tests/chaos, with everything killed or Redis hung."""

from tests.bench import goals
from tests.bench.registry import Figures, Measured, Topic, measure
from tests.bench.stage import Stage
from tests.chaos import plans, survival
from tests.chaos.survival import Survived

SEED = 2026
MESSAGES = 2000
SECONDS = 1000  # of traffic: two messages a second
PAUSE = 1.7  # seconds each of four senders waits between two messages
PATIENCE = 900.0
HUNG = 60


@measure(
    "Survival: 2,000 story messages while everything is killed",
    topic=Topic.SURVIVAL,
    how="Technicians post the story message on the portal's form, two a second, again with the same id until it is "
    "answered. Meanwhile `kill -9`: worker and relay every 2–7 s, web and beat every 7–15 s, Redis ten times, the "
    "postmaster twice (with durable settings). Afterwards every row is counted: runs, answers, visits, incidents, "
    "notifications, feed entries, emails. Row: from the commit of the message to the commit of the office's "
    "notification, by PostgreSQL's own commit times, without what overlaps a time in which no relay listened or the "
    "database was away. Twice sent: emails that the mail server took a second time, with the same Message-ID.",
    units={
        "messages": "",
        "lost": "",
        "doubled": "",
        "phantom": "",
        "row_p50_ms": "ms",
        "row_p99_ms": "ms",
        "accept_p99_ms": "ms",
        "quiet_after_s": "s",
        "outage_s": "s",
        "twice_sent": "",
    },
    goals=(goals.KILLS,),
)
def kills(stage: Stage) -> Measured:
    plan = plans.everything(redis=[15 + 95 * n for n in range(10)], postgres=[330, 720])
    with stage.fresh("survival") as running:
        ran = survival.run(
            running,
            messages=MESSAGES,
            seed=SEED,
            plan=plan,
            patience=PATIENCE,
            kills_for=SECONDS,
            pause=PAUSE,
        )
    found = ran.figures
    figures = {
        "messages": found["accepted"],
        "lost": found["lost"],
        "doubled": found["doubled"],
        "phantom": found["phantom"],
        "row_p50_ms": found["row_p50_ms"],
        "row_p99_ms": found["row_p99_ms"],
        "accept_p99_ms": found["accept_p99_ms"],
        "quiet_after_s": round(found["quiet_s"] - found["accepted_s"], 1),
        "outage_s": found["outage_s"],
        "twice_sent": found["emails_sent_twice"],
    }
    return Measured(figures, {"Kills": {name: float(n) for name, n in found["kills"].items()}})


@measure(
    "Survival: Redis hung for a minute",
    topic=Topic.SURVIVAL,
    how="The same traffic, two messages a second for 75 s, once undisturbed and once with Redis stopped (SIGSTOP) for "
    "a minute of it. A write has failed when the phone had to send it again. Done: from the commit of the message to "
    "the commit of the agent's answer, while Redis hung.",
    units={
        "failed_writes": "",
        "p99_calm_ms": "ms",
        "p99_hung_ms": "ms",
        "p99_added_ms": "ms",
        "lost": "",
        "answer_p50_s": "s",
        "answer_max_s": "s",
    },
    goals=(goals.HUNG_REDIS,),
)
def hung_redis(stage: Stage) -> Figures:
    calm = _traffic(stage, "calm", plans.nothing)
    hung = _traffic(stage, "hung", plans.hung_redis(after=3, seconds=HUNG))
    before, during = calm.figures["accept_p99_ms"], hung.figures["accept_p99_ms"]
    return {
        "failed_writes": hung.figures["tries"] - hung.figures["accepted"],
        "p99_calm_ms": before,
        "p99_hung_ms": during,
        "p99_added_ms": round(during - before, 1),
        "lost": hung.figures["lost"] + hung.figures["doubled"] + hung.figures["phantom"],
        "answer_p50_s": hung.figures["answer_p50_s"],
        "answer_max_s": hung.figures["answer_max_s"],
    }


def _traffic(stage: Stage, name: str, plan: plans.Plan) -> Survived:
    with stage.fresh(name) as running:
        return survival.run(
            running, messages=150, seed=SEED, plan=plan, patience=PATIENCE, kills_for=HUNG + 10, pause=PAUSE
        )
