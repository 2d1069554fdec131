"""What went wrong with a call of a model, told from what the SDK raised."""

from dataclasses import dataclass
from enum import Enum, auto

import groq
import httpx

from apps.agent.brains.base import BrainFailure
from apps.agent.states import Fallback

LONGEST_WAIT = 5.0  # seconds worth waiting when Groq says how long its limit lasts

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
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class AnswerTooLong(httpx.DecodingError):
    """More came than a model can have said, or packed so that nobody knows how much it is; the rest is not read."""


class Ending(Enum):
    """What a call that brought no answer says of the model's being there."""

    SAID_NO = auto()  # it is there, and would not
    LIMITED = auto()  # it is there, later
    FAILED = auto()  # it is not there, or nobody knows what is


@dataclass(frozen=True, slots=True)
class Lost:
    """How a call ended without an answer.

    Args:
        again_after: the seconds after which a second try makes sense; None when it does not.
        limit: the seconds for which its limit lasts, when it said so.
        may_have_cost: it may have been worked on, and nobody heard what it took.
        timed_out: time ended first; with more of it there might have been an answer.
    """

    code: Fallback
    ending: Ending
    again_after: float | None = None
    limit: float | None = None
    may_have_cost: bool = False
    timed_out: bool = False


class CallLost(BrainFailure):
    """A call brought no answer."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost.code)
        self.lost = lost


UNREADABLE = Lost(Fallback.MALFORMED_ANSWER, Ending.FAILED, may_have_cost=True)


def lost_by(error: groq.GroqError) -> Lost:
    """What the SDK raised, in our words."""
    if isinstance(error, groq.APIStatusError):
        return _by_status(error)
    if isinstance(error.__cause__, AnswerTooLong):
        return UNREADABLE
    if not isinstance(error, groq.APIConnectionError):
        return UNREADABLE if isinstance(error, groq.APIError) else Lost(Fallback.BRAIN_ERROR, Ending.SAID_NO)
    sent = not isinstance(error.__cause__, _NEVER_SENT)
    timed_out = isinstance(error, groq.APITimeoutError)
    code = Fallback.TIMEOUT if timed_out and sent else Fallback.UNREACHABLE
    return Lost(code, Ending.FAILED, may_have_cost=sent, timed_out=timed_out)


def _by_status(error: groq.APIStatusError) -> Lost:
    code, status = _code_of(error), error.status_code
    if status == 429:
        limit = _retry_after(error)
        worth_it = limit is not None and limit <= LONGEST_WAIT
        return Lost(code, Ending.LIMITED, again_after=limit if worth_it else None, limit=limit)
    broken = status >= 500 or status in (401, 403, 404, 498) or code == Fallback.WRONG_ADDRESS
    again = 0.0 if detail_of(error) in _CHANCE else None
    return Lost(code, Ending.FAILED if broken else Ending.SAID_NO, again_after=again, may_have_cost=again is not None)


def _code_of(error: groq.APIStatusError) -> Fallback:
    if (code := detail_of(error)) in _BY_CODE:
        return _BY_CODE[code]
    if error.status_code == 404 or 300 <= error.status_code < 400:  # words of people go where it is set, nowhere else
        return Fallback.WRONG_ADDRESS
    plain = Fallback.SERVER_ERROR if error.status_code >= 500 else Fallback.REFUSED
    return _BY_STATUS.get(error.status_code, plain)


def detail_of(error: groq.APIStatusError) -> str:
    """The error's own code, when it has one."""
    body = error.body if isinstance(error.body, dict) else {}
    detail = body.get("error", body)
    return str(detail.get("code") or "") if isinstance(detail, dict) else ""


def _retry_after(error: groq.APIStatusError) -> float | None:
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
