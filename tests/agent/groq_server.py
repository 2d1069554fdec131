"""A loopback server that speaks enough of Groq's protocol for the brain's tests: answers, and failures by name."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, dict[str, Any]]


class GroqServer:
    """Answers chat completions from a script: a function from the request's body to status and message."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.fail: Reply | None = None
        self.reading: dict[str, Any] = {}
        self.tool_calls: list[tuple[str, dict[str, Any] | str]] = []

    def reply(self, body: dict[str, Any]) -> Reply:
        self.requests.append(body)
        if self.fail:
            return self.fail
        if "tools" not in body:
            return 200, completion({"content": json.dumps(self.reading)})
        if any(m["role"] == "tool" for m in body["messages"]):
            return 200, completion({"content": "done"})
        calls = [
            {
                "id": f"call_{n}",
                "type": "function",
                "function": {"name": name, "arguments": a if isinstance(a, str) else json.dumps(a)},
            }
            for n, (name, a) in enumerate(self.tool_calls)
        ]
        return 200, completion({"content": None, "tool_calls": calls})


def completion(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "openai/gpt-oss-120b",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **message}}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


def failure(status: int, code: str) -> Reply:
    return status, {"error": {"message": code, "type": "invalid_request_error", "code": code}}


@contextmanager
def serving() -> Iterator[tuple[GroqServer, str]]:
    """The server and its address, for as long as it is needed."""
    groq = GroqServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == "/openai/v1/chat/completions"
            status, answer = groq.reply(body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield groq, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
