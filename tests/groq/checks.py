"""What Groq refuses before any model sees it, as its documentation says."""

from typing import Any

from tests.groq.shapes import CONTEXT, MODELS, Json, error, tokens

Refusal = tuple[int, Json]


def refusal(request: Any) -> Refusal | None:
    """Status and body for a request that Groq would not take; None when it would."""
    if not isinstance(request, dict):
        return 400, error("request body must be a JSON object")
    for check in (_model, _messages, _unsupported, _reasoning, _response_format, _tools, _length):
        if refused := check(request):
            return refused
    return None


def _model(request: Json) -> Refusal | None:
    name = request.get("model")
    if not name:
        return 400, error("'model' : property 'model' is missing")
    if name in MODELS:
        return None
    message = f"The model `{name}` does not exist or you do not have access to it."
    return 404, error(message, code="model_not_found")


def _messages(request: Json) -> Refusal | None:
    messages = request.get("messages")
    if not isinstance(messages, list) or not messages:
        return 400, error("'messages' : minimum number of items is 1", code=None)
    for n, message in enumerate(messages):
        if message.get("role") not in ("system", "user", "assistant", "tool", "developer"):
            return 400, error(f"'messages.{n}' : discriminator property 'role' has invalid value")
        if "name" in message:
            return 400, error(f"'messages.{n}' : for 'role:{message['role']}' property 'name' is unsupported")
        if message["role"] == "tool" and not message.get("tool_call_id"):
            return 400, error(f"'messages.{n}' : for 'role:tool' property 'tool_call_id' is missing")
    return None


def _unsupported(request: Json) -> Refusal | None:
    for name in ("logprobs", "logit_bias", "top_logprobs"):
        if request.get(name):
            return 400, error(f"'{name}' : property '{name}' is unsupported")
    if request.get("n") not in (None, 1):
        return 400, error("'n' : number must be at most 1")
    return None


def _reasoning(request: Json) -> Refusal | None:
    effort = request.get("reasoning_effort")
    if effort is None or not request["model"].startswith("openai/gpt-oss"):
        return None
    if effort in ("low", "medium", "high"):
        return None
    return 400, error("`reasoning_effort` must be one of `low`, `medium`, or `high`")


def _response_format(request: Json) -> Refusal | None:
    wanted = request.get("response_format") or {"type": "text"}
    if wanted["type"] == "text":
        return None
    if request.get("tools"):
        return 400, error("json mode cannot be combined with tool/function calling")
    if wanted["type"] != "json_schema":
        return None
    asked = wanted.get("json_schema") or {}
    if not asked.get("name"):
        return 400, error("'response_format.json_schema' : property 'name' is missing")
    if asked.get("strict") and (where := _loose(asked.get("schema") or {}, "schema")):
        message = f"invalid JSON schema for response_format: '{asked['name']}': {where}"
        return 400, error(message, param="response_format")
    return None


def _loose(schema: Any, path: str) -> str:
    """Where a strict schema is not: every object closed, every property required."""
    if isinstance(schema, list):
        return next((w for n, part in enumerate(schema) if (w := _loose(part, f"{path}[{n}]"))), "")
    if not isinstance(schema, dict):
        return ""
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            return f"{path}: `additionalProperties:false` must be set on every object"
        if set(schema.get("properties", {})) != set(schema.get("required", [])):
            return f"{path}: `required` must be supplied and be an array including every key in properties"
    return next((w for key, part in schema.items() if (w := _loose(part, f"{path}.{key}"))), "")


def _tools(request: Json) -> Refusal | None:
    for n, tool in enumerate(request.get("tools") or []):
        if tool.get("type") != "function" or not tool.get("function", {}).get("name"):
            return 400, error(f"'tools.{n}' : property 'function.name' is missing")
    return None


def _length(request: Json) -> Refusal | None:
    asked = tokens(request)
    if asked <= CONTEXT:
        return None
    message = f"Request too large for model `{request['model']}`: Limit {CONTEXT}, Requested {asked}"
    return 413, error(f"{message}, please reduce your message size and try again.", "tokens", "request_too_large")
