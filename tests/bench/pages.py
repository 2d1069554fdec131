"""Pages and API: how long the server takes, and how many questions it asks the database."""

import json
import time
from collections.abc import Callable
from functools import partial

import httpx

from tests.bench.registry import Figures, NotHere, Topic, measure
from tests.bench.stage import JOBS, Stage, sign_in
from tests.bench.timing import summary
from tests.e2e.processes import Product

TIMES = 40
UNITS = {"n": "times", "median_ms": "ms", "p95_ms": "ms", "queries": "", "kilobytes": "KB"}
COUNT = """
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from apps.crews.models import User
client = Client(headers={{"host": "127.0.0.1"}})
client.force_login(User.objects.get(email="{email}"))
client.get("{path}")
with CaptureQueriesContext(connection) as queries:
    client.get("{path}")
print(len(queries))
"""
A_JOB = "SELECT id FROM jobs_job ORDER BY id DESC OFFSET 20 LIMIT 1"
ANAS_VISIT = """
SELECT v.public_id FROM jobs_visit v JOIN jobs_assignment a ON a.visit_id = v.id
JOIN crews_member m ON m.id = a.member_id JOIN crews_user u ON u.id = m.user_id
WHERE u.email = 'ana@example.com' AND v.status IN ('dispatched', 'en_route', 'on_site') ORDER BY v.planned_start LIMIT 1
"""
Path = Callable[[Product], str]


def _page(name: str, who: str, path: str | Path) -> None:
    """Register one page: its name, the first name of who opens it, and its path or how to find it."""
    how = (
        f"{who.capitalize()} opens it {TIMES} times over one connection, after five that do not count, until the last "
        f"byte is here; the demo company with {JOBS:,} jobs. Queries: at the second time, by Django's test client in a "
        "process of its own; those for the session and the person are among them."
    )
    found: Path = (lambda _running: path) if isinstance(path, str) else path
    register = measure(name, topic=Topic.PAGES, how=how, units=UNITS)
    register(partial(_opened, email=f"{who}@example.com", path=found))


def _opened(stage: Stage, *, email: str, path: Path) -> Figures:
    running = stage.company
    address = path(running)
    taken, size = get_often(running, sign_in(running, email)[0], address)
    queries = int(running.run("shell", "-v0", code=COUNT.format(email=email, path=address)))
    times = summary(taken)
    return {
        **{figure: times[figure] for figure in ("n", "median_ms", "p95_ms")},
        "queries": queries,
        "kilobytes": round(size / 1024, 1),
    }


def get_often(running: Product, session: str, path: str) -> tuple[list[float], int]:
    """Seconds each of 40 answers took, and the last one's bytes."""
    taken, size = [], 0
    with httpx.Client(base_url=running.address, cookies={"sessionid": session}, timeout=30) as browser:
        for _ in range(TIMES + 5):
            started = time.monotonic()
            answer = browser.get(path)
            taken.append(time.monotonic() - started)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            size = len(answer.content)
    return taken[5:], size


def _job(running: Product) -> str:
    return f"/admin/jobs/job/{running.one(A_JOB)}/change/"


def _visit(running: Product) -> str:
    return f"/portal/visits/{running.one(ANAS_VISIT)}/"


def _visits_by_api(running: Product) -> str:
    """The list of visits, when this API has one."""
    schema = json.loads(httpx.get(f"{running.address}/api/v1/openapi.json", timeout=30).content)
    found = [
        path for path in schema["paths"] if path.rstrip("/").endswith("/visits") and "get" in schema["paths"][path]
    ]
    if not found:
        raise NotHere("this API has no list of visits.")
    return str(found[0])


_page("Office: start page", "dana", "/admin/")
_page("Office: list of jobs", "dana", "/admin/jobs/job/")
_page("Office: list of jobs, searched", "dana", "/admin/jobs/job/?q=boiler")
_page("Office: a job", "dana", _job)
_page("Office: list of visits", "dana", "/admin/jobs/visit/")
_page("Portal: today", "ana", "/portal/")
_page("Portal: a visit", "ana", _visit)
_page("Portal: messages", "ana", "/portal/messages/")
_page("API: a page of the feed", "dana", "/api/v1/feed?cursor=0.0")
_page("API: list of visits", "dana", _visits_by_api)
