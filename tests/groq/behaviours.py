"""How one call goes: an answer or an error, and how it travels. Small pieces that combine."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

import jsonschema_rs

from tests.groq.models import Model
from tests.groq.shapes import Json, Said, chunks, completion, error


class Delivery(Enum):
    """How the bytes come."""

    PROMPT = auto()
    TRICKLE = auto()  # a byte now and then, for ever short of the end
    HANG = auto()  # taken, never answered
    RESET = auto()  # half of the body, then the connection breaks
    WRONG_LENGTH = auto()  # says it is longer than it is


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes over the wire. `events` is a stream; else `body`, as JSON unless it is bytes already."""

    status: int = 200
    body: Json | bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    events: Iterator[bytes] | None = None
    delivery: Delivery = Delivery.PROMPT
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One request for a completion, already found in order."""

    request: Json
    cached: int = 0


Behaviour = Callable[[Call], Reply]


def answers(model: Model) -> Behaviour:
    """The model answers, as a stream when one is asked for; what breaks the asked schema is refused as Groq does."""

    def reply(call: Call) -> Reply:
        said = model(call.request)
        if refused := _unfit(call.request, said):
            return Reply(400, refused)
        return spoken(said)(call)

    return reply


def unchecked(model: Model) -> Behaviour:
    """The model answers, and nobody at Groq looks at what it says."""
    return lambda call: spoken(model(call.request))(call)


def spoken(said: Said) -> Behaviour:
    """Just this, fit or not."""

    def reply(call: Call) -> Reply:
        if call.request.get("stream"):
            return Reply(events=_stream(chunks(call.request, said, cached=call.cached)), content_type=EVENTS)
        return Reply(body=completion(call.request, said, cached=call.cached))

    return reply


EVENTS = "text/event-stream"


def _stream(parts: Iterator[Json]) -> Iterator[bytes]:
    for part in parts:
        yield b"data: " + json.dumps(part).encode() + b"\n\n"
    yield b"data: [DONE]\n\n"


def breaks_midstream(said: Said, failure: Json) -> Behaviour:
    """A stream that ends with an error event instead of its last chunk."""

    def reply(call: Call) -> Reply:
        begun = list(chunks(call.request, said))[:-1]
        told = b"event: error\ndata: " + json.dumps(failure).encode() + b"\n\n"
        events = [b"data: " + json.dumps(part).encode() + b"\n\n" for part in begun]
        return Reply(events=iter([*events, told]), content_type=EVENTS)

    return reply


def fails(status: int, body: Json | bytes, *, content_type: str = "application/json", **headers: str) -> Behaviour:
    """An error; `retry_after="2"` becomes the header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda call: Reply(status, body, named, content_type=content_type)


def delivered(behaviour: Behaviour, how: Delivery) -> Behaviour:
    """The same answer, travelling differently."""
    return lambda call: replace(behaviour(call), delivery=how)


def changed(behaviour: Behaviour, change: Callable[[Any], Json | bytes]) -> Behaviour:
    """The same answer with its body changed."""

    def reply(call: Call) -> Reply:
        whole = behaviour(call)
        return replace(whole, body=change(whole.body))

    return reply


def _unfit(request: Json, said: Said) -> Json | None:
    """Groq checks what its models generate: the JSON against the schema, the arguments against the tool's."""
    wanted = request.get("response_format") or {}
    if wanted.get("type") == "json_schema" and not _fits(said.content or "", wanted["json_schema"]["schema"]):
        message = "Generated JSON does not match the expected schema. Please adjust your prompt."
        return error(message, code="json_validate_failed", failed_generation=said.content or "")
    tools = {t["function"]["name"]: t["function"] for t in request.get("tools") or []}
    for call in said.calls:
        if call.name not in tools:
            message = (
                f"tool call validation failed: attempted to call tool '{call.name}' which was not in request.tools"
            )
            return error(message, code="tool_use_failed", failed_generation=json.dumps([call.body()["function"]]))
        if not _fits(call.body()["function"]["arguments"], tools[call.name].get("parameters") or {}):
            message = f"tool call validation failed: parameters for tool {call.name} did not match schema"
            return error(message, code="tool_use_failed", failed_generation=json.dumps([call.body()["function"]]))
    return None


def _fits(text: str, schema: Json) -> bool:
    try:
        return jsonschema_rs.is_valid(schema, json.loads(text))
    except ValueError:
        return False
