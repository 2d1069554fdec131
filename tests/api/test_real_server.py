"""A real uvicorn whose database is away, and bodies no test client would send."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import websockets.sync.client as ws_client
from django.contrib.auth.hashers import ScryptPasswordHasher, make_password
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from tests.conftest import Cast
from tests.e2e.processes import ROOT, free_port

COOKIE = {"Cookie": "sessionid=" + "a" * 32}
LIMIT = 2_621_440


class Server:
    """One uvicorn, and a client that can misbehave."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.log = log

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named, encode_chunked="Transfer-Encoding" in named)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content

    def problem(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        status, got, content = self.ask(method, path, body, **headers)
        said = json.loads(content)
        assert got["Content-Type"] == "application/problem+json"
        assert said["request_id"] == got["X-Request-ID"]
        assert b"Traceback" not in content
        return status, said["code"]


@pytest.fixture(scope="module", params=["0", "1"], ids=["", "debug"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    nowhere = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    with running(tmp_path_factory.mktemp("home"), nowhere, debug=request.param) as away:
        yield away


@contextmanager
def running(home: Path, database: str, *, debug: str = "0") -> Iterator[Server]:
    port = free_port()
    environment = os.environ | {"WORKHUB_HOME": str(home), "WORKHUB_DEBUG": debug, "DATABASE_URL": database}
    command = [sys.executable, "-m", "uvicorn", "workhub.asgi:application", "--port", str(port)]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        server = Server(port, home / "log")
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, server.log.read_text()
        try:
            if server.ask("GET", "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(server.log.read_text())


# --- the database is away ---


@pytest.mark.parametrize("path", ["/portal/", "/admin/", "/"])
def test_pages_say_so_and_try_again(server: Server, path: str) -> None:
    status, headers, content = server.ask("GET", path, **COOKIE)
    assert (status, headers["Retry-After"]) == (503, "5")
    assert b"cannot reach its database" in content
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_signing_in_by_a_program_says_so_too(server: Server) -> None:
    body = json.dumps({"email": "ana@example.com", "password": "ana"})
    json_type = {"Content-Type": "application/json"}
    assert server.problem("POST", "/_allauth/app/v1/auth/login", body, **json_type) == (503, "try_again")


def test_the_api_says_so_in_its_form(server: Server) -> None:
    assert server.problem("GET", "/api/v1/feed", **COOKIE) == (503, "try_again")
    assert server.ask("GET", "/api/v1/feed", **COOKIE)[1]["Retry-After"] == "5"


def test_what_needs_no_database_goes_on(server: Server) -> None:
    assert server.ask("GET", "/healthz")[0] == 200
    assert server.problem("GET", "/api/v1/feed", Authorization="Bearer made.up.token") == (401, "not_signed_in")
    assert server.problem("GET", "/api/v1/nothing") == (404, "not_found")


def test_a_websocket_is_told_to_come_back_later(server: Server) -> None:
    own = {"Origin": f"http://127.0.0.1:{server.port}", **COOKIE}
    for query, headers in (("?ticket=secret-ticket", {}), ("", own)):
        address = f"ws://127.0.0.1:{server.port}/ws/{query}"
        with ws_client.connect(address, additional_headers=headers) as line, pytest.raises(ConnectionClosed) as told:
            line.recv(timeout=10)
        assert told.value.rcvd is not None
        assert told.value.rcvd.code == 1013
    assert "secret-ticket" not in server.log.read_text()
    assert "WebSocket /ws/" in server.log.read_text()


# --- bodies ---


def chunks(number: int) -> Iterator[bytes]:
    for _ in range(number):
        yield b" " * 65_536


def test_a_body_of_unknown_length_is_cut_at_the_limit(server: Server) -> None:
    sent = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    assert server.problem("POST", "/api/v1/ws-tickets", chunks(60), **sent) == (413, "too_large")
    assert server.problem("POST", "/api/v1/ws-tickets", chunks(2), **sent) == (401, "not_signed_in")


def test_a_long_body_is_refused_before_it_is_kept(server: Server) -> None:
    sent = {"Content-Type": "application/json", "Content-Length": str(40 * 65_536 + LIMIT)}
    assert server.problem("POST", "/api/v1/ws-tickets", chunks(80), **sent) == (413, "too_large")


def test_a_body_of_the_right_size_arrives_whole(server: Server) -> None:
    sent = {"Content-Type": "application/json", "X-Request-ID": "my-own-id-1"}
    body = json.dumps({"email": "a" * 1_000_000, "password": "x"})
    assert server.problem("POST", "/_allauth/app/v1/auth/login", body, **sent)[0] in (400, 503)


def test_head_has_the_length_and_no_body(server: Server) -> None:
    status, headers, content = server.ask("HEAD", "/api/v1/openapi.json")
    assert (status, content) == (200, b"")
    assert int(headers["Content-Length"]) == len(server.ask("GET", "/api/v1/openapi.json")[2])


# --- the whole way, for a program ---


def database_of_this_test() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path="/" + str(connection.settings_dict["NAME"])))


@pytest.mark.django_db(transaction=True)
def test_a_program_signs_in_listens_and_signs_out(cast: Cast, tmp_path: Path) -> None:
    cast.ana.password = make_password("ana", hasher=ScryptPasswordHasher())  # what the server outside these tests takes
    cast.ana.save(update_fields=["password"])
    with running(tmp_path, database_of_this_test()) as server:
        sent = {"Content-Type": "application/json"}
        body = json.dumps({"email": "ana@example.com", "password": "ana"})
        meta = json.loads(server.ask("POST", "/_allauth/app/v1/auth/login", body, **sent)[2])["meta"]
        bearer = {"Authorization": f"Bearer {meta['access_token']}"}
        assert server.ask("GET", "/api/v1/feed", **bearer)[0] == 200
        said = json.loads(server.ask("POST", "/api/v1/ws-tickets", b"", **bearer)[2])
        with ws_client.connect(said["url"], origin=Origin("https://elsewhere.example")) as line:
            assert json.loads(line.recv(timeout=10))["type"] == "hello"
            line.send("nonsense")
            assert json.loads(line.recv(timeout=10)) == {"type": "error", "code": "not_json"}
            assert code_of_the_end(said["url"]) == 4401
            server.ask("DELETE", "/_allauth/app/v1/auth/session", **bearer)
            assert ended_with(line) == 4401
        assert server.problem("GET", "/api/v1/feed", **bearer) == (401, "not_signed_in")
        assert said["ticket"] not in server.log.read_text()


def code_of_the_end(url: str) -> int | None:
    with ws_client.connect(url) as line:
        return ended_with(line)


def ended_with(line: ws_client.ClientConnection) -> int | None:
    with pytest.raises(ConnectionClosed) as told:
        line.recv(timeout=15)
    return told.value.rcvd.code if told.value.rcvd else None
