"""Every documented failure, and every undocumented one that has been seen, by name. Each is one behaviour."""

import gzip
import json

from tests.groq.behaviours import Behaviour, Delivery, answers, changed, delivered, fails, spoken
from tests.groq.models import good, restless
from tests.groq.shapes import Json, Said, ToolCall, error

_ORG = "in organization `org_01k` service tier `on_demand`"


def limited(kind: str = "tokens", *, retry_after: str | None = None) -> Behaviour:
    """429, by tokens or by requests a minute."""
    per = "tokens per minute (TPM): Limit 8000" if kind == "tokens" else "requests per minute (RPM): Limit 30"
    message = f"Rate limit reached for model `openai/gpt-oss-120b` {_ORG} on {per}, Used 7900, Requested 1200."
    body = error(message, kind, "rate_limit_exceeded")
    return fails(429, body, **({"retry_after": retry_after} if retry_after else {}))


def tool_use_failed(generation: str = "<function=list_visits{}</function>") -> Behaviour:
    """400, the first shape: the model wrote no call that could be read."""
    message = (
        "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details on the "
        "function call that failed."
    )
    return fails(400, error(message, code="tool_use_failed", failed_generation=generation))


def tool_call_unfit() -> Behaviour:
    """400, the second shape: the call did not fit the tool's schema."""
    message = (
        "tool call validation failed: parameters for tool propose_visit_complete did not match schema: errors: "
        "[missing properties: 'visit_id']"
    )
    return fails(400, error(message, code="tool_use_failed", failed_generation="[]"))


def calling(name: str, arguments: dict[str, object] | str) -> Behaviour:
    """The model makes this call, and nobody at Groq looked at it."""
    return spoken(Said(calls=(ToolCall(name, arguments),)))


def counting(**usage: object) -> Behaviour:
    """Answers well, and counts its tokens in a way that cannot be."""

    def odd(body: Json) -> Json:
        return body | {"usage": body["usage"] | usage}

    return changed(_GOOD, odd)


_GOOD = answers(good)
_INTERNAL = "internal_server_error"

# What Groq answers with a status that says it failed.
STATUSES: dict[str, Behaviour] = {
    "400": fails(400, error("request is wrong somehow")),
    "400 tool_use_failed": tool_use_failed(),
    "400 tool_use_failed, second shape": tool_call_unfit(),
    "400 json_validate_failed": fails(
        400, error("Failed to generate JSON.", code="json_validate_failed", failed_generation="{")
    ),
    "401": fails(401, error("Invalid API Key", code="invalid_api_key")),
    "403": fails(403, error("Access denied. Please check your network settings.", "access_denied")),
    "404": fails(404, error("The model `gone` does not exist or you do not have access.", code="model_not_found")),
    "413": fails(413, error("Request Entity Too Large", code="request_too_large")),
    "422": fails(422, error("The request could not be processed.")),
    "424": fails(424, error("A dependent request failed.", code="failed_dependency")),
    "429 short": limited(retry_after="1"),
    "429 long": limited(retry_after="417"),
    "429 without a time": limited(),
    "429 requests": limited("requests", retry_after="61"),
    "429 with an odd time": limited(retry_after="soon"),
    "498": fails(498, error("Flex tier capacity exceeded. Try again later.", "capacity", "capacity_exceeded")),
    "499": fails(499, error("Request cancelled.", "request_cancelled")),
    "500": fails(500, error("Internal Server Error", _INTERNAL)),
    "502 in HTML": fails(502, b"<html><head><title>502 Bad Gateway</title></head></html>", content_type="text/html"),
    "503": fails(503, error("Service Unavailable", "service_unavailable")),
}

# What is answered with 200 and cannot be used.
UNUSABLE: dict[str, Behaviour] = {
    "truncated JSON": changed(_GOOD, lambda body: json.dumps(body).encode()[:-40]),
    "no JSON at all": fails(200, b"<html>Welcome</html>", content_type="text/html"),
    "an odd object": fails(200, {"odd": True}),
    "a list": fails(200, b"[]"),
    "no choices": changed(_GOOD, lambda body: body | {"choices": []}),
    "no content": spoken(Said(None)),
    "words instead": spoken(Said("I am happy to help with that!")),
    "cut off": spoken(Said('{"actions": [{"intent": "job_upd', finish="length")),
}

# What is more than a worker should hold.
TOO_MUCH: dict[str, Behaviour] = {
    "ten megabytes": fails(200, b" " * 10_000_000),
    "packed": fails(200, gzip.compress(b" " * 1_000_000), content_encoding="gzip"),
    "deep": fails(200, b"[" * 100_000),
}

# What comes too slowly, or not whole.
TRAVELS: dict[str, Behaviour] = {
    "hangs": delivered(_GOOD, Delivery.HANG),
    "trickles": delivered(_GOOD, Delivery.TRICKLE),
    "breaks off": delivered(_GOOD, Delivery.RESET),
    "is shorter than it says": delivered(_GOOD, Delivery.WRONG_LENGTH),
}

# What a model does with its tools; only the plan has tools.
PLANS: dict[str, Behaviour] = {
    "arguments that are no JSON": calling("propose_visit_complete", '{"visit_id": '),
    "arguments that are a list": calling("propose_visit_complete", "[1]"),
    "arguments of the wrong type": calling("propose_visit_complete", {"visit_id": 5}),
    "a severity that is not there": calling("propose_incident_report", {"severity": "awful", "title": "x"}),
    "arguments nobody asked for": calling("propose_visit_complete", {"visit": "the one at Oak St"}),
    "a visit that is not there": calling(
        "propose_visit_complete", {"visit_id": "00000000-0000-4000-8000-000000000000"}
    ),
    "a tool that is not there": calling("get_weather", {}),
    "a command it was not given": calling("propose_job_cancel", {"job_id": "1", "reason": "x"}),
    "never stops": answers(restless),
    "suggests nothing": spoken(Said("done")),
    "too many calls at once": spoken(Said(calls=(ToolCall("list_visits", {}),) * 200)),
    "an unwritable character": calling("propose_incident_report", {"severity": "low", "title": "a\x00b"}),
}

# What is answered well and counted wrongly: the answer is good, the figures are nobody's.
COUNTS: dict[str, Behaviour] = {
    "less than nothing": counting(prompt_tokens=-5),
    "more than there are": counting(prompt_tokens=10**12),
    "known less than nothing": counting(prompt_tokens_details={"cached_tokens": -5}),
    "known more than there are": counting(prompt_tokens_details={"cached_tokens": 10**12}),
    "waited for ever": counting(queue_time=float("inf")),
    "waited who knows": counting(queue_time=float("nan")),
}

FAILURES: dict[str, Behaviour] = {**STATUSES, **UNUSABLE, **TRAVELS, **PLANS}
