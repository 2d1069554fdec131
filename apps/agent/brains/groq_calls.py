"""Calling Groq so that it always ends: with an answer, or within the time given with a code that says why not.

The SDK's own retries are off: they sleep a worker's thread for up to two minutes. A read timeout alone is no limit
either: a byte now and then keeps a connection alive for ever. So a deadline is held over the whole of each answer.
"""

import functools
import json
import logging
import math
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import groq
import httpx
from django.conf import settings
from langchain_core.exceptions import LangChainException
from langchain_core.messages import AIMessage, BaseMessage
from langchain_groq import ChatGroq
from pydantic import SecretStr

from apps.agent.brains.base import BrainFailure, Spent
from apps.agent.brains.groq_address import Address, address_of
from apps.agent.brains.groq_errors import UNREADABLE, AnswerTooLong, CallLost, detail_of, lost_by
from apps.agent.brains.guard import Guard
from apps.agent.states import Fallback

logger = logging.getLogger(__name__)
CONNECT = 3.0  # seconds until a connection must stand
READ = 20.0  # seconds one answer may take
LEAST = 0.2  # seconds below which asking is not worth while
FAIR = 2.0  # seconds below which an answer that is late says nothing about the model
LONGEST_ANSWER = 2048  # tokens, thinking included
MOST_BYTES = 256 * 1024  # of one answer: a token is a few bytes, in JSON some more
MOST_TOKENS = 10_000_000  # no model reads more at once
LONGEST_QUEUE = 3600  # seconds

Invoke = Callable[[list[BaseMessage]], Any]


@dataclass(slots=True)
class _Exchange:
    """One call as it goes over the wire: when it must be over (monotonic clock), and what the provider calls it."""

    until: float = math.inf
    request_id: str = ""


_exchange: ContextVar[_Exchange | None] = ContextVar("exchange", default=None)


@dataclass(slots=True)
class Calls:
    """The calls of one step to one model. All of them together end after `seconds`; one may be tried a second time.

    Args:
        guard: what stands before each of them; without one, nothing does and nothing is kept.
        besides: bytes that are sent with every call besides the messages: tools, a schema.
    """

    seconds: float
    model: str
    guard: Guard | None = None
    besides: int = 0
    spent: Spent = field(default_factory=Spent)
    _until: float = field(init=False)
    _may_repeat: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.seconds

    @contextmanager
    def told(self) -> Iterator[None]:
        """Lets a failure say what was spent before it."""
        try:
            yield
        except BrainFailure as failure:
            failure.spent = self.spent
            raise

    def make(self, invoke: Invoke, messages: list[BaseMessage]) -> Any:
        """What the model answers.

        Raises:
            BrainFailure: it did not, or not in time, or it was not asked.
        """
        try:
            return self._once(invoke, messages)
        except CallLost as first:
            pause = first.lost.again_after
            if pause is None or not self._may_repeat or self._left() < pause + LEAST:
                raise
        self._may_repeat = False
        time.sleep(pause)
        return self._once(invoke, messages)

    def _left(self) -> float:
        return self._until - time.monotonic()

    def _once(self, invoke: Invoke, messages: list[BaseMessage]) -> Any:
        if self._left() < LEAST:
            raise BrainFailure(Fallback.OUT_OF_TIME)
        if self.guard:
            self.guard.before(self._most(messages))
        seconds = min(self._left(), READ)
        exchange = _Exchange(until=time.monotonic() + seconds)
        try:
            answer = _over_the_wire(invoke, messages, exchange)
        except CallLost as failure:
            self.spent = self.spent.and_then(Spent(self.model, request_id=exchange.request_id))
            if self.guard:
                enough = seconds >= min(FAIR, READ, settings.GROQ_PATIENCE / 2)
                self.guard.lost(failure.lost, fair=enough or not failure.lost.timed_out)
            raise
        spent = _spent(answer, self.model, exchange.request_id)
        self.spent = self.spent.and_then(spent)
        if self.guard:
            self.guard.answered(spent)
        return answer

    def _most(self, messages: list[BaseMessage]) -> int:
        """The most tokens a call can take: none is shorter than a byte."""
        sent = [m.model_dump(include={"content", "tool_calls"}) for m in messages]
        asked = json.dumps(sent, ensure_ascii=False, default=str).encode(errors="surrogatepass")
        return len(asked) + self.besides + LONGEST_ANSWER


