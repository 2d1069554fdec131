"""The Groq brain: one model reads the message without tools, another plans with read and propose tools.

What a library does badly here is not left to it: no `response_format` together with tools (Groq answers 400), every
failure is a code and the rules take over. A model that names what it was not given is not believed in anything else.
"""

import hashlib
import json
import unicodedata
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from pydantic import BaseModel, ConfigDict, ValidationError

from apps.agent.actions import keep_reading, kept_reading
from apps.agent.brains.base import Answer, BrainFailure, Plan, Planned, PlanRequest, Spent
from apps.agent.brains.groq_address import address_of
from apps.agent.brains.groq_calls import Calls, model
from apps.agent.brains.groq_prompts import PLAN, TRIAGE
from apps.agent.brains.guard import Guard
from apps.agent.brains.links import CUT, cut_links
from apps.agent.brains.rules_plan import MOVES, is_somebody_elses
from apps.agent.brains.rules_plan import plan as plan_by_rules
from apps.agent.brains.working_day import TAPS
from apps.agent.facts import Facts
from apps.agent.models import AgentRun
from apps.agent.states import Brain, Fallback
from apps.agent.tools import command_of, propose_tools, told
from apps.agent.understanding import (
    AttendanceAction,
    Intent,
    JobAction,
    Language,
    RequestKind,
    Severity,
    Span,
    Understanding,
    Understood,
)
from apps.core.commands import canonical
from apps.core.errors import DomainError

MOST_CALLS = 4  # model calls of one plan
MOST_TOOLS = 16  # calls of tools of one plan
MOST_ACTIONS = 12  # things said in one message
MOST_WORDS = 12  # quotations of one of them
LONGEST_NAME, LONGEST_QUESTION = 200, 500  # characters; what is longer is no place, number or question
READ_TOOL = {
    "type": "function",
    "function": {
        "name": "list_visits",
        "description": "The person's visits near now: number, place, status, planned time, id.",
        "parameters": {"type": "object", "properties": {}, "additionalProperties": False},
    },
}

