"""The server against the installed SDK: its types parse every answer strictly, its client raises what it should."""

import json
from typing import Any

import groq
import httpx
import pytest
from groq.types import ModelListResponse
from groq.types.chat import ChatCompletion, ChatCompletionChunk
from groq.types.shared import ErrorObject
from langchain_core.messages import AIMessage, HumanMessage
from langchain_groq import ChatGroq
from pydantic import BaseModel, SecretStr

from tests.groq.behaviours import answers, breaks_midstream, spoken
from tests.groq.failures import STATUSES, limited
from tests.groq.models import saying
from tests.groq.server import GroqServer
from tests.groq.shapes import CONTEXT, Json, Said, ToolCall, error

MODEL = "openai/gpt-oss-20b"
HELLO = {"model": MODEL, "messages": [{"role": "user", "content": "finished at Oak St"}]}
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]},
    },
}
OSLO, ROME = ToolCall("weather", {"place": "Oslo"}), ToolCall("weather", {"place": "Rome"})
# What Groq sends and its SDK has no field for.
BESIDES = {"active", "context_window", "public_apps", "max_completion_tokens"}
HEADERS = {f"x-ratelimit-{what}-{of}" for what in ("limit", "remaining", "reset") for of in ("requests", "tokens")}
SAYINGS = {
    "words": Said("It is done."),
    "no words": Said(None),
    "a cut": Said("It is", finish="length"),
    "one call": Said(calls=(OSLO,)),
    "several calls": Said(calls=(OSLO, ROME)),
    "words and a call": Said("Let me look.", (OSLO,)),
}


@pytest.fixture
def client(server: GroqServer) -> groq.Groq:
    return groq.Groq(api_key=server.key, base_url=server.address, max_retries=0, timeout=5)


@pytest.fixture
def chat(server: GroqServer) -> ChatGroq:
    return ChatGroq(model_name=MODEL, api_key=SecretStr(server.key), base_url=server.address, max_retries=0)


def post(server: GroqServer, body: Any, *, key: str = "gsk_test") -> httpx.Response:
    address, sent = f"{server.address}/openai/v1/chat/completions", body if isinstance(body, str) else json.dumps(body)
    return httpx.post(address, content=sent, headers={"Authorization": f"Bearer {key}"}, timeout=5)


def check(kind: type[BaseModel], data: Json) -> None:
    """Valid without any conversion, and nothing in it that the type does not know."""
    parsed = kind.model_validate(data, strict=True)
    assert _strangers(parsed) - BESIDES == set()


def _strangers(model: BaseModel) -> set[str]:
    found = set(model.__pydantic_extra__ or {})
    for value in model.__dict__.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, BaseModel):
                found |= _strangers(part)
    return found


@pytest.mark.parametrize("said", SAYINGS.values(), ids=SAYINGS)
def test_each_completion_is_what_the_sdk_says_it_is(server: GroqServer, said: Said) -> None:
    server.next(spoken(said))
    answer = post(server, {**HELLO, "tools": [WEATHER]})
    check(ChatCompletion, answer.json())
    choice = answer.json()["choices"][0]
    assert choice["finish_reason"] == said.finish_reason
    assert len(choice["message"].get("tool_calls", [])) == len(said.calls)
    assert answer.json()["usage"]["total_tokens"] > answer.json()["usage"]["prompt_tokens"]


@pytest.mark.parametrize("said", SAYINGS.values(), ids=SAYINGS)
def test_each_chunk_of_a_stream_is_what_the_sdk_says_it_is(server: GroqServer, said: Said) -> None:
    server.next(spoken(said))
    answer = post(server, {**HELLO, "tools": [WEATHER], "stream": True})
    *events, done, end = answer.text.split("\n\n")
    assert (done, end) == ("data: [DONE]", "")
    parts = [json.loads(event.removeprefix("data: ")) for event in events]
    for part in parts:
        check(ChatCompletionChunk, part)
    assert parts[0]["choices"][0]["delta"]["role"] == "assistant"
    assert parts[0]["x_groq"]["id"].startswith("req_")
    assert parts[-1]["choices"][0]["finish_reason"] == said.finish_reason
    assert parts[-1]["x_groq"]["usage"]["completion_tokens"] > 0


