"""What Django, ninja and allauth answer when nobody's view does: one form for programs, a page for people."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

from tests.api.edge_urls import SECRET
from tests.api.programs import APP, is_problem
from tests.conftest import Cast

JSON = "application/json"


@pytest.fixture(params=[False, True], ids=["", "debug"])
def client(db: None, settings: Any, request: pytest.FixtureRequest) -> Client:
    settings.DEBUG = request.param
    settings.ROOT_URLCONF = "tests.api.edge_urls"
    cache.clear()
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def clean(answer: Any) -> bool:
    text = answer.content.decode()
    assert int(answer["Content-Length"]) == len(answer.content)
    return SECRET not in text and "Traceback" not in text and "<html" not in text and "/workhub/" not in text


# --- problems ---


@pytest.mark.parametrize(
    "path", ["/api/nothing", "/api/v1/nothing", "/api/", "/_allauth/", f"{APP}/nothing", "/api/v1/feed/"]
)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_unknown_address(client: Client, path: str, method: str) -> None:
    answer = getattr(client, method)(path)
    assert is_problem(answer, 404, "not_found")
    assert clean(answer)


@pytest.mark.parametrize("path", ["/api/v1/feed", f"{APP}/auth/session", f"{APP}/auth/login"])
def test_a_method_that_is_not_taken(client: Client, path: str) -> None:
    answer = client.put(path, "{}", content_type=JSON)
    assert is_problem(answer, 405, "method_not_allowed")
    assert answer["Allow"]


def test_a_host_that_is_not_ours(client: Client) -> None:
    answer = client.get("/api/v1/feed", headers={"Host": "evil.example"})
    assert is_problem(answer, 400, "bad_request")
    assert clean(answer)


def test_a_host_that_is_not_ours_where_https_is_demanded(client: Client, settings: Any) -> None:
    settings.DEBUG, settings.SECURE_SSL_REDIRECT = False, True
    answer = Client(raise_request_exception=False).get("/api/v1/feed", headers={"Host": "evil.example"})
    assert is_problem(answer, 400, "bad_request")


def test_a_form_without_its_csrf_secret(client: Client) -> None:
    assert is_problem(client.post("/api/plain"), 403, "csrf_failed")


@pytest.mark.parametrize("path", ["/api/v1/feed", "/api/v9/echo", f"{APP}/auth/login"])
def test_a_body_over_the_limit(client: Client, path: str) -> None:
    too_much = b'"' + b"x" * django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"'
    assert is_problem(client.post(path, too_much, content_type=JSON), 413, "too_large")


def test_a_form_of_too_many_fields(client: Client) -> None:
    body = (
        "".join(f'--b\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n' for n in range(1001)) + "--b--\r\n"
    )
    answer = Client().post("/api/plain", body, content_type="multipart/form-data; boundary=b")
    assert is_problem(answer, 400, "bad_request")


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=" + "b" * 300])
def test_broken_multipart(client: Client, kind: str) -> None:
    assert is_problem(client.post("/api/v9/echo", b"--b\r\n", content_type=kind), 400, "bad_request")
    assert is_problem(Client().post("/api/plain", b"--b\r\n", content_type=kind), 400, "bad_request")


@pytest.mark.parametrize("path", ["/api/v1/feed?cursor=%00", "/api/v1/feed?cursor=a%00b", "/api/v1/%00", f"{APP}/%00"])
def test_a_nul(client: Client, path: str) -> None:
    assert is_problem(client.get(path), 400, "bad_request")


@pytest.mark.parametrize("length", ["many", "-1", "1.5", "٣"])
def test_a_length_that_is_none(client: Client, length: str) -> None:
    answer = client.post("/api/v9/echo", b"{}", content_type=JSON, CONTENT_LENGTH=length)
    assert is_problem(answer, 400, "bad_request")


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "application/xml", "text/html",
     "application/json; charset=utf-16", "application/json; charset=rot13", "application/json; charset=nonsense"],
)  # fmt: skip
def test_anything_but_json_in_utf8(client: Client, kind: str) -> None:
    assert is_problem(client.generic("POST", "/api/v9/echo", b"{}", content_type=kind), 415, "unsupported_media_type")


@pytest.mark.parametrize("kind", [JSON, "application/json; charset=UTF-8", "application/merge-patch+json"])
def test_json_is_taken(client: Client, kind: str) -> None:
    assert client.post("/api/v9/echo", b'{"a": "\xc3\xa9"}', content_type=kind).json() == {"a": "é"}


@pytest.mark.parametrize("path", ["/api/v9/echo", f"{APP}/auth/login", f"{APP}/tokens/refresh"])
@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"[]", b"null", b"\xff\xfe", b'"x"'])
def test_a_body_that_is_no_object(client: Client, path: str, body: bytes) -> None:
    answer = client.post(path, body, content_type=JSON)
    assert answer.status_code in (400, 422)
    assert is_problem(answer, answer.status_code)
    assert clean(answer)


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\ud800@example.com", "a" * 10_000])
def test_texts_that_cannot_be_kept(client: Client, cast: Cast, text: str) -> None:
    for member in ('{"email": "%s", "password": "x"}', '{"email": "ana@example.com", "password": "%s"}'):
        answer = client.post(f"{APP}/auth/login", member % text, content_type=JSON)
        assert is_problem(answer, 400)
    assert is_problem(client.post(f"{APP}/tokens/refresh", f'{{"refresh_token": "{text}"}}', content_type=JSON), 400)


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("operational", 503, "try_again"),
        ("interface", 503, "try_again"),
        ("suspicious", 400, "bad_request"),
        ("denied", 403, "not_allowed"),
        ("missing", 404, "not_found"),
        ("bug", 500, "broken"),
    ],
)
def test_whatever_a_view_raises(client: Client, how: str, status: int, code: str) -> None:
    answer = client.get(f"/api/v9/break/{how}")
    assert is_problem(answer, status, code)
    assert clean(answer)
    assert ("Retry-After" in answer) == (status == 503)


def test_a_refusal_is_not_kept_by_caches(client: Client) -> None:
    assert "no-store" in client.get("/api/v1/feed")["Cache-Control"]


def test_a_refusal_has_the_headers_of_every_answer(client: Client, settings: Any) -> None:
    settings.DEBUG = False  # django-csp leaves Django's debug pages alone
    for answer in (client.get("/api/v1/nothing"), client.get("/api/v1/feed?a=%00")):
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"


# --- HEAD and OPTIONS ---


def test_head_is_get_without_a_body(client: Client) -> None:
    get, head = client.get("/api/v1/openapi.json"), client.head("/api/v1/openapi.json")
    assert (head.status_code, head["Content-Type"], head.content) == (200, get["Content-Type"], b"")
    assert client.head("/api/v1/feed").status_code == 401
    assert client.head("/api/v1/nothing").status_code == 404
    assert client.head("/api/v9/echo").status_code == 405


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/feed", {"GET", "HEAD", "OPTIONS"}),
        ("/api/v1/commands/visit.depart", {"POST", "OPTIONS"}),
        (f"{APP}/auth/login", {"POST", "OPTIONS"}),
        (f"{APP}/auth/session", {"GET", "HEAD", "DELETE", "OPTIONS"}),
    ],
)
def test_options_says_what_an_address_takes(client: Client, path: str, allowed: set[str]) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer["Allow"].split(", ")) == allowed
    assert is_problem(client.options("/api/v1/nothing"), 404)


# --- request ids ---


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/accounts/login/", "/healthz", "/nothing"])
def test_every_answer_has_an_id_of_its_own(client: Client, path: str) -> None:
    first, second = (client.get(path)["X-Request-ID"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second


@pytest.mark.parametrize("given", ["my-own-id-1", "0198c7d4-75f5-7b7e-9c5f-0d4f2b8f9a11", "trace_1.2-abc"])
def test_a_clients_sane_id_is_kept(client: Client, given: str) -> None:
    answer = client.get("/api/v1/feed", headers={"X-Request-ID": given})
    assert answer["X-Request-ID"] == answer.json()["request_id"] == given


@pytest.mark.parametrize(
    "given",
    ["short", "x" * 65, "with space in it", "a\tb-cdefgh", "<script>alert(1)", "é" * 10, '"quoted-id"', "-" * 40,
     "{12345678123456781234567812345678}"],
)  # fmt: skip
def test_any_other_is_not(client: Client, given: str) -> None:
    answer = client.get("/api/v1/feed", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])


def test_records_carry_it(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    from django_guid.log_filters import CorrelationId

    caplog.handler.addFilter(mark := CorrelationId("request_id"))
    try:
        client.get("/api/v1/nothing", headers={"X-Request-ID": "my-own-id-1"})
    finally:
        caplog.handler.removeFilter(mark)
    assert [r.request_id for r in caplog.records if r.name == "django.request"] == ["my-own-id-1"]  # type: ignore[attr-defined]
    assert django_settings.LOGGING["handlers"]["console"]["filters"] == ["request_id"]


# --- pages ---


@pytest.mark.parametrize("how", ["operational", "interface"])
def test_a_page_without_its_database_says_so_in_a_sentence(client: Client, how: str) -> None:
    answer = client.get(f"/break/{how}")
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert int(answer["Retry-After"]) > 0
    assert "cannot reach its database" in text
    assert "Try again" in text
    assert SECRET not in text
    assert "<script" not in text
    assert " style=" not in text


def test_a_form_that_was_sent_meanwhile_is_not_sent_again_by_itself(client: Client) -> None:
    client = Client(raise_request_exception=False)
    assert b"http-equiv" in client.get("/break/operational").content
    assert b"http-equiv" not in client.post("/break/operational").content


def test_a_page_that_breaks_is_still_a_page(client: Client, settings: Any) -> None:
    settings.DEBUG = False
    answer = client.get("/break/bug")
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content


def test_a_form_that_is_too_large_is_answered_with_a_page(client: Client) -> None:
    answer = client.post("/accounts/login/", "a=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert b"At most 2 MB can be sent at once" in answer.content


@pytest.mark.parametrize("path", ["/accounts/login/?next=%00", "/portal/?a=%00"])
def test_a_nul_in_a_pages_address_is_answered_with_a_page(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert b"could not be read" in answer.content
