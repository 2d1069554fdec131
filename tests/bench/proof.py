"""The agent held to its word: business tasks, kills in the middle of runs, what graph and checkpoints cost, memory."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils import timezone

from apps.agent import graph as agent_graph
from apps.agent import nodes, policy
from apps.agent.driver import drive
from apps.agent.models import AgentRun
from apps.agent.state import AgentState
from apps.agent.states import RunStatus
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.models import ItemStatus, ProposalItem
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.models import Visit
from tests.bench import goals
from tests.bench.cast import dispatcher, drain_fast, person
from tests.bench.family import family, pss
from tests.bench.messages import plan_visits
from tests.bench.registry import Figures, Measured, Topic, measure
from tests.bench.results import ROOT
from tests.bench.stage import Stage
from tests.bench.timing import summary
from tests.chaos import cast
from tests.chaos.agent_kills import survive
from tests.chaos.traffic import Traffic
from tests.chaos.verdict import open_work
from tests.e2e.processes import Product

GOAL_OF_KILLS = 1000
SEED, PATIENCE = 2026, 1800.0
NODES = ("load", "alarm", "triage", "plan", "record", "gate", "execute", "report")
DONE = "finished at Oak St"
SETTLE = 10.0  # seconds


@measure(
    "Business tasks, rules brain",
    topic=Topic.AGENT,
    how="What people of a small company write, decide and do on one morning, in English and Spanish, with typos, late "
    "messages, other hands in between and orders aimed at the agent; each task at the first try, judged by how the "
    "records stand at its end: everything that should have changed has, nothing else has. Solved is pass^1, the rules "
    "give the same answer every time. Against the rules: what was done without the decision, the confidence or the "
    "right that it needs.",
    units={"tasks": "", "solved": "", "unsolved_percent": "%", "against_rules": ""},
    goals=(goals.TASKS,),
)
def business_tasks(_stage: Stage) -> Measured:
    command = [sys.executable, "-m", "pytest", "-q", "-s", "--timeout=0", "tests/agent/test_tasks.py"]
    said = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TASKS_PART": "1"}, capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+) of (\d+) solved, (\d+) against the rules", said)
    if found is None:
        raise RuntimeError(said[-2000:])
    solved, tasks, against = map(int, found.groups())
    groups = {name: float(share) for name, share in re.findall(r"^solved in (\w+): ([\d.]+) %", said, re.MULTILINE)}
    figures = {"tasks": tasks, "solved": solved, "unsolved_percent": round(100 * (1 - solved / tasks), 1)}
    return Measured({**figures, "against_rules": against}, {"% solved by what it is about": groups})


@measure(
    "Survival: 1,000 kills of workers in the middle of agent runs",
    topic=Topic.SURVIVAL,
    how="1,000 messages; two workers of the agent's lane at a time, one of which finds nothing sure enough, so that a "
    "person decides in between, of which the older is killed (`kill -9`) every 0.08–0.6 s and replaced, 1,000 times; "
    "leases of 1.5 s instead of 10. Hits: kills that left a run halfway. Afterwards every run, answer, finished visit "
    "and incident is counted. `KILLS` in the environment is the size; kills left: how many of 1,000 a smaller "
    "run did not do.",
    units={
        "kills": "",
        "kills_left": "",
        "hits": "",
        "messages": "",
        "decided": "",
        "lost": "",
        "doubled": "",
        "seconds": "s",
    },
    goals=(goals.AGENT_KILLS,),
    by_default=False,
)
def kills_in_runs(stage: Stage) -> Measured:
    assert stage.prepared
    drain_fast()
    kills = int(os.environ.get("KILLS", GOAL_OF_KILLS))
    people = [person(f"Kill{n}", Role.TECHNICIAN) for n in range(max(10, kills // 20))]
    office = dispatcher().user
    assert isinstance(office, User)
    ran = survive(office=office, people=people, messages=kills, kills=kills, seed=SEED, patience=PATIENCE)
    figures: Figures = {name: getattr(ran, name) for name in ("kills", "hits", "messages", "decided", "seconds")}
    figures["kills_left"] = max(0, GOAL_OF_KILLS - ran.kills)
    counted = {"lost": sum(ran.lost.values()), "doubled": sum(ran.doubled.values())}
    return Measured({**figures, **counted}, {"Lost": dict(ran.lost), "Doubled": dict(ran.doubled)})


@measure(
    "What graph and checkpoints cost a run with one approval",
    topic=Topic.AGENT,
    how="A message that waits for somebody, decided by the office, 40 times, in this process. Run: the time of the "
    "driver before and after the decision, together. Overhead: the same without what the graph's nodes do themselves, "
    "so LangGraph, its checkpoints in PostgreSQL, the lock on the run. Database and work share the machine.",
    units={"n": "times", "run_ms": "ms", "median_ms": "ms", "p95_ms": "ms", "p99_ms": "ms", "max_ms": "ms"},
    goals=(goals.OVERHEAD,),
)
def overhead(stage: Stage) -> Figures:
    assert stage.prepared
    drain_fast()
    with timed_nodes() as spent:
        both = [_one_run(*told, spent) for told in _waiting(45)][5:]
    figures = summary([whole - inside for whole, inside in both])
    return {"run_ms": summary([whole for whole, _inside in both])["median_ms"], **figures}


@contextmanager
def timed_nodes() -> Iterator[list[float]]:
    """While it is open, everything is asked, and the graph is made of nodes that add their seconds to the number."""
    spent = [0.0]
    real, sure = {name: getattr(nodes, name) for name in NODES}, policy.SURE
    policy.SURE = 1.01  # nothing is sure enough: somebody has to decide
    for name, node in real.items():
        setattr(nodes, name, _timed(node, spent))
    agent_graph._compiled = None
    try:
        yield spent
    finally:
        for name, node in real.items():
            setattr(nodes, name, node)
        agent_graph._compiled, policy.SURE = None, sure


def _timed(node: Callable[[AgentState], AgentState], spent: list[float]) -> Callable[[AgentState], AgentState]:
    def work(state: AgentState) -> AgentState:
        began = time.perf_counter()
        try:
            return node(state)
        finally:
            spent[0] += time.perf_counter() - began

    return work


def _waiting(count: int) -> list[tuple[User, Visit]]:
    """Somebody new for each, at work at Oak St."""
    told, now = plan_visits(count), timezone.now()
    for field, visit in told:
        run("visit.start", {"visit_id": str(visit.public_id)}, actor=Actor(field, Via.PORTAL), now=now)
    return told


def _one_run(field: User, visit: Visit, spent: list[float]) -> tuple[float, float]:
    """Seconds of the driver for a run with a decision in its middle, and what of them was the nodes'."""
    said = {"text": DONE, "visit_id": str(visit.public_id)}
    receipt = run("message.send", said, actor=Actor(field, Via.PORTAL), now=timezone.now())
    told = AgentRun.objects.get(message__public_id=receipt.id)
    spent[0] = 0.0
    whole = _drive(told)
    item = ProposalItem.objects.get(proposal__run=told, status=ItemStatus.PENDING)
    run("proposal.approve", {"item_id": str(item.public_id)}, actor=dispatcher(), now=timezone.now())
    whole += _drive(told)
    told.refresh_from_db()
    assert told.status == RunStatus.DONE
    return whole, spent[0]


def _drive(told: AgentRun) -> float:
    began = time.perf_counter()
    drive(told.public_id)
    return time.perf_counter() - began


@measure(
    "Memory of the worker with two runs at once",
    topic=Topic.PROCESSES,
    how="The proportional set size of the Celery worker, rules brain: 10 s after the start, and the most of it, "
    "looked at every 50 ms, while four people send 40 story messages at the same time, with their emails.",
    units={"after_start_mb": "MB", "most_mb": "MB"},
    goals=(goals.WORKER_MEMORY,),
)
def worker_memory(stage: Stage) -> Figures:
    with stage.fresh("worker") as running:
        errands = cast.make(running, 40)
        time.sleep(SETTLE)
        at_start = most = _worker(running)
        traffic = Traffic(running.address, errands)
        traffic.start()
        while not traffic.wait(0.05, then_stop=False) or open_work(running):
            most = max(most, _worker(running))
    return {"after_start_mb": round(at_start, 1), "most_mb": round(most, 1)}


def _worker(running: Product) -> float:
    """Megabytes of the worker and its children."""
    return sum(pss(pid) for pid, kind in family(running).items() if kind == "worker")
