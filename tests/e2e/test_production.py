"""As in production: production settings, nginx with TLS before it, hosted services beside it. The same story runs."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import find_nginx
from tests.e2e.conftest import PEOPLE, PHONE, Open, missing, opener
from tests.e2e.front import HOST, Collector, Front, collector, hosted_redis, nginx
from tests.e2e.processes import ROOT, Product, embedded_url, free_port, product
from tests.e2e.test_story import the_story
from workhub import embedded

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
YEAR = 31_536_000
CANARIES = {
    "SECRET_KEY": "canary-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SECRET_KEY_OLD": "canary-old-key-0123456789-abcdefghijklmnopqrstuvwxyz",
    "GROQ_API_KEY": "gsk_canary_groq_0123456789",
}
DATABASE_PASSWORD, REDIS_PASSWORD, DSN_KEY = "canary-database-pw", "canary-redis-pw", "canarydsn0123456789abcdef"
OTHERS = re.compile(r"^$|^worker: \w+ shutdown|^\S+ \S+ (WARN|INFO|CRIT) ")  # Celery's farewell, supervisord's lines


@dataclass
class Site:
    """WorkHub in production, and what is around it."""

    workhub: Product
    front: Front
    collector: Collector
    folder: Path

    def logs(self) -> str:
        """What all processes have written so far."""
        return "".join(file.read_text() for file in (self.workhub.home / "log").glob("*.log*"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    program = find_nginx.find() or missing(find_nginx.why_not())
    folder = tmp_path_factory.mktemp("production")
    port = free_port()
    with (
        embedded.running(folder / "services", redis_url="redis://elsewhere"),
        hosted_redis(folder, REDIS_PASSWORD) as redis_url,
        collector(DSN_KEY) as reports,
        nginx(program, folder, upstream=port) as front,
    ):
        database_url = embedded_url(folder / "services").replace("postgres@", f"postgres:{DATABASE_PASSWORD}@")
        environment = CANARIES | {
            "WORKHUB_ENV": "production",
            "WORKHUB_DEBUG": "0",
            "STATIC_ROOT": str(folder / "static"),
            "ALLOWED_HOSTS": HOST,
            "PUBLIC_URL": f"https://{HOST}",
            "ALLAUTH_TRUSTED_PROXY_COUNT": "1",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "GROQ_BASE_URL": reports.dsn.replace(f"{DSN_KEY}@", "").removesuffix("/1"),  # says no: the rules decide
            "SENTRY_DSN": reports.dsn,
            "PORT": str(port),
        }
        _build(environment, folder)
        with product(folder / "home", address=f"https://{HOST}", environment=environment) as running:
            running.run("shell", "-v0", code=PEOPLE)
            yield Site(running, front, reports, folder)


def _build(environment: dict[str, str], folder: Path) -> None:
    """As where an image is made: no services, no secrets."""
    only = {name: environment[name] for name in ("WORKHUB_ENV", "STATIC_ROOT")} | {"WORKHUB_HOME": str(folder / "x")}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, cwd=ROOT, env=only, check=True)


@pytest.fixture(scope="module")
def chrome(chromium: Callable[..., Browser], site: Site) -> Iterator[Browser]:
    """A browser that finds hub.example.com here and trusts its one key."""
    browser = chromium(*site.front.browser_flags())
    yield browser
    browser.close()


@pytest.fixture
def open_page(chrome: Browser, site: Site) -> Iterator[Open]:
    with opener(chrome, site.workhub) as open_as:
        yield open_as


def test_the_story_runs_by_https_behind_nginx(site: Site, open_page: Open) -> None:
    """Live marks (wss), both doors, an email, undo; and no complaint on any console."""
    the_story(site.workhub, open_page)


def test_everything_a_page_needs_is_there_and_allowed(site: Site, open_page: Open) -> None:
    dana = open_page("dana", "/admin/")
    assert dana.url == f"https://{HOST}/admin/"
    for path in ("/admin/jobs/visit/", "/admin/jobs/job/add/", "/api/v1/docs"):
        dana.goto(path)
    expect(dana.locator(".swagger-ui .info").first).to_be_visible()
    _cookies_are_for_https_and_this_host_only(dana)
    ana = open_page("ana", "/portal/", size=PHONE)
    for path in ("/portal/messages/", "/portal/me/"):
        ana.goto(path)
    expect(ana.locator("[data-live-mark]").first).to_have_attribute("data-state", "live")


def _cookies_are_for_https_and_this_host_only(page: Page) -> None:
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} >= {"__Host-sessionid", "__Host-csrftoken"}
    for cookie in cookies:
        assert cookie["secure"], cookie["name"]
        assert cookie["domain"] == HOST
        assert cookie["sameSite"] == "Lax"
    assert next(cookie for cookie in cookies if cookie["name"] == "__Host-sessionid")["httpOnly"]


def test_plain_http_leads_to_https(site: Site, chrome: Browser) -> None:
    page = chrome.new_page()
    page.goto(f"http://{HOST}/accounts/login/")
    assert page.url == f"https://{HOST}/accounts/login/"
    page.close()
    answer = httpx.get(f"http://127.0.0.1:{site.front.http}/a?b=c", headers={"Host": HOST})
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{HOST}/a?b=c")


def test_every_answer_tells_browsers_the_rules(site: Site) -> None:
    with site.front.client() as client:
        style = re.search(r'href="(/static/[^"]+\.css)"', client.get("/accounts/login/").text)
        assert style
        paths = ["/accounts/login/", style[1], "/nowhere/", "/admin/", "/api/v1/feed", "/static/nowhere.css"]
        for path in [*paths, "/healthz", "/readyz"]:
            _has_the_rules(client.get(path))
        _has_the_rules(
            client.post("/accounts/login/", data={"login": "x"}, headers={"Referer": "https://evil.example/"})
        )
        assert "'unsafe-eval'" in client.get("/admin/").headers["Content-Security-Policy"]


def _has_the_rules(answer: httpx.Response) -> None:
    headers, where = answer.headers, f"{answer.url.path} {answer.status_code}"
    policy = headers.get("Content-Security-Policy", "")
    assert "default-src 'self'" in policy, where
    assert "object-src 'none'" in policy, where
    assert "frame-ancestors 'none'" in policy, where
    assert "/admin/" in where or "unsafe" not in policy, where
    assert headers["Strict-Transport-Security"] == f"max-age={YEAR}; includeSubDomains; preload", where
    assert headers["X-Content-Type-Options"] == "nosniff", where
    assert headers["Referrer-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin", where
    assert "geolocation=(self)" in headers["Permissions-Policy"], where


def test_static_files_are_kept_for_a_year_and_compressed(site: Site) -> None:
    hashed = re.compile(r"\.[0-9a-f]{12}\.(css|js)$")
    files = [file for file in (site.folder / "static" / "workhub").iterdir() if hashed.search(file.name)]
    assert {file.suffix for file in files} == {".css", ".js"}
    with site.front.client() as client:
        for file in files:
            answer = client.get(f"/static/workhub/{file.name}")
            assert answer.status_code == 200
            age = re.search(r"max-age=(\d+)", answer.headers["Cache-Control"])
            assert age
            assert int(age[1]) >= YEAR
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["Content-Encoding"] == "gzip" or file.stat().st_size < 1000


def test_another_host_name_is_refused_before_and_by_workhub(site: Site) -> None:
    with site.front.client() as client, pytest.raises(httpx.TransportError):  # nginx just hangs up
        client.get("/accounts/login/", headers={"Host": "evil.example"})
    forged = {"Host": "evil.example", "X-Forwarded-Proto": "https"}
    inside = httpx.get(f"{site.workhub.inside}/accounts/password/reset/", headers=forged)
    assert inside.status_code == 400
    assert "evil.example" not in inside.text
    also = {"Host": HOST, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert "evil.example" not in httpx.get(f"{site.workhub.inside}/accounts/password/reset/", headers=also).text
    assert httpx.get(f"{site.workhub.inside}/healthz").json() == {"status": "ok"}  # load balancers know no names


def test_a_forged_address_does_not_get_around_the_limit_of_sign_ins(site: Site) -> None:
    with site.front.client("127.0.0.2") as client:
        said = [_fails_to_sign_in(client, f"10.9.8.{n}", f"nobody{n}@example.com") for n in range(12)]
    assert not said[0]
    assert said[-1]
    with site.front.client("127.0.0.3") as client:  # others are not locked out
        assert not _fails_to_sign_in(client, "127.0.0.2", "nobody0@example.com")


def _fails_to_sign_in(client: httpx.Client, claims: str, email: str) -> bool:
    """Whether it was refused for trying too often."""
    page = client.get("/accounts/login/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    fields = {"login": email, "password": "canary-typed-password", "csrfmiddlewaretoken": token[1]}
    answer = client.post("/accounts/login/", data=fields, headers={"X-Forwarded-For": claims})
    assert answer.status_code in (200, 429), answer.status_code
    return answer.status_code == 429 or "too many" in answer.text.lower()


def test_errors_are_reported_with_the_request_and_without_secrets(site: Site) -> None:
    """In a request and in a task; refusals that the product foresees are not."""
    with site.front.client("127.0.0.4") as client:
        headers = {"Authorization": "Bearer canary-token-0123456789", "Cookie": "__Host-sessionid=canary-cookie-012345"}
        with _without(site, "core_feedentry"), _without(site, "django_session"):
            answer = client.get("/portal/?ticket=canary-ticket-0123", headers=headers)
        assert answer.status_code == 500
        assert "Something broke on our side" in answer.text
        _has_the_rules(answer)
        assert "Traceback" not in answer.text
    _ring("no-such-lane", site)
    report = site.collector.wait_for("web", "django_session")
    assert report["environment"] == "production"
    assert report["tags"].get("request_id") == answer.headers.get("X-Request-ID")
    assert "data" not in report["request"]
    assert "headers" not in report["request"]
    assert "user" not in report
    site.collector.wait_for("worker", "no-such-lane")
    assert _canaries_in("".join(site.collector.raw)) == []


def _without(site: Site, table: str) -> "_Gone":
    return _Gone(site, table)


class _Gone:
    """A table that is away for as long as a `with` block lasts."""

    def __init__(self, site: Site, table: str) -> None:
        self.site, self.table = site, table

    def __enter__(self) -> None:
        with self.site.workhub.database() as connection:
            connection.execute(f"ALTER TABLE {self.table} RENAME TO {self.table}_gone")

    def __exit__(self, *_: object) -> None:
        with self.site.workhub.database() as connection:
            connection.execute(f"ALTER TABLE {self.table}_gone RENAME TO {self.table}")


def _ring(lane: str, site: Site) -> None:
    """A task that fails in the worker, with a request's id if it had one."""
    code = (
        "from celery import current_app\n"
        f"current_app.send_task('apps.core.tasks.bell', args=['{lane}'], queue='slow', retry=False)\n"
    )
    site.workhub.run("shell", "-v0", code=code)


