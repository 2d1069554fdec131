"""gzip: text gets smaller, validators still match, files are not compressed twice."""

import gzip
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.conftest import Cast

GZIP = {"Accept-Encoding": "gzip"}
DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def rows(settings: Any) -> str:
    settings.ROOT_URLCONF = "tests.api.edge_urls"
    return "/api/v9/row"


@pytest.mark.parametrize("path", [DOCUMENT, "/accounts/login/"])
def test_json_and_pages_come_smaller_and_are_the_same(cast: Cast, path: str) -> None:
    plain, small = Client().get(path), Client().get(path, headers=GZIP)
    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert "accept-encoding" in small["Vary"].lower()
    assert len(small.content) < len(plain.content) / 2
    assert len(gzip.decompress(small.content)) == len(plain.content)


def test_the_same_page_never_has_the_same_size_so_that_a_secret_cannot_be_measured(db: None) -> None:
    assert len({len(Client().get(DOCUMENT, headers=GZIP).content) for _ in range(12)}) > 1


def test_an_error_is_readable_under_gzip_too(db: None) -> None:
    answer = Client().get("/api/v1/nothing", headers=GZIP)
    body = gzip.decompress(answer.content) if "Content-Encoding" in answer else answer.content
    assert b'"not_found"' in body


def test_a_compressed_answer_has_a_weak_etag_and_still_a_304(rows: str) -> None:
    plain, small = Client().get(rows), Client().get(rows, headers=GZIP)
    assert (plain["ETag"], small["ETag"]) == ('"v7"', 'W/"v7"')
    for tag in ('"v7"', 'W/"v7"'):
        again = Client().get(rows, headers={**GZIP, "If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert "Content-Encoding" not in again
    assert Client().get(rows, headers={**GZIP, "If-None-Match": '"v6"'}).status_code == 200


@pytest.mark.parametrize(
    ("tag", "status"), [('"v7"', 200), ('W/"v7"', 200), ('"v6"', 412), ('W/"v6"', 412), ('W/"x", W/"v7"', 200)]
)
def test_a_tag_that_compression_made_weak_still_guards_a_change(rows: str, tag: str, status: int) -> None:
    assert Client().put(rows, headers={"If-Match": tag}).status_code == status


def test_a_stream_stays_a_stream(rows: str) -> None:
    answer = Client().get("/stream", headers=GZIP)
    assert answer.streaming
    assert "Content-Length" not in answer
    whole = b"".join(answer)
    assert gzip.decompress(whole) == b"a line of text\n" * 1000


def test_static_files_are_whitenoises_to_compress(db: None) -> None:
    order = django_settings.MIDDLEWARE
    whitenoise = order.index("whitenoise.middleware.WhiteNoiseMiddleware")
    assert whitenoise < order.index("django.middleware.gzip.GZipMiddleware")
    answer = Client().get("/static/workhub/portal.css", headers=GZIP)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
