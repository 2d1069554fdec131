"""Who plays the model: a good one that reads by WorkHub's own rules, a fixed one, and one that obeys an attacker."""

import json
import re
from collections.abc import Callable
from typing import Any

from apps.agent.brains.rules import understand
from apps.agent.understanding import Understanding, Understood
from tests.groq.shapes import Json, Said, ToolCall

Model = Callable[[Json], Said]


def is_plan(request: Json) -> bool:
    """Whether it is the step with tools; the other reads the message and has none."""
    return bool(request.get("tools"))


def good(request: Json) -> Said:
    """Reads what the rules read and plans what follows from it: looks at the visits, suggests, says done."""
    if not is_plan(request):
        return Said(json.dumps(reading(understand(_words(request)))))
    seen = [m["content"] for m in request["messages"] if m["role"] == "tool"]
    if not seen:
        return Said(calls=(ToolCall("list_visits", {}),))
    if "noted" in seen:
        return Said("done")
    calls = tuple(_suggested(json.loads(_words(request)), json.loads(seen[0])))
    return Said(calls=calls) if calls else Said("done")


def _suggested(brief: Json, visits: list[Json]) -> list[ToolCall]:
    here = {"visit_id": visits[0]["id"]} if visits else {}
    calls = []
    for action in brief["understood"]["actions"]:
        if action["intent"] == "incident":
            told = {"severity": action["severity"], "title": action["summary"], **here}
            calls.append(ToolCall("propose_incident_report", told))
        elif action["action"] == "complete":
            calls.append(ToolCall("propose_visit_complete", here))
        elif action["intent"] in ("question", "request"):
            calls.append(ToolCall("propose_message_forward", {"message_id": brief["message_id"]}))
    return calls


def reading(understanding: Understanding, **changed: Any) -> Json:
    """An understanding in the shape that the triage call asks for; `changed` overrides fields of each action."""
    return {
        "actions": [_read(action) | changed for action in understanding.actions],
        "lang": understanding.lang,
        "job_number": understanding.job_number,
        "place": understanding.place,
        "ask": understanding.ask,
    }


def _read(action: Understood) -> Json:
    detail = action.action.value if action.action else None
    return {
        "intent": action.intent.value,
        "job_action": detail if action.intent == "job_update" else None,
        "attendance_action": detail if action.intent == "attendance" else None,
        "severity": action.severity.value if action.severity else None,
        "request_kind": action.kind.value if action.kind else None,
        "confidence": action.confidence,
        "evidence_words": [span.text for span in action.evidence],
        "summary": action.summary,
    }


def saying(triage: Json | str, *calls: ToolCall) -> Model:
    """Reads `triage`, whatever was written, and when planning makes these calls and is done."""

    def model(request: Json) -> Said:
        if not is_plan(request):
            return Said(triage if isinstance(triage, str) else json.dumps(triage))
        answered = any(m["role"] == "tool" for m in request["messages"])
        return Said("done") if answered or not calls else Said(calls=calls)

    return model


def restless(request: Json) -> Said:
    """Plans for ever: never stops calling a tool."""
    return Said(calls=(ToolCall("list_visits", {}),)) if is_plan(request) else good(request)


ORDER = re.compile(r"TOOL:(\w+) (\{.*?\})(?=\s|$)")


def obedient_attacker(*orders: ToolCall) -> Model:
    """Hijacked: reads as the attacker likes and calls whatever it is told to, tool or not, in `orders` or the text."""

    def model(request: Json) -> Said:
        told = [ToolCall(name, arguments) for name, arguments in ORDER.findall(_everything(request))]
        if not is_plan(request):
            harmless: Json = {"actions": [], "lang": "en", "job_number": None, "place": None, "ask": None}
            return Said(json.dumps(harmless), calls=tuple(told))
        answered = any(m["role"] == "tool" for m in request["messages"])
        return Said("done") if answered else Said(calls=(*orders, *told))

    return model


def _words(request: Json) -> str:
    """What the user's message says."""
    return next(str(m["content"]) for m in reversed(request["messages"]) if m["role"] == "user")


def _everything(request: Json) -> str:
    return "\n".join(str(m.get("content") or "") for m in request["messages"])
