"""Coming to WorkHub in a real browser, under the strict policy: an invitation, a passkey, another service."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.processes import Product, begin, product
from tests.oidc.server import CLIENT_ID, CLIENT_SECRET, Service, service

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

SIZES = {"360": {"width": 360, "height": 780}, "1280": {"width": 1280, "height": 900}}
ADD = """
from django.utils import timezone
from apps.core.actor import Actor
from apps.crews.actions import add_user
for name, role in [("Fay Moor", "administrator"), ("Ana Silva", "technician")]:
    email = name.split()[0].lower() + "@example.com"
    add_user(actor=Actor.clock(), now=timezone.now(), email=email, name=name, role=role)
"""
DEACTIVATE = """
from django.utils import timezone
from apps.core.actor import Actor
from apps.crews.actions import deactivate_user
from apps.crews.models import User
ana = User.objects.get(email="ana@example.com")
deactivate_user(actor=Actor.clock(), now=timezone.now(), user_id=ana.public_id, reason="Left")
"""
PASSWORD = "harbour-lights-42"


@pytest.fixture(scope="module")
def other() -> Iterator[Service]:
    with service() as other:
        yield other


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, other: Service) -> Iterator[Product]:
    """WorkHub as it is outside debug mode: administrators need a second step."""
    settings = {
        "WORKHUB_DEBUG": "0",
        "OIDC_SERVER_URL": other.address,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "OIDC_NAME": "Acme ID",
    }
    with product(begin(tmp_path_factory.mktemp("signin") / "home"), environment=settings) as running:
        # Passkeys belong to names, not to numbers.
        running.address = running.address.replace("127.0.0.1", "localhost")
        running.run("shell", "-v0", code=ADD)
        yield running


@contextmanager
def device(browser: Browser, running: Product, **options: object) -> Iterator[BrowserContext]:
    """Somebody's device. What its console complains of fails the test."""
    complaints: list[str] = []
    context = browser.new_context(base_url=running.address, **options)  # type: ignore[arg-type]
    context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    try:
        yield context
        # An open page whose person is deactivated is told 401 when it asks for news; the browser writes that down.
        assert [text for text in complaints if "401 (Unauthorized)" not in text] == []
    finally:
        context.close()


def with_finger(page: Page) -> Page:
    """The device has a reader that knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def link_for(running: Product, address: str) -> str:
    """The path of the link that was emailed to somebody."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for letter in running.sink.mails:
            if letter["To"] == address and (body := letter.get_body(("plain",))) is not None:
                found = re.search(r"/accounts/invitation/\S+", body.get_content())
                if found:
                    return found[0]
        time.sleep(0.3)
    raise AssertionError([m["To"] for m in running.sink.mails])


def look(page: Page, shots: Path, name: str) -> None:
    """The page at both widths, in both lights; nothing sticks out at the side."""
    for width, size in SIZES.items():
        for light in ("light", "dark"):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=light)
            page.screenshot(path=shots / f"sign-in-{name}-{width}-{light}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)


def is_you(page: Page) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def _join(page: Page, link: str, shots: Path) -> None:
    page.goto(link)
    look(page, shots, "invitation")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Save the password and sign in").click()
    page.wait_for_url("**/accounts/2fa/")
    page.goto("/admin/jobs/job/")
    page.wait_for_url("**/accounts/2fa/")  # first things first
    look(page, shots, "second-step")


def _add_passkey(page: Page, shots: Path) -> None:
    page.get_by_role("link", name="Set up an app").click()
    is_you(page)
    expect(page.get_by_role("heading", name="Set up an app")).to_be_visible()
    look(page, shots, "app")
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    look(page, shots, "passkey")
    page.get_by_label("Name").fill("Desk")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    look(page, shots, "codes")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as a file").click()
    assert len(Path(download.value.path()).read_text().split()) == 10
    page.get_by_role("link", name="I have them: go on").click()
    page.wait_for_url("**/admin/")


def _come_back_by_it(page: Page, shots: Path) -> None:
    for name, path in {"second-step-on": "/accounts/2fa/", "passkeys": "/accounts/2fa/webauthn/"}.items():
        page.goto(path)
        look(page, shots, name)
    page.goto("/accounts/sessions/")
    look(page, shots, "devices")
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url("**/accounts/login/")
    look(page, shots, "login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/")


def test_an_administrator_joins_adds_a_passkey_and_signs_in_with_it(
    browser: Browser, running: Product, shots: Path
) -> None:
    link = link_for(running, "fay@example.com")
    with device(browser, running) as context:
        page = with_finger(context.new_page())
        _join(page, link, shots)
        _add_passkey(page, shots)
        _come_back_by_it(page, shots)
    page = browser.new_page(base_url=running.address)  # the console says 410, as it should
    page.goto(link)
    expect(page.get_by_role("heading", name="This invitation no longer works")).to_be_visible()
    look(page, shots, "invitation-over")
    page.close()


def test_the_password_needs_the_passkey_as_well_and_a_strange_device_stays_outside(
    browser: Browser, running: Product, shots: Path
) -> None:
    with device(browser, running) as context:
        page = context.new_page()
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill("fay@example.com")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/accounts/2fa/authenticate/")
        look(page, shots, "authenticate")
        page.goto("/admin/")
        page.wait_for_url("**/accounts/**")


def _lose_access(page: Page, running: Product) -> None:
    """Somebody without a password adds a passkey, is deactivated, and is out: the open page, and the passkey."""
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    page.goto("/portal/")
    page.wait_for_url("**/portal/")
    running.run("shell", "-v0", code=DEACTIVATE)
    page.goto("/portal/")
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="This account is switched off")).to_be_visible()
    page.goto("/portal/")
    page.wait_for_url("**/accounts/login/**")


def test_another_service_lets_in_whom_it_knows_and_who_is_here(
    browser: Browser, running: Product, other: Service, shots: Path
) -> None:
    with device(browser, running) as context:
        page = context.new_page()
        other.is_somebody("ana@example.com")
        page.goto(link_for(running, "ana@example.com"))
        page.get_by_role("button", name="Sign in with Acme ID").click()
        page.wait_for_url("**/portal/")
        page.goto("/accounts/3rdparty/")
        look(page, shots, "services")
        page.goto("/accounts/email/")
        look(page, shots, "email")
        _lose_access(with_finger(page), running)
    other.is_somebody("mallory@example.com")
    page = browser.new_page(base_url=running.address)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with Acme ID").click()
    expect(page.get_by_role("heading", name="This account opens nothing here")).to_be_visible()
    look(page, shots, "refused")
    page.close()


def test_without_a_key_the_page_says_what_to_do(browser: Browser, running: Product) -> None:
    context = browser.new_context(base_url=running.address.replace("localhost", "127.0.0.1"))
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot use passkeys at this address")
    context.close()


def test_guessing_is_stopped_after_redis_was_killed(running: Product) -> None:
    def sign_in(password: str) -> int:
        given = {"email": "fay@example.com", "password": password}
        return httpx.post(f"{running.inside}/_allauth/app/v1/auth/login", json=given, timeout=30).status_code

    assert [sign_in("wrong-wrong") for _ in range(3)] == [400] * 3
    os.kill(int((running.home / "embedded" / "redis.pid").read_text()), signal.SIGKILL)
    assert [sign_in("wrong-wrong") for _ in range(2)] == [400] * 2
    assert sign_in(PASSWORD) == 429
