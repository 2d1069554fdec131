"""The bodies Groq answers with: completions, stream chunks, models, errors. Built here and nowhere else."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
FINGERPRINT = "fp_17c1cc6f9b"
CONTEXT = 131_072
MODELS = {
    "openai/gpt-oss-120b": "OpenAI",
    "openai/gpt-oss-20b": "OpenAI",
    "qwen/qwen3.6-27b": "Alibaba Cloud",
}


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call of a tool. `arguments` as text may be anything a model could write."""

    name: str
    arguments: Json | str

    def body(self) -> Json:
        """As it stands in a message."""
        text = self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments)
        return {"id": f"fc_{uuid4()}", "type": "function", "function": {"name": self.name, "arguments": text}}


@dataclass(frozen=True, slots=True)
class Said:
    """What the model says: words, or calls of tools."""

    content: str | None = None
    calls: tuple[ToolCall, ...] = ()
    finish: str = ""

    @property
    def finish_reason(self) -> str:
        """Why it stopped."""
        return self.finish or ("tool_calls" if self.calls else "stop")

    def message(self) -> Json:
        """As an assistant's message: Groq leaves out what is not there."""
        message: Json = {"role": "assistant"}
        if self.content is not None or not self.calls:
            message["content"] = self.content
        if self.calls:
            message["tool_calls"] = [call.body() for call in self.calls]
        return message


def completion(request: Json, said: Said, *, cached: int = 0) -> Json:
    """A whole chat completion."""
    return {
        "id": f"chatcmpl-{uuid4()}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request["model"],
        "choices": [{"index": 0, "message": said.message(), "logprobs": None, "finish_reason": said.finish_reason}],
        "usage": usage(request, said, cached=cached),
        "usage_breakdown": None,
        "system_fingerprint": FINGERPRINT,
        "x_groq": {"id": request_id(), "seed": 1},
        "service_tier": request.get("service_tier") or "on_demand",
    }


def chunks(request: Json, said: Said, *, cached: int = 0) -> Iterator[Json]:
    """The same as a stream: the role, the words one by one, each tool call whole, the end with the usage."""
    groq, made = request_id(), int(time.time())
    common = {
        "id": f"chatcmpl-{uuid4()}",
        "object": "chat.completion.chunk",
        "created": made,
        "model": request["model"],
        "system_fingerprint": FINGERPRINT,
    }

    def chunk(delta: Json, finish: str | None = None, **more: Any) -> Json:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**common, "choices": [choice], **more}

    yield chunk({"role": "assistant", "content": ""}, x_groq={"id": groq})
    words = (said.content or "").split(" ") if said.content else []
    for n, word in enumerate(words):
        yield chunk({"content": word if n == 0 else f" {word}"})
    for n, call in enumerate(said.calls):
        yield chunk({"tool_calls": [{"index": n, **call.body()}]})
    yield chunk({}, said.finish_reason, x_groq={"id": groq, "usage": usage(request, said, cached=cached)})


def usage(request: Json, said: Said, *, cached: int = 0) -> Json:
    """What it took; times in seconds. Four characters count as a token."""
    asked, answered = tokens(request), max(1, len(json.dumps(said.message())) // 4)
    return {
        "queue_time": 0.0012,
        "prompt_tokens": asked,
        "prompt_time": asked / 20_000,
        "completion_tokens": answered,
        "completion_time": answered / 500,
        "total_tokens": asked + answered,
        "total_time": asked / 20_000 + answered / 500,
        "prompt_tokens_details": {"cached_tokens": min(cached, asked)},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def tokens(request: Json) -> int:
    """About how long a request is."""
    return len(json.dumps([request.get("messages"), request.get("tools")])) // 4


def models() -> Json:
    """The list of models."""
    return {"object": "list", "data": [model(name) for name in MODELS]}


def model(name: str) -> Json:
    """One model of the list."""
    return {
        "id": name,
        "object": "model",
        "created": 1754408224,
        "owned_by": MODELS[name],
        "active": True,
        "context_window": CONTEXT,
        "public_apps": None,
        "max_completion_tokens": 65_536,
    }


def error(message: str, kind: str = "invalid_request_error", code: str | None = None, **more: Any) -> Json:
    """An error's body. Groq leaves `code` out where it has none."""
    return {"error": {"message": message, "type": kind, **({"code": code} if code else {}), **more}}


def request_id() -> str:
    """In the form of Groq's own."""
    return f"req_01{uuid4().hex[:24]}"
