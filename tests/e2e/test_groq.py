"""The story through real processes with a model that answers, one that hangs, and a worker killed while it hangs."""

import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.processes import Product, product
from tests.groq.failures import TRAVELS
from tests.groq.server import GroqServer, serving

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
STORY = "finished at {}, but I smell gas by the meter"

WORK = """
from datetime import timedelta
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.crews.models import User
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
now = timezone.now()
office = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
customer = add_customer(actor=office, now=now, name="Harbor Bakery")
for n, (first, place) in enumerate([("ana", "Oak St"), ("ana", "Pine Rd"), ("ben", "Elm Ave")]):
    user = User.objects.get(email=f"{first}@example.com")
    site = add_site(actor=office, now=now, customer_id=customer.public_id, name=place, address=f"{n} {place}")
    job = add_job(actor=office, now=now, site_id=site.public_id, title="Boiler service")
    start = now + timedelta(hours=2 * n)
    visit = plan_visit(actor=office, now=now, job_id=job.public_id, planned_start=start,
                       planned_end=start + timedelta(hours=1), member_ids=[user.member.public_id])
    print(visit.public_id, place)
"""


class Person:
    """Somebody signed in, without a browser."""

    def __init__(self, workhub: Product, first: str) -> None:
        self.http = httpx.Client(base_url=workhub.address, follow_redirects=True, timeout=20)
        self._post("/accounts/login/", login=f"{first}@example.com", password=f"{first}-password")

    def tells_the_story(self, place: str, visit: str) -> None:
        self._post("/portal/messages/", "/portal/messages/send/", text=STORY.format(place), visit=visit)

    def reads(self) -> str:
        return self.http.get("/portal/messages/").text

    def _post(self, page: str, to: str = "", **fields: str) -> None:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.http.get(page).text)
        assert found
        data = {**fields, "csrfmiddlewaretoken": found[1]}
        answer = self.http.post(to or page, data=data, headers={"Referer": str(self.http.base_url)})
        assert answer.status_code == 200, answer.text[:2000]


@pytest.fixture(scope="module")
def groq() -> Iterator[GroqServer]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def workhub(groq: GroqServer, peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """WorkHub with a model, and little patience with it."""
    home: Path = tmp_path_factory.mktemp("groq") / "home"
    shutil.copytree(peopled, home)
    with product(home, GROQ_API_KEY=groq.key, GROQ_BASE_URL=groq.address, GROQ_PATIENCE="4") as running:
        yield running


@pytest.fixture(scope="module")
def visits(workhub: Product) -> dict[str, str]:
    """The visits by their place: two of Ana's, one of Ben's."""
    lines = workhub.run("shell", "-v0", code=WORK).splitlines()
    return {place: visit for visit, place in (line.split(" ", 1) for line in lines if line)}


def test_the_story_by_ai_and_when_it_hangs_by_rules_which_say_so(
    workhub: Product, groq: GroqServer, visits: dict[str, str]
) -> None:
    ana = Person(workhub, "ana")
    ana.tells_the_story("Oak St", visits["Oak St"])
    _wait(lambda: _done_once(workhub, visits["Oak St"]), 20)
    page = ana.reads()
    assert "By AI" in page
    assert "By safety rules" in page
    assert "By rules" not in page

    groq.next(TRAVELS["hangs"])
    asked, sent = len(groq.requests), time.monotonic()
    ana.tells_the_story("Pine Rd", visits["Pine Rd"])
    _wait(lambda: workhub.one(INCIDENTS, visits["Pine Rd"]) == 1, 20)
    _wait(lambda: "By rules: the AI did not answer in time" in ana.reads(), 20)
    assert _done_once(workhub, visits["Pine Rd"])
    assert time.monotonic() - sent < 20  # four seconds of patience, and a loaded machine
    assert len(groq.requests) == asked + 1


def test_a_worker_killed_while_the_model_hangs_leaves_the_run_to_the_next_one(
    workhub: Product, groq: GroqServer, visits: dict[str, str]
) -> None:
    groq.next(TRAVELS["hangs"])
    groq.asked.clear()
    asked = len(groq.requests)
    ben = Person(workhub, "ben")
    ben.tells_the_story("Elm Ave", visits["Elm Ave"])
    assert groq.asked.wait(20)
    for pid in workhub.pids("-A workhub worker"):
        os.kill(pid, signal.SIGKILL)
    _wait(lambda: _done_once(workhub, visits["Elm Ave"]), 60)
    assert "By rules: no time was left for the AI" in ben.reads()
    assert len(groq.requests) == asked + 1  # the next worker does not wait for it all over again


INCIDENTS = (
    "SELECT count(*) FROM jobs_incident i JOIN jobs_visit v ON v.id = i.visit_id "
    "WHERE v.public_id = %s AND i.severity = 'critical'"
)


def _done_once(workhub: Product, visit: str) -> bool:
    """The run is over; its visit was finished once and its danger reported once."""
    written = "SELECT r.status FROM agent_agentrun r JOIN agent_message m ON m.id = r.message_id WHERE m.visit_id = %s"
    if workhub.one(written, visit) != "done":
        return False
    finished = "SELECT count(*) FROM core_event WHERE name = 'visit.completed' AND subject_id = %s"
    assert workhub.one(finished, visit) == workhub.one(INCIDENTS, visit) == 1
    return True


def _wait(until: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if until():
            return
        time.sleep(0.2)
    raise AssertionError("it did not come about in time")