def _over_the_wire(invoke: Invoke, messages: list[BaseMessage], exchange: _Exchange) -> Any:
    token = _exchange.set(exchange)
    try:
        return invoke(messages)
    except groq.APIStatusError as error:
        # Not its words: they can repeat what a person wrote.
        logger.warning("Groq answered %s %s to request %s", error.status_code, detail_of(error), exchange.request_id)
        raise CallLost(lost_by(error)) from error
    except groq.GroqError as error:
        logger.warning("Groq did not answer: %r", error.__cause__ or error)
        raise CallLost(lost_by(error)) from error
    except (LangChainException, LookupError, AttributeError, TypeError, ValueError, RecursionError) as error:
        logger.warning("Groq's answer could not be read: %s", type(error).__name__)
        raise CallLost(UNREADABLE) from error
    finally:
        _exchange.reset(token)


def _spent(answer: Any, model: str, request_id: str) -> Spent:
    """What an answer says that it took; nothing when it says nothing."""
    reply = answer["raw"] if isinstance(answer, dict) else answer
    if not isinstance(reply, AIMessage) or (usage := reply.usage_metadata) is None:
        return Spent(model, request_id=request_id)
    known = usage.get("input_token_details", {}).get("cache_read", 0)
    if not all(map(_can_be, (usage["input_tokens"], usage["output_tokens"], known))):
        logger.warning("request %s was counted as nobody counts", request_id)
        return Spent(model, request_id=request_id)
    waited = (reply.response_metadata.get("token_usage") or {}).get("queue_time")
    return Spent(
        model=model,
        tokens_in=usage["input_tokens"],
        tokens_out=usage["output_tokens"],
        tokens_cached=min(known, usage["input_tokens"]),
        queue_ms=waited * 1000 if isinstance(waited, int | float) and 0 <= waited <= LONGEST_QUEUE else None,
        request_id=request_id,
    )


def _can_be(tokens: object) -> bool:
    """Whether a call can take so many; whoever speaks the protocol may say anything."""
    return isinstance(tokens, int) and 0 <= tokens <= MOST_TOKENS


def model(name: str) -> ChatGroq:
    """The model of that name at the address that is set."""
    return _model(name, settings.GROQ_API_KEY, settings.GROQ_BASE_URL)


@functools.lru_cache(maxsize=8)
def _model(name: str, key: str, base_url: str) -> ChatGroq:
    """Built once per process and setting: constructing one costs 38 ms."""
    address = address_of(base_url)
    return ChatGroq(
        model_name=name,
        api_key=SecretStr(key),
        base_url=address.root or None,
        temperature=0.1,
        max_tokens=LONGEST_ANSWER,
        max_retries=0,
        service_tier="auto" if address.path else "on_demand",  # the one that others know
        default_headers={"Accept-Encoding": "identity"},
        # Hooks, not a transport of our own: with one, httpx ignores the proxy that the environment names.
        http_client=groq.DefaultHttpxClient(
            event_hooks={"request": _asking(address), "response": [_hold_to_limit]}, follow_redirects=False
        ),
    )


def _asking(address: Address) -> list[Callable[[httpx.Request], None]]:
    return [address.redirect, _limit] if address.path else [_limit]


def _limit(request: httpx.Request) -> None:
    left = min(max(_now().until - time.monotonic(), 0.01), READ)
    request.extensions["timeout"] = {"connect": min(CONNECT, left), "read": left, "write": left, "pool": left}


def _hold_to_limit(response: httpx.Response) -> None:
    _now().request_id = re.sub(r"[^\w.-]", "", response.headers.get("x-request-id", "")[:80])
    if response.headers.get("content-encoding", "identity") != "identity":
        raise AnswerTooLong("the answer was packed, though it was asked for plain")
    if isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Limited(response.stream, _now().until)


def _now() -> _Exchange:
    return _exchange.get() or _Exchange()


class _Limited(httpx.SyncByteStream):
    """An answer's bytes, until the deadline, and not more than there can be."""

    def __init__(self, stream: httpx.SyncByteStream, until: float) -> None:
        self._stream = stream
        self._end = until

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._stream:
            size += len(part)
            if size > MOST_BYTES:
                raise AnswerTooLong("the answer was longer than any can be")
            if time.monotonic() > self._end:
                raise httpx.ReadTimeout("the answer was not complete in time")
            yield part

    def close(self) -> None:
        self._stream.close()
