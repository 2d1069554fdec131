"""WebSockets: how long a change takes from its commit to everybody's browser."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle, islice

from websockets.asyncio.client import ClientConnection, connect

from tests.bench import goals
from tests.bench.family import cpu
from tests.bench.registry import Figures, Topic, measure
from tests.bench.stage import Stage, sign_in
from tests.bench.timing import TIMES_AND_CPU, summary
from tests.e2e.processes import Product

OFFICE = ("ada@example.com", "dana@example.com", "olivia@example.com")
PAUSE = 0.6  # seconds between two changes: each hint is the first of its audience, which goes at once
CHANGES = """
import json, time
from django.db import transaction
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.crews.models import User
from apps.jobs.actions import add_customer
office = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
for n in range({count}):
    with transaction.atomic():
        customer = add_customer(actor=office, now=timezone.now(), name=f"Heard of {{n}}")
        committing = time.monotonic()
    print(json.dumps([str(customer.public_id), committing]))
    time.sleep({pause})
"""
HOW = (
    "{sockets} WebSockets of signed-in office staff, each with a session of its own, on the one web process; {count} "
    "changes by another process, one every 0.6 s, so that each hint is the first of its audience and goes at once "
    "(those that follow within 0.25 s are put together on purpose). From just before COMMIT in the writer to the "
    "arrival of the hint that names the change, for every socket, on the clock that all processes share. CPU: the "
    "processor time of all WorkHub's processes for one change, the writer's not counted."
)
Heard = list[tuple[str, float]]


@measure(
    "Commit → the browser's WebSocket, 200 sockets",
    topic=Topic.LIVE,
    how=HOW.format(sockets=200, count=40),
    units=TIMES_AND_CPU,
    goals=(goals.SOCKETS,),
)
def two_hundred_sockets(stage: Stage) -> Figures:
    return _hints(stage.company, sockets=200, changes=40)


@measure(
    "Commit → the browser's WebSocket, 1 socket",
    topic=Topic.LIVE,
    how=HOW.format(sockets=1, count=40).replace("1 WebSockets of signed-in office staff, each", "One WebSocket"),
    units=TIMES_AND_CPU,
)
def one_socket(stage: Stage) -> Figures:
    return _hints(stage.company, sockets=1, changes=40)


def _hints(running: Product, *, sockets: int, changes: int) -> Figures:
    sessions = sign_in(running, *islice(cycle(OFFICE), sockets))
    taken, used = asyncio.run(_listen_to_changes(running, sessions, changes))
    if len(taken) != sockets * changes:
        raise RuntimeError(f"{sockets * changes - len(taken)} of {sockets * changes} hints did not arrive.")
    return {**summary(taken), "cpu_ms": round(1000 * used / changes, 1)}


async def _listen_to_changes(running: Product, sessions: list[str], changes: int) -> tuple[list[float], float]:
    """How long each hint took to each socket, and the processor time for all of them, in seconds."""
    async with open_sockets(running, sessions) as lines:
        heard: list[Heard] = [[] for _ in lines]
        listening = [asyncio.create_task(_listen(line, into)) for line, into in zip(lines, heard, strict=True)]
        await asyncio.sleep(5)  # past the rush of connecting
        code = CHANGES.format(count=changes, pause=PAUSE)
        before = cpu(running)
        said = await asyncio.to_thread(running.run, "shell", "-v0", code=code)
        await asyncio.sleep(1)
        used = cpu(running) - before
        for task in listening:
            task.cancel()
    committed = dict(json.loads(line) for line in said.splitlines())
    return [at - committed[subject] for each in heard for subject, at in each if subject in committed], used


async def _listen(line: ClientConnection, into: Heard) -> None:
    """Note every named change and when it came."""
    async for message in line:
        now = time.monotonic()
        content = json.loads(message)
        into += [(event["id"], now) for event in content.get("events", [])]


@asynccontextmanager
async def open_sockets(running: Product, sessions: list[str]) -> AsyncIterator[list[ClientConnection]]:
    """A WebSocket per session, opened one after another, each past its greeting."""
    async with AsyncExitStack() as stack:
        lines = []
        for session in sessions:
            address = running.address.replace("http:", "ws:") + "/ws/"
            headers = {"Cookie": f"sessionid={session}"}
            options = {"origin": running.address, "additional_headers": headers, "open_timeout": 30}
            line = await stack.enter_async_context(connect(address, **options))  # type: ignore[arg-type]
            assert json.loads(await line.recv())["type"] == "hello"
            lines.append(line)
        yield lines