def test_a_stream_says_the_same_as_the_whole(client: groq.Groq, server: GroqServer) -> None:
    server.next(spoken(Said("All of it, word by word.", (OSLO, ROME))))
    whole = client.chat.completions.create(**HELLO, tools=[WEATHER]).choices[0].message  # type: ignore[call-overload]
    stream = client.chat.completions.create(**HELLO, tools=[WEATHER], stream=True)  # type: ignore[call-overload]
    deltas = [part.choices[0].delta for part in stream]
    assert "".join(d.content or "" for d in deltas) == whole.content
    calls = [call for d in deltas for call in d.tool_calls or []]
    assert [c.function.arguments for c in calls] == [c.function.arguments for c in whole.tool_calls]
    assert len({c.id for c in calls}) == 2


def test_the_models_are_listed_and_found(server: GroqServer, client: groq.Groq) -> None:
    listed = httpx.get(f"{server.address}/openai/v1/models", headers={"Authorization": f"Bearer {server.key}"})
    check(ModelListResponse, listed.json())
    assert MODEL in {m.id for m in client.models.list().data}
    assert client.models.retrieve(MODEL).id == MODEL
    with pytest.raises(groq.NotFoundError):
        client.models.retrieve("llama-3.3-70b-versatile")


def test_each_answer_has_the_headers_and_only_429_says_when_to_come_back(server: GroqServer) -> None:
    server.next(limited(retry_after="2"), times=1)
    busy, fine = post(server, HELLO), post(server, HELLO)
    refused = post(server, HELLO, key="gsk_other")
    for answer in (busy, fine, refused):
        assert {*HEADERS, "x-request-id"} <= set(answer.headers)
        assert answer.headers["content-type"] == "application/json"
    assert busy.headers["retry-after"] == "2"
    assert "retry-after" not in fine.headers
    assert "retry-after" not in refused.headers


RAISED: dict[int, type[groq.APIStatusError]] = {
    400: groq.BadRequestError,
    401: groq.AuthenticationError,
    403: groq.PermissionDeniedError,
    404: groq.NotFoundError,
    413: groq.APIStatusError,
    422: groq.UnprocessableEntityError,
    424: groq.APIStatusError,
    429: groq.RateLimitError,
    498: groq.APIStatusError,
    499: groq.APIStatusError,
    500: groq.InternalServerError,
    502: groq.InternalServerError,
    503: groq.InternalServerError,
}


@pytest.mark.parametrize("name", STATUSES)
def test_each_error_is_parsed_and_raised_as_its_own_class(name: str, server: GroqServer, client: groq.Groq) -> None:
    server.next(STATUSES[name])
    status = int(name.split()[0])
    with pytest.raises(RAISED[status]) as raised:
        client.chat.completions.create(**HELLO)  # type: ignore[call-overload]
    assert type(raised.value) is RAISED[status]
    assert raised.value.status_code == status
    if "HTML" not in name:
        check(ErrorObject, raised.value.body["error"])  # type: ignore[index]


@pytest.mark.parametrize("name", STATUSES)
def test_each_error_reaches_through_langchain_whole_and_streamed(name: str, server: GroqServer, chat: ChatGroq) -> None:
    server.next(STATUSES[name])
    raised = RAISED[int(name.split()[0])]
    with pytest.raises(raised):
        chat.invoke("hello")
    with pytest.raises(raised):
        list(chat.stream("hello"))


def test_langchain_reads_words_calls_and_usage_whole_and_streamed(server: GroqServer, chat: ChatGroq) -> None:
    server.next(spoken(Said("Let me look there.", (OSLO, ROME))))
    bound = chat.bind_tools([WEATHER])
    whole = bound.invoke("weather?")
    parts = list(bound.stream("weather?"))
    summed = parts[0]
    for part in parts[1:]:
        summed = summed + part  # type: ignore[assignment]
    for reply in (whole, summed):
        assert isinstance(reply, AIMessage)
        assert reply.text == "Let me look there."
        assert [call["args"] for call in reply.tool_calls] == [{"place": "Oslo"}, {"place": "Rome"}]
        assert reply.usage_metadata is not None
        assert reply.usage_metadata["output_tokens"] > 0


def test_a_second_question_with_the_same_beginning_is_cached_in_part(server: GroqServer, chat: ChatGroq) -> None:
    first, second = (chat.invoke([("system", "You are kind. " * 40), HumanMessage("hello")]) for _ in range(2))
    assert [_cached(reply) > 0 for reply in (first, second)] == [False, True]


def _cached(reply: AIMessage) -> int:
    details = reply.usage_metadata.get("input_token_details") if reply.usage_metadata else None
    return details.get("cache_read", 0) if details else 0


