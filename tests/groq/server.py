"""The server itself: HTTP/1.1 with kept connections, TCP_NODELAY, a bearer check, and a script of what to do next."""

import hashlib
import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.groq import shapes
from tests.groq.behaviours import Behaviour, Call, Delivery, Reply, answers
from tests.groq.checks import refusal
from tests.groq.models import good, is_plan
from tests.groq.shapes import Json, error

KEY = "gsk_test"
ROOT = "/openai/v1"
DRIP = 0.05  # seconds between two bytes of a trickle


@dataclass
class Turn:
    """What happens on the next calls of a step; without `times` on all of them."""

    behaviour: Behaviour
    step: str = ""
    times: int | None = None

    def is_for(self, request: Json) -> bool:
        """Whether it is this one's turn."""
        return self.times != 0 and self.step in ("", "plan" if is_plan(request) else "triage")


class GroqServer:
    """What was asked, and what to answer: the first turn that fits, else the good model."""

    def __init__(self, *, key: str = KEY) -> None:
        self.key = key
        self.address = ""
        self.root = ROOT
        self.requests: list[Json] = []
        self.connections = 0
        self.closing = threading.Event()
        self.asked = threading.Event()
        self._turns: list[Turn] = []
        self._prefixes: set[str] = set()
        self._lock = threading.Lock()

    def next(self, behaviour: Behaviour, *, step: str = "", times: int | None = None) -> None:
        """Do this on calls of `step` ("triage", "plan" or both): the next `times`, or from now on."""
        self._turns.append(Turn(behaviour, step, times))

    def forget(self) -> None:
        """Begin anew: nothing was asked, and the good model answers."""
        with self._lock:
            self.requests, self._turns = [], []

    def asked_for(self, step: str) -> list[Json]:
        """The requests of one step."""
        return [r for r in self.requests if is_plan(r) == (step == "plan")]

    def complete(self, request: Json) -> Reply:
        """The answer to a request for a completion."""
        if refused := refusal(request):
            return Reply(*refused)
        with self._lock:
            self.requests.append(request)
            cached = self._cached(request)
            turn = next((t for t in self._turns if t.is_for(request)), None)
            if turn and turn.times:
                turn.times -= 1
        self.asked.set()
        return (turn.behaviour if turn else answers(good))(Call(request, cached))

    def _cached(self, request: Json) -> int:
        """Groq keeps exact prefixes: here the system's words and the tools."""
        start = json.dumps([request["model"], request["messages"][0], request.get("tools")])
        prefix = hashlib.sha256(start.encode()).hexdigest()
        known = prefix in self._prefixes
        self._prefixes.add(prefix)
        return len(start) // 4 if known else 0


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    groq: GroqServer

    def setup(self) -> None:
        super().setup()
        self.groq.connections += 1

    def do_GET(self) -> None:
        if self.headers.get("Authorization") != f"Bearer {self.groq.key}":
            return self._send(Reply(401, error("Invalid API Key", code="invalid_api_key")))
        if self.path == f"{self.groq.root}/models":
            return self._send(Reply(body=shapes.models()))
        if (name := self.path.removeprefix(f"{self.groq.root}/models/")) in shapes.MODELS:
            return self._send(Reply(body=shapes.model(name)))
        return self._send(self._unknown())

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Authorization") != f"Bearer {self.groq.key}":
            return self._send(Reply(401, error("Invalid API Key", code="invalid_api_key")))
        if self.path != f"{self.groq.root}/chat/completions":
            return self._send(self._unknown())
        try:
            request = json.loads(sent)
        except ValueError:
            return self._send(Reply(400, error("failed to decode json body: json: unable to parse JSON")))
        return self._send(self.groq.complete(request))

    def _unknown(self) -> Reply:
        message = f"Unknown request URL: {self.command} {self.path}. Please check the URL for typos"
        return Reply(404, error(message, code="unknown_url"))

    def _send(self, reply: Reply) -> None:
        if reply.delivery is Delivery.HANG:
            self.close_connection = True
            self.groq.closing.wait()
            return None
        self.send_response(reply.status)
        for name, value in (_limits() | {"Content-Type": reply.content_type} | reply.headers).items():
            self.send_header(name, value)
        if reply.events is not None:
            return self._send_events(reply.events)
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        return self._send_body(body, reply.delivery)

    def _send_events(self, events: Iterator[bytes]) -> None:
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
        self.wfile.write(b"0\r\n\r\n")

    def _send_body(self, body: bytes, delivery: Delivery) -> None:
        self.send_header("Content-Length", str(len(body) + (9 if delivery is Delivery.WRONG_LENGTH else 0)))
        self.end_headers()
        if delivery is Delivery.TRICKLE:
            return self._trickle(body)
        self.wfile.write(body[: len(body) // 2] if delivery is Delivery.RESET else body)
        if delivery is Delivery.RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = delivery is not Delivery.PROMPT or self.close_connection
        return None

    def _trickle(self, body: bytes) -> None:
        """A byte at a time, so that no pause is long; without end, as the last one never comes."""
        self.close_connection = True
        try:
            for n in range(len(body) - 1):
                if self.groq.closing.wait(DRIP):
                    return
                self.wfile.write(body[n : n + 1])
            self.groq.closing.wait()
        except OSError:  # whoever asked has gone away, rightly
            return

    def log_message(self, *args: Any) -> None:
        pass


def _limits() -> dict[str, str]:
    """The headers of every answer. Requests are counted a day, tokens a minute."""
    return {
        "x-request-id": shapes.request_id(),
        "x-ratelimit-limit-requests": "1000",
        "x-ratelimit-limit-tokens": "8000",
        "x-ratelimit-remaining-requests": "999",
        "x-ratelimit-remaining-tokens": "6800",
        "x-ratelimit-reset-requests": "1m26.4s",
        "x-ratelimit-reset-tokens": "9s",
    }


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what these tests are about."""


@contextmanager
def serving(*, host: str = "127.0.0.1", port: int = 0, key: str = KEY) -> Iterator[GroqServer]:
    """The server with its address, for as long as it is needed."""
    groq = GroqServer(key=key)
    listener = _Listener((host, port), type("BoundHandler", (Handler,), {"groq": groq}))
    groq.address = f"http://{host}:{listener.server_port}"
    threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield groq
    finally:
        groq.closing.set()
        listener.shutdown()
        listener.server_close()
