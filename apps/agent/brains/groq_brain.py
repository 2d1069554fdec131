"""The Groq brain: one model reads the message without tools, another plans with read and propose tools.

What a library does badly here is not left to it: no retries by the SDK (it sleeps a worker thread for up to two
minutes), no `response_format` together with tools (Groq answers 400), every failure is a code and the rules take over.
"""

import functools
import json
from typing import Any

import groq
from django.conf import settings
from langchain_core.exceptions import LangChainException
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_groq import ChatGroq
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from apps.agent.brains.base import Answer, BrainFailure, Plan, Planned, PlanRequest
from apps.agent.brains.groq_prompts import PLAN, TRIAGE
from apps.agent.facts import Facts
from apps.agent.states import Brain
from apps.agent.tools import command_of, propose_tools
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

MOST_CALLS = 4  # model calls of one plan
PATIENCE = 20.0  # seconds one call may take
READ_TOOL = {
    "type": "function",
    "function": {
        "name": "list_visits",
        "description": "The person's visits near now: number, place, status, planned time, id.",
        "parameters": {"type": "object", "properties": {}, "additionalProperties": False},
    },
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
    """Asks Groq, or whatever speaks its protocol at GROQ_BASE_URL."""

    kind = Brain.GROQ

    def triage(self, text: str) -> Answer[Understanding]:
        """What a message means, by strict JSON schema and without tools.

        Raises:
            BrainFailure: Groq did not answer, or not in the schema.
        """
        model = _model(settings.GROQ_MODEL_TRIAGE)
        reader = model.with_structured_output(_Reading, method="json_schema", strict=True, include_raw=True)
        answer: Any = _call(reader.invoke, [SystemMessage(TRIAGE), HumanMessage(text)])
        reading = answer["parsed"]
        if not isinstance(reading, _Reading):
            raise BrainFailure("malformed_answer")
        try:
            understanding = _understanding(text, reading)
        except ValidationError:
            raise BrainFailure("malformed_answer") from None
        return Answer(understanding, settings.GROQ_MODEL_TRIAGE, *_usage(answer["raw"]))

    def plan(self, request: PlanRequest) -> Answer[Plan]:
        """Which commands to suggest: a short loop of read tools, then proposals.

        Raises:
            BrainFailure: Groq did not answer, called what does not exist, or did not come to an end.
        """
        model = _model(settings.GROQ_MODEL_PLAN).bind_tools([READ_TOOL, *propose_tools()])
        messages: list[BaseMessage] = [SystemMessage(PLAN), HumanMessage(_brief(request))]
        planned: list[Planned] = []
        tokens_in = tokens_out = 0
        for _turn in range(MOST_CALLS):
            reply: AIMessage = _call(model.invoke, messages)
            used = _usage(reply)
            tokens_in, tokens_out = tokens_in + used[0], tokens_out + used[1]
            if reply.invalid_tool_calls:
                raise BrainFailure("malformed_arguments")
            if not reply.tool_calls:
                if not planned and any(a.is_consequential for a in request.understanding.actions):
                    raise BrainFailure("nothing_planned")
                return Answer(Plan(planned=tuple(planned)), settings.GROQ_MODEL_PLAN, tokens_in, tokens_out)
            messages.append(reply)
            messages += [_answer_tool(call, request, planned) for call in reply.tool_calls]
        raise BrainFailure("too_many_steps")


@functools.lru_cache(maxsize=8)
def _client(model: str, key: str, base_url: str) -> ChatGroq:
    """Built once per process and setting: constructing one costs 38 ms."""
    return ChatGroq(
        model_name=model,
        api_key=SecretStr(key),
        base_url=base_url or None,
        temperature=0.1,
        max_retries=0,
        timeout=PATIENCE,
    )


def _model(name: str) -> ChatGroq:
    return _client(name, settings.GROQ_API_KEY, settings.GROQ_BASE_URL)


def _call(invoke: Any, messages: list[BaseMessage]) -> Any:
    try:
        return invoke(messages)
    except groq.APITimeoutError:
        raise BrainFailure("timeout") from None
    except groq.APIConnectionError:
        raise BrainFailure("not_reachable") from None
    except groq.APIStatusError as error:
        body = error.body if isinstance(error.body, dict) else {}
        detail = body.get("error", body)
        code = detail.get("code") if isinstance(detail, dict) else None
        raise BrainFailure(f"{error.status_code}{f' {code}' if code else ''}") from None
    except (groq.GroqError, LangChainException, ValueError, TypeError, KeyError) as error:
        raise BrainFailure(type(error).__name__) from None


def _usage(reply: AIMessage) -> tuple[int, int]:
    usage = reply.usage_metadata
    return (usage["input_tokens"], usage["output_tokens"]) if usage else (0, 0)


def _understanding(text: str, reading: _Reading) -> Understanding:
    return Understanding(
        actions=tuple(_understood(text, action) for action in reading.actions),
        lang=reading.lang,
        job_number=reading.job_number,
        place=reading.place,
        place_span=Span.find(text, reading.place) if reading.place else None,
        ask=reading.ask,
    )


def _understood(text: str, action: _ReadAction) -> Understood:
    return Understood(
        intent=action.intent,
        action=action.job_action if action.intent == Intent.JOB_UPDATE else action.attendance_action,
        severity=action.severity,
        kind=action.request_kind,
        confidence=action.confidence,
        evidence=tuple(s for words in action.evidence_words if (s := Span.find(text, words))),
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
        raise BrainFailure("unknown_tool")
    planned.append(_planned(command, dict(call["args"]), request))
    return ToolMessage(content="noted", tool_call_id=call["id"])


def _planned(command: str, arguments: dict[str, Any], request: PlanRequest) -> Planned:
    """A suggestion with the reasons of the action it serves; texts that people will read are the person's own words."""
    visit = next((v for v in request.facts.visits if str(v.public_id) == str(arguments.get("visit_id"))), None)
    wanted = Intent.INCIDENT if command == "incident.report" else Intent.JOB_UPDATE
    because = next((a for a in request.understanding.actions if a.intent == wanted), None)
    if command == "incident.report":
        arguments["description"] = request.text
    if command == "message.forward":
        arguments["message_id"] = str(request.message_id)
    return Planned(
        command=command,
        arguments=arguments,
        summary=because.summary if because else command,
        # What the safety net is sure of lends the model no certainty.
        confidence=because.confidence if because and because.decided_by == "groq" else 0.5,
        brain=Brain.GROQ,
        evidence=because.evidence if because else (),
        base_visit=visit.public_id if visit and command.startswith("visit.") else None,
    )


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