def test_a_stream_that_breaks_off_is_an_error_without_a_status(server: GroqServer, client: groq.Groq) -> None:
    server.next(breaks_midstream(Said("half of it"), error("Overloaded", "server_error", "over_capacity")))
    seen: list[str] = []
    stream = client.chat.completions.create(**HELLO, stream=True)  # type: ignore[call-overload]
    with pytest.raises(groq.APIError) as raised:
        seen.extend(part.choices[0].delta.content or "" for part in stream)
    assert "".join(seen) == "half of it"
    assert not isinstance(raised.value, groq.APIStatusError)
    assert raised.value.body["code"] == "over_capacity"  # type: ignore[index]


SCHEMA = {"name": "x", "strict": True, "schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}
CLOSED = {**SCHEMA["schema"], "required": ["a"], "additionalProperties": False}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("changed", "status", "code", "words"),
    [
        ({"model": "llama-3.3-70b-versatile"}, 404, "model_not_found", "does not exist"),
        ({"model": None}, 400, None, "model"),
        ({"messages": []}, 400, None, "messages"),
        ({"messages": [{"role": "user", "content": "x", "name": "ana"}]}, 400, None, "'name' is unsupported"),
        ({"messages": [{"role": "boss", "content": "x"}]}, 400, None, "'role' has invalid value"),
        ({"messages": [{"role": "tool", "content": "x"}]}, 400, None, "tool_call_id"),
        ({"logprobs": True}, 400, None, "logprobs"),
        ({"top_logprobs": 2}, 400, None, "top_logprobs"),
        ({"logit_bias": {"1": 2}}, 400, None, "logit_bias"),
        ({"n": 2}, 400, None, "'n'"),
        ({"reasoning_effort": "none"}, 400, None, "reasoning_effort"),
        ({"tools": [{"type": "function"}]}, 400, None, "function.name"),
        ({"tools": [WEATHER], "response_format": {"type": "json_object"}}, 400, None, "json mode cannot be combined"),
        (
            {"tools": [WEATHER], "response_format": {"type": "json_schema", "json_schema": SCHEMA}},
            400,
            None,
            "json mode cannot be combined",
        ),
        ({"response_format": {"type": "json_schema", "json_schema": SCHEMA}}, 400, None, "additionalProperties:false"),
        (
            {"response_format": {"type": "json_schema", "json_schema": {**SCHEMA, "schema": CLOSED}}},
            400,
            "json_validate_failed",
            "does not match",
        ),
        ({"messages": [{"role": "user", "content": "x" * 5 * CONTEXT}]}, 413, "request_too_large", "too large"),
    ],
)
def test_what_groq_refuses_is_refused(
    server: GroqServer, changed: Json, status: int, code: str | None, words: str
) -> None:
    answer = post(server, HELLO | changed)
    assert (answer.status_code, answer.json()["error"].get("code")) == (status, code)
    assert words in answer.json()["error"]["message"]
    check(ErrorObject, answer.json()["error"])


def test_the_key_the_address_and_the_body_are_looked_at_first(server: GroqServer) -> None:
    wrong_key, no_json = post(server, HELLO, key="gsk_other"), post(server, "{not json")
    assert (wrong_key.status_code, wrong_key.json()["error"]["code"]) == (401, "invalid_api_key")
    assert no_json.status_code == 400
    elsewhere = groq.Groq(api_key=server.key, base_url=f"{server.address}/openai/v1", max_retries=0)
    with pytest.raises(groq.NotFoundError, match="Unknown request URL"):
        elsewhere.chat.completions.create(**HELLO)  # type: ignore[call-overload]


def test_a_connection_is_kept_and_a_call_takes_no_delayed_acknowledgement(
    server: GroqServer, client: groq.Groq
) -> None:
    for _ in range(5):
        client.chat.completions.create(**HELLO)  # type: ignore[call-overload]
    assert server.connections == 1


def test_tools_that_do_not_fit_are_refused_as_groq_does(server: GroqServer) -> None:
    server.next(answers(saying("", ToolCall("weather", {"city": "Oslo"}))), times=1)
    server.next(answers(saying("", ToolCall("sing", {}))), times=1)
    for words in ("did not match schema", "not in request.tools"):
        answer = post(server, {**HELLO, "tools": [WEATHER]})
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "tool_use_failed")
        assert words in answer.json()["error"]["message"]
        check(ErrorObject, answer.json()["error"])
