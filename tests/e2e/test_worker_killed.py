"""Killed in the middle: the supervisor starts it again, and the message is worked on once."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

WORK = """
import json
from datetime import timedelta
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.crews.models import User
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
now = timezone.now()
office = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
ben = User.objects.get(email="ben@example.com")
customer = add_customer(actor=office, now=now, name="Kill test")
site = add_site(actor=office, now=now, customer_id=customer.public_id, name="Pine Rd", address="7 Pine Road")
job = add_job(actor=office, now=now, site_id=site.public_id, title="Pump")
visit = plan_visit(actor=office, now=now, job_id=job.public_id, planned_start=now, planned_end=now + timedelta(hours=1),
                   member_ids=[ben.member.public_id])
for n in range(5):
    text = "finished at Pine Rd, but there is a fire in the kitchen" if n == 2 else "ok " * n + "hello"
    arguments = {"text": text, "visit_id": str(visit.public_id)}
    run("message.send", arguments, actor=Actor(ben, Via.PORTAL), now=timezone.now())
print(visit.public_id)
"""


def test_a_worker_killed_in_the_middle_is_started_again_and_does_it_once(workhub: Product) -> None:
    workers = workhub.pids("-A workhub worker")
    assert workers
    visit = workhub.run("shell", "-v0", code=WORK).split()[-1]
    _wait(lambda: workhub.one("SELECT count(*) FROM agent_agentrun WHERE status <> 'queued'") > 0, 20)
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    _wait(lambda: bool(set(workhub.pids("-A workhub worker")) - set(workers)), 30)
    assert all(map(_forked, workhub.pids("-A workhub worker"))), "it had not to be loaded again"
    _wait(lambda: workhub.one("SELECT count(*) FROM agent_agentrun WHERE status <> 'done'") == 0, 60)
    assert workhub.one("SELECT status FROM jobs_visit WHERE public_id = %s", visit) == "completed"
    assert workhub.one("SELECT count(*) FROM core_event WHERE name = 'visit.completed' AND subject_id = %s", visit) == 1
    incidents = "SELECT count(*) FROM jobs_incident i JOIN jobs_visit v ON v.id = i.visit_id WHERE v.public_id = %s"
    assert workhub.one(incidents, visit) == 1
    assert workhub.one("SELECT count(*) FROM agent_message WHERE author = 'agent'") == workhub.one(
        "SELECT count(*) FROM agent_agentrun"
    )


def _forked(pid: int) -> bool:
    """What is started by `exec` has what supervisord gives its children in the environment it began with."""
    return b"SUPERVISOR_ENABLED" not in Path(f"/proc/{pid}/environ").read_bytes()


def _wait(until: object, seconds: float) -> None:
    assert callable(until)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if until():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about in time")
