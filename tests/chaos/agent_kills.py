"""Kills aimed at runs of the agent: two workers, one of them always about to die, and people who decide in between."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from apps.agent.models import AgentRun, Message
from apps.agent.states import RunStatus
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.errors import DomainError
from apps.core.models import AuditEntry, Delivery, ItemStatus, Lane, ProposalItem
from apps.crews.models import User
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
from apps.jobs.models import Incident, Visit
from tests.bench.results import ROOT

STORY = "finished at Oak St, but I smell gas by the meter"
DONE = "finished at Oak St"
SHORTEST, LONGEST = 0.08, 0.6  # seconds a worker lives; the first run of a new one takes a fifth of a second


@dataclass
class Told:
    """What was said, about which visit."""

    visits: dict[int, str] = field(default_factory=dict)  # key of the visit → text
    runs: list[int] = field(default_factory=list)


@dataclass
class Outcome:
    """`hits`: kills that left a run halfway. `lost` and `doubled` by what it is."""

    kills: int
    hits: int
    messages: int
    decided: int
    seconds: float
    lost: Counter[str]
    doubled: Counter[str]


class Workers:
    """Two workers at a time, forked from one that has loaded everything."""

    def __init__(self, source: "subprocess.Popen[str]") -> None:
        self._source = source
        self.living: list[int] = []

    def start(self) -> None:
        """One more."""
        assert self._source.stdin
        assert self._source.stdout
        self._source.stdin.write("go\n")
        self._source.stdin.flush()
        self.living.append(int(self._source.stdout.readline()))

    def kill(self) -> None:
        """`kill -9` for the one that has lived longest."""
        with suppress(ProcessLookupError):
            os.kill(self.living.pop(0), signal.SIGKILL)


@contextmanager
def workers() -> Iterator[Workers]:
    """Ready to be started; all gone at the end."""
    environment = {**os.environ, "DATABASE_URL": _this_database()}
    command = [sys.executable, "-m", "tests.chaos.agent_worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as source:
        assert source.stdout
        assert source.stdout.readline() == "ready\n"
        found = Workers(source)
        try:
            yield found
        finally:
            while found.living:
                found.kill()
            assert source.stdin
            source.stdin.close()


def survive(*, office: User, people: list[User], messages: int, kills: int, seed: int, patience: float) -> Outcome:
    """Say so much, kill so often while it is worked on, decide what waits, and count what there is in the end."""
    chance, began = random.Random(seed), time.monotonic()
    told, decided, killed = _say(office, people, messages), 0, 0
    with workers() as crew:
        for _ in range(2):
            crew.start()
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and not (killed >= kills and _all_over(told)):
            time.sleep(chance.uniform(SHORTEST, LONGEST))
            decided += _decide(office)
            if killed < kills:
                crew.kill()
                crew.start()
                killed += 1
    hits = sum(max(0, n - 1) for n in _deliveries().values_list("attempts", flat=True))
    lost, doubled = judge(told)
    return Outcome(killed, hits, messages, decided, round(time.monotonic() - began, 1), lost, doubled)


def _say(office: User, people: list[User], messages: int) -> Told:
    """One message a visit, every other one with a danger; each person's visits one after another."""
    told, now, dana = Told(), timezone.now(), Actor(office, Via.ADMIN)
    customer = add_customer(actor=dana, now=now, name="Kills")
    site = add_site(actor=dana, now=now, customer_id=customer.public_id, name="Oak St", address="12 Oak St")
    for n in range(messages):
        who, turn = people[n % len(people)], n // len(people)
        start = now + timedelta(minutes=20 * turn)
        job = add_job(actor=dana, now=now, site_id=site.public_id, title=f"Kill {n}")
        visit = plan_visit(
            actor=dana,
            now=now,
            job_id=job.public_id,
            planned_start=start,
            planned_end=start + timedelta(minutes=20),
            member_ids=[who.member.public_id],
        )
        told.visits[visit.pk] = STORY if n % 2 else DONE
        said = {"text": told.visits[visit.pk], "visit_id": str(visit.public_id)}
        receipt = run("message.send", said, actor=Actor(who, Via.PORTAL), now=now)
        told.runs.append(AgentRun.objects.get(message__public_id=receipt.id).pk)
    return told


def _decide(office: User) -> int:
    """Approve what waits, as somebody who looks into the inbox now and then."""
    waiting = ProposalItem.objects.filter(status=ItemStatus.PENDING, proposal__source="agent")
    decided = 0
    for item_id in waiting.values_list("public_id", flat=True)[:5]:
        with suppress(DomainError):
            run("proposal.approve", {"item_id": str(item_id)}, actor=Actor(office, Via.ADMIN), now=timezone.now())
            decided += 1
    return decided


def _all_over(told: Told) -> bool:
    open_runs = AgentRun.objects.filter(pk__in=told.runs).exclude(status=RunStatus.DONE)
    return not open_runs.exists() and not _deliveries().filter(state=Delivery.State.DUE).exists()


def judge(told: Told) -> tuple[Counter[str], Counter[str]]:
    """What there is less than once, and more than once, of everything that must be there once."""
    lost: Counter[str] = Counter()
    doubled: Counter[str] = Counter()
    lost["runs"] = AgentRun.objects.filter(pk__in=told.runs).exclude(status=RunStatus.DONE).count()
    answers = Counter(Message.objects.filter(answers__run__in=told.runs).values_list("answers__run", flat=True))
    _once(answers, told.runs, "answers", lost, doubled)
    ids = dict(Visit.objects.filter(pk__in=told.visits).values_list("public_id", "pk"))
    done = AuditEntry.objects.filter(command="visit.complete", outcome="done", subject_id__in=ids)
    finished = Counter(ids[public_id] for public_id in done.values_list("subject_id", flat=True) if public_id)
    _once(finished, list(told.visits), "visits finished", lost, doubled)
    dangers = [pk for pk, text in told.visits.items() if text == STORY]
    reported = Counter(Incident.objects.filter(visit__in=told.visits).values_list("visit_id", flat=True))
    _once(reported, dangers, "incidents", lost, doubled)
    doubled["incidents of nothing"] = sum(n for pk, n in reported.items() if told.visits[pk or 0] != STORY)
    return +lost, +doubled


def _once(found: "Counter[int]", wanted: list[int], what: str, lost: "Counter[str]", doubled: "Counter[str]") -> None:
    lost[what] = sum(not found[key] for key in wanted)
    doubled[what] = sum(max(0, found[key] - 1) for key in wanted)


def _deliveries() -> "QuerySet[Delivery]":
    return Delivery.objects.filter(lane__in=(Lane.AGENT, Lane.ALARM))


def _this_database() -> str:
    """The address of the database that this process uses, whatever its settings said before a test run."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
