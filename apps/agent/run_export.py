"""A run as JSON lines, in the order of time: what another tool needs to look into it."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from apps.agent.models import AgentCall, AgentRun, Message
from apps.core.models import ProposalItem


def lines(run: AgentRun) -> Iterator[str]:
    """Message, run, calls, suggestions and answer, a line each; `at` is UTC, `kind` says what the line is."""
    told = [_message("message", run.message), _run(run), *map(_call, run.calls.all()), *map(_item, _items(run))]
    answer = Message.objects.filter(answers=run.message).first()
    told += [_message("answer", answer)] if answer else []
    for line in sorted(told, key=lambda one: str(one["at"])):
        yield json.dumps(line, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n"


def _items(run: AgentRun) -> list[ProposalItem]:
    return list(run.proposal.items.select_related("decided_by")) if run.proposal else []


def _message(kind: str, message: Message) -> dict[str, Any]:
    return {"kind": kind, "at": message.created_at, "id": message.public_id, "text": message.text}


def _run(run: AgentRun) -> dict[str, Any]:
    return {
        "kind": "run",
        "at": run.created_at,
        "id": run.public_id,
        "served": run.served.public_id,
        "status": run.status,
        "brain": run.brain,
        "understanding": run.understanding,
        "fallback_reason": run.fallback_reason,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "error": run.error,
    }


def _call(call: AgentCall) -> dict[str, Any]:
    return {
        "kind": "call",
        "at": call.at,
        "step": call.step,
        "brain": call.brain,
        "model": call.model,
        "tokens_in": call.tokens_in,
        "tokens_out": call.tokens_out,
        "cost_dollars": call.cost,
        "milliseconds": call.milliseconds,
        "error_code": call.error_code,
    }


def _item(item: ProposalItem) -> dict[str, Any]:
    return {
        "kind": "suggestion",
        "at": item.created_at,
        "id": item.public_id,
        "command": item.command,
        "arguments": item.arguments,
        "evidence": item.evidence,
        "confidence": item.confidence,
        "brain": item.brain,
        "risk": item.risk,
        "policy": item.policy,
        "policy_reason": item.policy_reason,
        "status": item.status,
        "decided_by": item.decided_by.public_id if item.decided_by else None,
        "decided_at": item.decided_at,
        "decision_note": item.decision_note,
        "result_type": item.result_type,
        "result_id": item.result_id,
        "error_code": item.error_code,
    }
