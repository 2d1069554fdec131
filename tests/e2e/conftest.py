"""Browsers and running products for the end-to-end tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e import find_browser
from tests.e2e.processes import Product, begin, product

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}

PEOPLE = """
from django.utils import timezone
from apps.core.actor import Actor
from apps.crews.actions import add_user
for name, role in [("Dana Reyes", "dispatcher"), ("Ana Silva", "technician"), ("Ben Okafor", "technician")]:
    first = name.split()[0].lower()
    email = f"{first}@example.com"
    user = add_user(actor=Actor.clock(), now=timezone.now(), email=email, name=name, role=role, invite=False)
    user.set_password(first + "-password")
    user.save(update_fields=["password"])
"""


def missing(why: str) -> NoReturn:
    """A tool is not there: the tests are skipped loudly, and fail under CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Callable[..., Browser]]:
    """Starts a real Chromium, with more flags when given.

    For one file: Playwright keeps an event loop running for as long as it is there, and next to a running loop neither
    `asyncio.run` nor Django's database works. A test of another file may come next.
    """
    path = find_browser.find() or missing(find_browser.why_not())
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(executable_path=str(path), args=[*FLAGS, *flags])


@pytest.fixture(scope="module")
def browser(chromium: Callable[..., Browser]) -> Iterator[Browser]:
    """A real Chromium."""
    browser = chromium()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with Dana, Ana and Ben in it and no demo data, stopped, to be copied."""
    home = begin(tmp_path_factory.mktemp("peopled") / "home")
    with product(home) as running:
        running.run("shell", "-v0", code=PEOPLE)
    return home


@pytest.fixture(scope="module")
def workhub(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """WorkHub on its first day; one per file, so that no story meets another's people."""
    home = tmp_path_factory.mktemp("e2e") / "home"
    shutil.copytree(peopled, home)
    with product(home) as running:
        yield running


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, workhub: Product) -> Iterator[Open]:
    """Opens a page as somebody, signed in through the form; errors on its console fail the test."""
    with opener(browser, workhub) as open_as:
        yield open_as


@contextmanager
def opener(browser: Browser, workhub: Product, **options: Any) -> Iterator[Open]:
    """What `open_page` does, for any browser and any running product."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_as(first_name: str, path: str, *, size: dict[str, int] = DESK) -> Page:
        context = browser.new_context(viewport=size, base_url=workhub.address, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(f"{page.url}: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: complaints.append(f"{page.url}: {e}"))
        page.goto(f"/accounts/login/?next={path}")
        page.get_by_label("Email").fill(f"{first_name}@example.com")
        page.get_by_label("Password", exact=True).fill(f"{first_name}-password")
        page.get_by_role("button", name="Sign in").first.click()
        page.wait_for_url(f"**{path}")
        return page

    yield open_as
    for context in contexts:
        context.close()
    # A page that is still open when its person is signed out is told 401; the browser writes that down, and that a test
    # took it off the net.
    known = ("401 (Unauthorized)", "net::ERR_INTERNET_DISCONNECTED")
    assert [text for text in complaints if not any(words in text for words in known)] == []


@pytest.fixture
def shots() -> Path:
    """Where screenshots of a failing or curious run go."""
    folder = Path("test-results")
    folder.mkdir(exist_ok=True)
    return folder
