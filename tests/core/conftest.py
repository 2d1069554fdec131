"""What several tests of the kernel begin with: suggestions, a probe in the outbox, a Redis that can be hung."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.db import transaction

from apps.core import events
from apps.core.actions import Suggestion, propose
from apps.core.actor import Actor
from apps.core.events import EVENTS, SUBSCRIBERS, Handler, event, subscribe
from apps.core.models import Event, Lane, Policy, Proposal, ProposalItem, Record
from apps.core.outbox import emit
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast
from workhub.embedded.redis_server import program

Suggest = Callable[..., ProposalItem]


def proposal_of(cast: Cast, *suggestions: Suggestion, **more: Any) -> Proposal:
    """A proposal the agent makes for Ana, unless told otherwise."""
    return propose(
        **{
            "actor": Actor.agent_for(cast.ana),
            "now": NOW,
            "title": "Finished at Oak St",
            "source": "agent",
            "source_id": uuid4(),
            "served": cast.ana,
            "suggestions": list(suggestions),
            **more,
        }
    )


def suggestion(command: str, arguments: dict[str, Any], policy: Policy = Policy.ASK, **more: Any) -> Suggestion:
    return Suggestion(
        **{
            "command": command,
            "arguments": arguments,
            "summary": "Because of what was written",
            "confidence": 0.9,
            "brain": "rules",
            "policy": policy,
            **more,
        }
    )


@pytest.fixture
def suggest(cast: Cast, visit: Visit) -> Suggest:
    """Suggests to complete Ana's visit, unless told otherwise."""

    def suggest_it(policy: Policy = Policy.ASK, **more: Any) -> ProposalItem:
        command = more.pop("command", "visit.complete")
        arguments = more.pop("arguments", {"visit_id": str(visit.public_id)})
        proposed = {key: more.pop(key) for key in ("served", "now", "actor") if key in more}
        return proposal_of(cast, suggestion(command, arguments, policy, **more), **proposed).items.get()

    return suggest_it


class Probe:
    """An event of the tests' own, and who listens to it."""

    name = "probe.poked"

    def __init__(self, subject: Record, actor: Actor) -> None:
        self.subject, self.actor = subject, actor

    def listen(self, handle: Handler, lane: Lane = Lane.FAST) -> None:
        """Call the function when the probe is poked; its name is the subscriber's."""
        subscribe(self.name, lane=lane)(handle)

    def poke(self, *, now: datetime = NOW, **payload: Any) -> Event:
        with transaction.atomic():
            return emit(self.name, actor=self.actor, subject=self.subject, now=now, **payload)


@pytest.fixture
def probe(cast: Cast) -> Iterator[Probe]:
    """A probe whose listeners are forgotten after the test."""
    known = dict(SUBSCRIBERS)
    event(Probe.name)
    yield Probe(cast.ana.member, cast.office())
    EVENTS.discard(Probe.name)
    events._listening.pop(Probe.name, None)
    SUBSCRIBERS.clear()
    SUBSCRIBERS.update(known)


class OwnRedis:
    """A Redis of the test's own, which may be hung."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "r.sock"
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            [str(program()), *options, "--dir", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(self.socket.exists)
        self.client = redis.Redis(unix_socket_path=str(self.socket), db=1)
        wait_until(self.client.ping)

    def hang(self) -> None:
        """Let it take connections and never answer."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def own_redis() -> Iterator[OwnRedis]:
    with tempfile.TemporaryDirectory(prefix="whr-") as folder:  # a socket's path must be short
        server = OwnRedis(Path(folder))
        yield server
        server.end()


def wait_until(true: Callable[[], object], seconds: float = 5) -> float:
    """Wait for something to become true; how long it took."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, "it did not happen in time"
        time.sleep(0.005)
    return time.monotonic() - start