def test_the_logs_are_json_and_hold_no_secret(site: Site) -> None:
    """After all that: sign-ins, errors, forged requests, a model that cannot be reached."""
    with site.front.client("127.0.0.5") as client:
        for path in (
            "/accounts/password/reset/key/1-canary-reset-key/",
            "/ws/?ticket=canary-ticket-0123",
            "/x?a=canary-q",
        ):
            client.get(path, headers={"Authorization": "Basic canary-basic-0123456789"})
    logs = site.logs()
    assert _canaries_in(logs) == []
    seen: set[str] = set()
    for line in logs.splitlines():
        if line.startswith("{"):
            facts = json.loads(line)
            assert {"time", "level", "logger", "message", "process"} <= facts.keys()
            seen.add(facts["process"])
    assert seen >= {"web", "worker", "beat", "relay"}
    assert [line for line in logs.splitlines() if not line.startswith("{") and not OTHERS.search(line)] == []
    assert "/accounts/password/reset/key/[hidden]/" in logs
    front = site.front.log.read_text()
    assert "canary" not in front
    assert "127.0.0.2" in front


def _canaries_in(text: str) -> list[str]:
    return sorted(set(re.findall(r".{0,60}(?:canary|dana-password|ana-password).{0,60}", text)))


def test_it_ends_and_starts_again_without_losing_who_is_signed_in(site: Site, open_page: Open) -> None:
    ana = open_page("ana", "/portal/", size=PHONE)
    ana.goto("about:blank")  # what a page says on its console meanwhile is not of interest here
    old = site.workhub.pids("workhub.asgi")
    for pid in old:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 120
    while not _serves(site) or set(old) & set(site.workhub.pids("workhub.asgi")):
        assert time.monotonic() < deadline, "it did not come back"
        time.sleep(0.2)
    ana.goto("/portal/")
    assert ana.url == f"https://{HOST}/portal/"
    expect(ana.locator("[data-live-mark]").first).to_have_attribute("data-state", "live", timeout=15_000)


def _serves(site: Site) -> bool:
    try:
        return httpx.get(f"{site.workhub.inside}/healthz", timeout=2).status_code == 200
    except httpx.TransportError:
        return False