# The label that a command follows from.
_SAID_BY: dict[str, JobAction | AttendanceAction] = {
    "visit.resume": JobAction.START,
    **{command: action for action, (command, _status) in MOVES.items()},
    **{command: action for action, (command, _status) in TAPS.items()},
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _ReadAction(_Strict):
    """What the model says of one action. Words, not offsets: models cannot count characters."""

    intent: Intent
    job_action: JobAction | None
    attendance_action: AttendanceAction | None
    severity: Severity | None
    request_kind: RequestKind | None
    confidence: float
    evidence_words: list[str]
    summary: str


class _Reading(_Strict):
    actions: list[_ReadAction]
    lang: Language
    job_number: str | None
    place: str | None
    ask: str | None


class GroqBrain:
    """Asks Groq, or whatever speaks its protocol at GROQ_BASE_URL, for at most `seconds`.

    Args:
        run: whose calls these are: breaker, budget and kept readings are for calls of runs. Without one the model is
            asked whatever they say, and nothing is written.
    """

    kind = Brain.GROQ

    def __init__(self, *, seconds: float, run: AgentRun | None = None) -> None:
        self._seconds = seconds
        self._run = run

    def triage(self, text: str) -> Answer[Understanding]:
        """What a message means, by strict JSON schema and without tools.

        Raises:
            BrainFailure: Groq did not answer, not in the schema, or found nothing.
        """
        key = _key(text)
        if self._run and (kept := kept_reading(key=key, now=timezone.now())) is not None:
            read = _understanding(text, _Reading.model_validate(kept))
            return Answer(read, settings.GROQ_MODEL_TRIAGE, Spent(settings.GROQ_MODEL_TRIAGE, from_cache=True))
        calls = self._calls(settings.GROQ_MODEL_TRIAGE, besides=len(_schema()))
        with calls.told():
            reading = _Reading.model_validate(cut_links(_read(text, calls).model_dump(mode="json"), said=text))
            understanding = _understanding(text, reading)
        if self._run:
            keep_reading(key=key, reading=reading.model_dump(mode="json"), now=timezone.now())
        return Answer(understanding, settings.GROQ_MODEL_TRIAGE, calls.spent)

    def plan(self, request: PlanRequest) -> Answer[Plan]:
        """Which commands to suggest: a short loop of read tools, then proposals.

        Requests are left to the rules, which read days, hours and amounts (`tools.BY_RULES_ONLY`), and so is whose
        working day it is.

        Raises:
            BrainFailure: Groq did not answer, called what does not exist, or did not come to an end.
        """
        of_rules, rest = _parted(request)
        by_rules = plan_by_rules(of_rules) if of_rules.understanding.actions else Plan()
        if not rest.understanding.actions:
            return Answer(by_rules)
        tools = [READ_TOOL, *propose_tools()]
        calls = self._calls(settings.GROQ_MODEL_PLAN, besides=len(json.dumps(tools)))
        with calls.told():
            planned = _loop(rest, calls, tools)
        both = Plan(planned=(*planned.planned, *by_rules.planned), remarks=by_rules.remarks)
        return Answer(both, settings.GROQ_MODEL_PLAN, calls.spent)

    def _calls(self, name: str, *, besides: int) -> Calls:
        provider = address_of(settings.GROQ_BASE_URL).provider
        guard = Guard(self._run, provider=provider, model=name) if self._run else None
        return Calls(seconds=self._seconds, model=name, guard=guard, besides=besides)


def _read(text: str, calls: Calls) -> _Reading:
    reader = model(calls.model).with_structured_output(_Reading, method="json_schema", strict=True, include_raw=True)
    answer: Any = calls.make(reader.invoke, [SystemMessage(TRIAGE), HumanMessage(text)])
    reading = answer["parsed"]
    if not isinstance(reading, _Reading):
        raise BrainFailure(Fallback.MALFORMED_ANSWER)
    return reading


@cache
def _schema() -> bytes:
    return json.dumps(_Reading.model_json_schema(), sort_keys=True).encode()


def _key(text: str) -> str:
    """What a reading depends on: who reads, what they are told, the form they answer in, and the words.

    Not on capitals and spaces. What the model said is kept, not where its words stand: that is looked up each time.
    """
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    asked = [settings.GROQ_BASE_URL, settings.GROQ_MODEL_TRIAGE, TRIAGE, _schema().decode(), words]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def _parted(request: PlanRequest) -> tuple[PlanRequest, PlanRequest]:
    """What only rules plan, requests and somebody else's working day; and the rest of what is said."""
    actions = request.understanding.actions
    of_rules = [a for a in actions if a.intent == Intent.REQUEST or is_somebody_elses(request, a)]
    return request.saying(of_rules), request.saying(a for a in actions if a not in of_rules)


def _loop(request: PlanRequest, calls: Calls, tools: list[dict[str, Any]]) -> Plan:
    planner = model(calls.model).bind_tools(tools)
    messages: list[BaseMessage] = [SystemMessage(PLAN), HumanMessage(_brief(request))]
    planned: list[Planned] = []
    called = 0
    for _turn in range(MOST_CALLS):
        reply: AIMessage = calls.make(planner.invoke, messages)
        if reply.invalid_tool_calls:
            raise BrainFailure(Fallback.MALFORMED_ARGUMENTS)
        if not reply.tool_calls:
            return _plan(planned, request)
        called += len(reply.tool_calls)
        if called > MOST_TOOLS:
            break
        messages.append(reply)
        messages += [_answer_tool(call, request, planned) for call in reply.tool_calls]
    raise BrainFailure(Fallback.TOO_MANY_STEPS)


def _plan(planned: list[Planned], request: PlanRequest) -> Plan:
    if not planned and any(a.is_consequential for a in request.understanding.actions):
        raise BrainFailure(Fallback.NOTHING_PLANNED)
    return Plan(planned=tuple(planned))


def _understanding(text: str, reading: _Reading) -> Understanding:
    if not reading.actions:
        raise BrainFailure(Fallback.NOTHING_UNDERSTOOD)
    if len(reading.actions) > MOST_ACTIONS or not _is_writable(reading.model_dump(mode="python")):
        raise BrainFailure(Fallback.MALFORMED_ANSWER)
    try:
        return Understanding(
            actions=tuple(_understood(text, action) for action in reading.actions),
            lang=reading.lang,
            job_number=_short(reading.job_number, LONGEST_NAME),
            place=(place := _short(reading.place, LONGEST_NAME)),
            place_span=Span.find(text, place) if place else None,
            ask=_short(reading.ask, LONGEST_QUESTION),
        )
    except ValidationError:
        raise BrainFailure(Fallback.MALFORMED_ANSWER) from None


def _short(text: str | None, longest: int) -> str | None:
    return text if text is not None and text != CUT and len(text) <= longest else None


def _is_writable(data: Any) -> bool:
    """Whether PostgreSQL can keep it: JSON can spell the character 0 and halves of characters, a database cannot."""
    try:
        return "\\u0000" not in json.dumps(data) and bool(json.dumps(data, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return False


def _understood(text: str, action: _ReadAction) -> Understood:
    return Understood(
        intent=action.intent,
        action=action.job_action if action.intent == Intent.JOB_UPDATE else action.attendance_action,
        severity=action.severity,
        kind=action.request_kind,
        confidence=action.confidence,
        evidence=tuple(s for words in action.evidence_words[:MOST_WORDS] if (s := Span.find(text, words))),
        decided_by="groq",
        summary=action.summary[:200],
    )


def _brief(request: PlanRequest) -> str:
    """Triage's fields and the page, never the raw text: what a text says cannot call a tool."""
    page = request.facts.by_id(request.page_visit)
    facts = {
        "understood": request.understanding.model_dump(mode="json"),
        "written_on_page_of": page.code if page else None,
        "message_id": str(request.message_id),
    }
    return json.dumps(facts, ensure_ascii=False)


def _answer_tool(call: Any, request: PlanRequest, planned: list[Planned]) -> ToolMessage:
    if call["name"] == "list_visits":
        return ToolMessage(content=json.dumps(_visits(request.facts)), tool_call_id=call["id"])
    command = command_of(call["name"])
    if command is None:
        raise BrainFailure(Fallback.UNKNOWN_TOOL)
    planned.append(_planned(command, _arguments(command, dict(call["args"]), request), request))
    return ToolMessage(content="noted", tool_call_id=call["id"])


def _arguments(command: str, arguments: dict[str, Any], request: PlanRequest) -> dict[str, Any]:
    """The model's arguments, with the person's own words where people will read them.

    Raises:
        BrainFailure: they do not fit the command, or name a record that the model was not shown.
    """
    arguments = cut_links(arguments, said=request.text)
    if command == "incident.report":
        arguments["description"] = request.text
    if command.startswith("attendance."):
        arguments = {"device_at": request.written_at.isoformat()}
    if command == "message.forward":
        arguments["message_id"] = str(request.message_id)
    shown = {str(visit.public_id) for visit in request.facts.visits}
    if str(arguments.get("visit_id") or "") not in {"", *shown} or arguments.get("site_id"):
        raise BrainFailure(Fallback.UNKNOWN_RECORD)
    try:
        canonical(command, arguments)
    except DomainError:
        raise BrainFailure(Fallback.MALFORMED_ARGUMENTS) from None
    if not _is_writable(arguments):
        raise BrainFailure(Fallback.MALFORMED_ARGUMENTS)
    return arguments


def _planned(command: str, arguments: dict[str, Any], request: PlanRequest) -> Planned:
    """A suggestion with the reasons of the action it serves."""
    visit = next((v for v in request.facts.visits if str(v.public_id) == arguments.get("visit_id")), None)
    because = _reason(command, request)
    return Planned(
        command=command,
        arguments=arguments,
        summary=(because.summary if because else "") or told(command, visit),
        # What the safety net is sure of lends the model no certainty.
        confidence=because.confidence if because and because.decided_by == "groq" else 0.5,
        brain=Brain.GROQ,
        evidence=because.evidence if because else (),
        base_visit=visit.public_id if visit and command.startswith("visit.") else None,
    )


def _reason(command: str, request: PlanRequest) -> Understood | None:
    """What was said that a command follows from; of a verb that no label stands for, the least sure of all."""
    actions = request.understanding.actions
    if command in _SAID_BY:
        return next((a for a in actions if a.action == _SAID_BY[command]), None)
    if command == "incident.report":
        return next((a for a in actions if a.intent == Intent.INCIDENT), None)
    if command == "message.forward":
        return min(actions, key=lambda a: a.is_consequential, default=None)
    return min(actions, key=lambda a: a.confidence, default=None)


def _visits(facts: Facts) -> list[dict[str, str]]:
    return [
        {
            "id": str(v.public_id),
            "number": v.code,
            "place": v.job.site.name,
            "address": v.job.site.address,
            "status": v.status,
            "planned_start": v.planned_start.isoformat(),
        }
        for v in facts.visits
    ]
