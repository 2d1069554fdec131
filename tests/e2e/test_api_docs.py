"""The API's page for people, in a real browser: nothing from elsewhere, no complaint on the console, both themes."""

from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from tests.e2e.conftest import Open
from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_the_docs_page_shows_and_tries_operations_in_both_themes(
    workhub: Product, open_page: Open, shots: Path
) -> None:
    page = open_page("dana", "/portal/me/")
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto("/api/v1/docs")
    page.get_by_role("button", name="Expand operation").first.wait_for(timeout=30_000)
    page.locator("#operations-tag-Visits").click()
    expect(page.get_by_text("Finish a visit")).to_be_visible()
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.screenshot(path=shots / "api-docs-light.png")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{background} !== '{light}'")
    page.screenshot(path=shots / "api-docs-dark.png")
    page.emulate_media(color_scheme="light")
    page.locator("#operations-tag-People").click()
    operation = page.locator("#operations-People-read_me")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("Dana Reyes", timeout=30_000)
    page.screenshot(path=shots / "api-docs-tried.png")
    assert [url for url in asked if not url.startswith((workhub.address, "data:", "blob:"))] == []
