"""Redis: how many commands the doorbell takes, while nobody works and in a burst."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

import redis

from tests.bench import goals
from tests.bench.messages import visits
from tests.bench.registry import Figures, Measured, Topic, measure
from tests.bench.sockets import OFFICE, open_sockets
from tests.bench.stage import Stage, redis_of, sign_in
from tests.e2e.processes import Product

R = TypeVar("R")
SOCKETS = 5
SETTLE = 10.0  # seconds for the last bell and its task to be over
IDLE = 180.0
BURST = """
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.crews.models import User
from apps.jobs.actions import add_customer, report_incident
from apps.jobs.states import Severity
office = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
for n in range(450):
    add_customer(actor=office, now=timezone.now(), name=f"In a burst {{n}}")
for visit in {visits!r}:
    report_incident(actor=office, now=timezone.now(), title="Gas smell", severity=Severity.CRITICAL, visit_id=visit)
"""
EVENTS = "SELECT count(*) FROM core_event"


@measure(
    "Redis commands while idle",
    topic=Topic.REDIS,
    how="The difference of `INFO commandstats` over 180 s, beginning 10 s after the last activity, without the "
    "measurement's own `INFO`; web, worker, beat and relay up, five WebSockets of signed-in office staff open.",
    units={"per_minute": "a minute", "per_day": "a day"},
    goals=(goals.IDLE_REDIS,),
)
def idle(stage: Stage) -> Measured:
    commands = asyncio.run(_with_sockets(stage.company, _count_idle))
    total = sum(commands.values())
    figures = {"per_minute": round(total / IDLE * 60, 2), "per_day": round(total / IDLE * 86_400)}
    return Measured(figures, {f"command in {IDLE:.0f} s": commands})


@measure(
    "Redis commands for a burst of events",
    topic=Topic.REDIS,
    how="450 new customers and 20 critical incidents, which also tell people and send emails, as fast as one writer "
    "can, with five WebSockets of office staff open; by `INFO commandstats` until 10 s after the last delivery. "
    "Events that come one by one cost more: a hint to each audience, and a bell (10 commands with its task) for each "
    "message or email.",
    units={"events": "", "commands": "", "per_100_events": ""},
    goals=(goals.BURST_OF_EVENTS,),
)
def burst(stage: Stage) -> Measured:
    smelling = list(visits(stage.company, "burst", 20).values())
    events, commands = asyncio.run(_with_sockets(stage.company, lambda running: _count_burst(running, smelling)))
    total = sum(commands.values())
    figures = {"events": events, "commands": total, "per_100_events": round(100 * total / events, 2)}
    return Measured(figures, {"command": commands})


async def _with_sockets(running: Product, count: Callable[[Product], R]) -> R:
    sessions = sign_in(running, *(OFFICE * SOCKETS)[:SOCKETS])
    async with open_sockets(running, sessions):
        return await asyncio.to_thread(count, running)


def _count_idle(running: Product) -> Figures:
    _until_quiet(running)
    client = redis_of(running)  # connected once: connecting takes commands too
    before = _calls(client)
    time.sleep(IDLE)
    return _difference(before, _calls(client))


def _count_burst(running: Product, visits: list[str]) -> tuple[int, Figures]:
    _until_quiet(running)
    client = redis_of(running)
    before, events = _calls(client), running.one(EVENTS)
    running.run("shell", "-v0", code=BURST.format(visits=visits))
    _until_quiet(running)
    return running.one(EVENTS) - events, _difference(before, _calls(client))


def _until_quiet(running: Product) -> None:
    """Wait until no delivery is due, and then for the last bell's echo."""
    deadline = time.monotonic() + 120
    while running.one("SELECT count(*) FROM core_delivery WHERE state = 'due'") and time.monotonic() < deadline:
        time.sleep(0.5)
    time.sleep(SETTLE)


def _calls(client: redis.Redis) -> Figures:
    """Calls of each command so far, without the ones that ask for this."""
    found: dict[str, dict[str, float]] = client.info("commandstats")
    calls = {name.removeprefix("cmdstat_").upper(): figures["calls"] for name, figures in found.items()}
    return {name: number for name, number in calls.items() if name != "INFO"}


def _difference(before: Figures, after: Figures) -> Figures:
    return {name: n - before.get(name, 0) for name, n in sorted(after.items()) if n != before.get(name, 0)}
