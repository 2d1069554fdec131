"""Calling Groq so that it always ends: with an answer, or within the time given with a code that says why not.

The SDK's own retries are off: they sleep a worker's thread for up to two minutes. A read timeout alone is no limit
either: a byte now and then keeps a connection alive for ever. So a deadline is held over the whole of each answer.
"""

import functools
import logging
import math
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import groq
import httpx
from django.conf import settings
from langchain_core.exceptions import LangChainException
from langchain_core.messages import BaseMessage
from langchain_groq import ChatGroq
from pydantic import SecretStr

from apps.agent.brains.base import BrainFailure
from apps.agent.states import Fallback

logger = logging.getLogger(__name__)
CONNECT = 3.0  # seconds until a connection must stand
READ = 20.0  # seconds one answer may take
LEAST = 0.2  # seconds below which asking is not worth while
LONGEST_WAIT = 5.0  # seconds worth waiting when Groq says how long its limit lasts

_until: ContextVar[float] = ContextVar("until", default=math.inf)  # on the monotonic clock

_BY_STATUS = {
    401: Fallback.KEY_REFUSED,
    403: Fallback.FORBIDDEN,
    413: Fallback.TOO_LONG,
    429: Fallback.RATE_LIMITED,
    498: Fallback.NO_CAPACITY,
}
_BY_CODE = {
    "tool_use_failed": Fallback.TOOL_USE_FAILED,
    "json_validate_failed": Fallback.MALFORMED_ANSWER,
    "model_not_found": Fallback.MODEL_GONE,
}
_CHANCE = ("tool_use_failed", "json_validate_failed")  # generated badly; another go may be better


class Calls:
    """The calls of one step. All of them together end after `seconds`; one of them may be tried a second time."""

    def __init__(self, *, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._may_repeat = True

    def make(self, invoke: Callable[[list[BaseMessage]], Any], messages: list[BaseMessage]) -> Any:
        """What the model answers.

        Raises:
            BrainFailure: it did not, or not in time.
        """
        try:
            return self._once(invoke, messages)
        except groq.APIStatusError as error:
            pause = _worth_repeating(error)
            if pause is None or not self._may_repeat or self._left() < pause + LEAST:
                raise BrainFailure(code_of(error)) from error
        self._may_repeat = False
        time.sleep(pause)
        try:
            return self._once(invoke, messages)
        except groq.APIStatusError as error:
            raise BrainFailure(code_of(error)) from error

    def _left(self) -> float:
        return self._until - time.monotonic()

    def _once(self, invoke: Callable[[list[BaseMessage]], Any], messages: list[BaseMessage]) -> Any:
        if self._left() < LEAST:
            raise BrainFailure(Fallback.OUT_OF_TIME)
        token = _until.set(min(self._until, time.monotonic() + READ))
        try:
            return invoke(messages)
        except groq.APIStatusError as error:
            # Not its words: they can repeat what a person wrote.
            request_id = error.response.headers.get("x-request-id")
            logger.warning("Groq answered %s %s to request %s", error.status_code, _detail(error), request_id)
            raise
        except groq.GroqError as error:
            logger.warning("Groq did not answer: %r", error.__cause__ or error)
            raise BrainFailure(code_of(error)) from error
        except (LangChainException, LookupError, AttributeError, TypeError, ValueError) as error:
            logger.warning("Groq's answer could not be read: %s", type(error).__name__)
            raise BrainFailure(Fallback.MALFORMED_ANSWER) from error
        finally:
            _until.reset(token)


def code_of(error: groq.GroqError) -> Fallback:
    """The stable code for what the SDK raised."""
    if isinstance(error, groq.APIStatusError):
        return _code_of_status(error)
    if isinstance(error, groq.APITimeoutError):
        never_reached = isinstance(error.__cause__, (httpx.ConnectTimeout, httpx.PoolTimeout))
        return Fallback.UNREACHABLE if never_reached else Fallback.TIMEOUT
    if isinstance(error, groq.APIConnectionError):
        return Fallback.UNREACHABLE
    return Fallback.MALFORMED_ANSWER if isinstance(error, groq.APIError) else Fallback.BRAIN_ERROR


def _code_of_status(error: groq.APIStatusError) -> Fallback:
    if (code := _detail(error)) in _BY_CODE:
        return _BY_CODE[code]
    if error.status_code == 404:
        return Fallback.WRONG_ADDRESS
    plain = Fallback.SERVER_ERROR if error.status_code >= 500 else Fallback.REFUSED
    return _BY_STATUS.get(error.status_code, plain)


def _detail(error: groq.APIStatusError) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    detail = body.get("error", body)
    return str(detail.get("code") or "") if isinstance(detail, dict) else ""


def _worth_repeating(error: groq.APIStatusError) -> float | None:
    """The seconds after which a second try makes sense; None when it does not."""
    if _detail(error) in _CHANCE:
        return 0.0
    if error.status_code != 429:
        return None
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds <= LONGEST_WAIT else None


def model(name: str) -> ChatGroq:
    """The model of that name at the address that is set."""
    return _model(name, settings.GROQ_API_KEY, settings.GROQ_BASE_URL)


@functools.lru_cache(maxsize=8)
def _model(name: str, key: str, base_url: str) -> ChatGroq:
    """Built once per process and setting: constructing one costs 38 ms."""
    return ChatGroq(
        model_name=name,
        api_key=SecretStr(key),
        base_url=base_url or None,
        temperature=0.1,
        max_retries=0,
        # Hooks, not a transport of our own: with one, httpx ignores the proxy that the environment names.
        http_client=groq.DefaultHttpxClient(event_hooks={"request": [_limit], "response": [_hold_to_limit]}),
    )


def _limit(request: httpx.Request) -> None:
    left = min(max(_until.get() - time.monotonic(), 0.01), READ)
    request.extensions["timeout"] = {"connect": min(CONNECT, left), "read": left, "write": left, "pool": left}


def _hold_to_limit(response: httpx.Response) -> None:
    if isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Limited(response.stream, _until.get())


class _Limited(httpx.SyncByteStream):
    """An answer's bytes, until the deadline."""

    def __init__(self, stream: httpx.SyncByteStream, until: float) -> None:
        self._stream = stream
        self._end = until

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            if time.monotonic() > self._end:
                raise httpx.ReadTimeout("the answer was not complete in time")
            yield part

    def close(self) -> None:
        self._stream.close()
