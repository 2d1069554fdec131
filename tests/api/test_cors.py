"""Pages of other sites: only those in the setting, only the API and its sign-in, cookies only when said so."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests.conftest import Cast
from workhub.env import load

APP = "https://app.example.com"
EVIL = "https://app.example.com.evil.example"


@pytest.fixture(autouse=True)
def _one_site(settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = [APP]


def allowed(path: str, origin: str = APP) -> str | None:
    return Client().get(path, headers={"Origin": origin}).headers.get("Access-Control-Allow-Origin")


def preflight(path: str, origin: str = APP, method: str = "POST") -> Any:
    headers = {"Origin": origin, "Access-Control-Request-Method": method}
    return Client().options(path, headers=headers)


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/api/v1/feed", "/api/nothing", "/_allauth/app/v1/nothing"])
def test_a_configured_site_may_call_the_api_and_read_its_errors(db: None, path: str) -> None:
    assert allowed(path) == APP


@pytest.mark.parametrize("origin", [EVIL, "http://app.example.com", "https://app.example.com:8443", "null", "*", "["])
def test_another_site_may_not(db: None, origin: str) -> None:
    assert allowed("/api/v1/openapi.json", origin) is None
    assert "Access-Control-Allow-Origin" not in preflight("/api/v1/feed", origin)


@pytest.mark.parametrize("path", ["/accounts/login/", "/portal/", "/admin/", "/healthz", "/x/api/v1/feed"])
def test_pages_are_not_for_other_sites(db: None, path: str) -> None:
    assert allowed(path) is None


def test_by_default_nobody_may(db: None, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = []
    assert allowed("/api/v1/openapi.json") is None


def test_a_preflight_names_the_headers_that_are_ours() -> None:
    answer = preflight("/api/v1/commands/visit.depart")
    named = answer["Access-Control-Allow-Headers"].lower()
    assert answer.status_code == 200
    for header in ("authorization", "content-type", "if-match", "idempotency-key", "x-session-token"):
        assert header in named


def test_an_answers_headers_can_be_read(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json", headers={"Origin": APP})
    exposed = answer["Access-Control-Expose-Headers"]
    for header in ("ETag", "Link", "Location", "X-Request-ID", "Retry-After", "Idempotency-Replayed"):
        assert header in exposed
    assert "origin" in answer["Vary"].lower()


def test_cookies_only_when_a_setting_says_so(db: None, settings: Any) -> None:
    def credentials() -> str | None:
        headers = Client().get("/api/v1/openapi.json", headers={"Origin": APP}).headers
        return headers.get("Access-Control-Allow-Credentials")

    assert credentials() is None
    settings.CORS_ALLOW_CREDENTIALS = True
    assert credentials() == "true"


def test_what_is_refused_before_any_view_can_be_read_too(cast: Cast) -> None:
    answer = Client().post(
        "/api/v1/ws-tickets", "x" * 3_000_000, content_type="application/json", headers={"Origin": APP}
    )
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (413, APP)


@pytest.mark.parametrize(
    "value",
    ["app.example.com", "*", "https://app.example.com/", "https://*.example.com", "ftp://x", "https://a b", "null",
     "https://ok.example.com,wrong"],
)  # fmt: skip
def test_a_wrong_value_stops_the_start_in_words(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", value)
    with pytest.raises(ImproperlyConfigured, match=r"CORS_ALLOWED_ORIGINS.*https://app\.example\.com"):
        load()


@pytest.mark.parametrize("value", ["", APP, "https://a.example.com, http://localhost:5173", "http://[::1]:3000"])
def test_a_right_value_is_taken(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", value)
    assert value == load().CORS_ALLOWED_ORIGINS
