"""The graph's nodes. Each can run again after a crash: what it writes is written once."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone, translation
from langgraph.types import interrupt

from apps.agent import reporting
from apps.agent.actions import (
    answer_message,
    begin_run,
    finish_run,
    note_outcomes,
    note_step,
    note_understanding,
    tell_outcome,
    wait_for_people,
)
from apps.agent.alarm import sound
from apps.agent.answers import Response, respond
from apps.agent.answers.told import kept
from apps.agent.brains.asking import Asked, ask
from apps.agent.brains.base import Planned
from apps.agent.brains.merge import with_danger
from apps.agent.corrections.responding import respond as correct
from apps.agent.facts import Facts, gather, with_colleagues
from apps.agent.state import AgentState
from apps.agent.states import Brain, Fallback, StepKind
from apps.agent.suggesting import Context, request_of, suggest
from apps.agent.understanding import Intent, Severity, Understanding, Understood
from apps.core.actions import apply_item
from apps.core.models import ItemStatus, ProposalItem

logger = logging.getLogger(__name__)


def load(state: AgentState) -> AgentState:
    """Take the run up."""
    begin_run(run_id=UUID(state["run_id"]), now=timezone.now())
    return {}


def alarm(state: AgentState) -> AgentState:
    """Report a danger to life at once, unless the relay was quicker: whoever must know of it waits for no model."""
    hazard = sound(UUID(state["run_id"]))
    if not hazard:
        note_step(run_id=UUID(state["run_id"]), kind=StepKind.NO_DANGER, now=timezone.now())
    return {"hazard": hazard}


def triage(state: AgentState) -> AgentState:
    """What the message says. The safety net's finding stands, whatever a brain says."""
    context = Context.of(state["run_id"])
    asked = _triage(context)
    understanding = with_danger(context.text, asked.value)
    note_step(run_id=context.run.public_id, kind=StepKind.UNDERSTOOD, now=timezone.now(), what=understanding.labels)
    return {
        "understanding": understanding.model_dump(mode="json"),
        "brain": asked.brain,
        "fallback": asked.fallback,
    }


def _triage(context: Context) -> Asked[Understanding]:
    try:
        return ask(context.run, "triage", lambda brain: brain.triage(context.text))
    except Exception:
        # A bug in a brain must not keep a message from being worked on: people read what no brain could.
        logger.exception("no brain understood message %s", context.run.message.public_id)
        question = Understood(intent=Intent.QUESTION, confidence=0.0, decided_by="rules")
        return Asked(Understanding(actions=(question,), lang="en"), brain=Brain.RULES, fallback=Fallback.NOT_READ.value)


def plan(state: AgentState) -> AgentState:
    """Which commands to suggest besides the alarm. Where the model failed before, the rest is the rules'."""
    context = Context.of(state["run_id"])
    understanding = Understanding.model_validate(state["understanding"])
    request = request_of(context, understanding, _facts_of(context))
    before = state.get("fallback", "")
    with translation.override(understanding.lang):
        request, corrections, asked = correct(request, context.run)
        response = respond(request, context.actor)
        left = response.rest
        if not left.understanding.actions:
            return _planned(response, corrections, asked) | {"brain": Brain.RULES}
        found = ask(context.run, "plan", lambda brain: brain.plan(left), rules_only=bool(before))
    planned = [p for p in found.value.planned if not (state.get("hazard") and _is_alarm(p))]
    return _planned(response, [*corrections, *planned], [*asked, *found.value.remarks]) | {
        "brain": found.brain,
        "fallback": before or found.fallback,
    }


def _facts_of(context: Context) -> Facts:
    facts = gather(context.actor, context.now, context.page_visit)
    return with_colleagues(facts, context.served, context.text)


def _planned(response: Response, planned: Iterable[Planned], remarks: Iterable[str]) -> AgentState:
    """What was looked up, then what the brain planned."""
    return {
        "planned": [p.model_dump(mode="json") for p in (*response.planned, *planned)],
        "remarks": [*response.remarks, *remarks],
        "sources": kept(response.sources),
    }


def _is_alarm(planned: Planned) -> bool:
    """Whether it would report again what the alarm reported."""
    return planned.command == "incident.report" and planned.arguments.get("severity") == Severity.CRITICAL


def record(state: AgentState) -> AgentState:
    """Write the suggestions down, each with what policy says of it."""
    context = Context.of(state["run_id"])
    facts = gather(context.actor, context.now, context.page_visit)
    proposal = suggest(context, facts, [Planned.model_validate(p) for p in state.get("planned", [])])
    note_understanding(
        run_id=context.run.public_id,
        understanding=state["understanding"],
        brain=Brain(state["brain"]),
        proposal=proposal,
        fallback=state.get("fallback", ""),
        now=context.now,
    )
    items = list(proposal.items.all())
    planned = [str(i.public_id) for i in items if i.status in (ItemStatus.PENDING, ItemStatus.APPROVED)]
    note_step(run_id=context.run.public_id, kind=StepKind.PLANNED, now=timezone.now(), items=planned)
    return {"item_ids": [str(i.public_id) for i in items]}


def gate(state: AgentState) -> AgentState:
    """Stop here while somebody has to decide; what needs nobody has been applied before."""
    waiting = _items(state, ItemStatus.PENDING)
    if not waiting or _items(state, ItemStatus.APPROVED):
        return {}
    context = Context.of(state["run_id"])
    _answer(context, state)
    wait_for_people(run_id=context.run.public_id, now=context.now)
    interrupt({"run_id": state["run_id"], "items": waiting})
    begin_run(run_id=context.run.public_id, now=timezone.now())
    return {}


def after_gate(state: AgentState) -> Literal["execute", "gate", "report"]:
    """Apply what is approved; wait again while something is undecided; else report."""
    if _items(state, ItemStatus.APPROVED):
        return "execute"
    return "gate" if _items(state, ItemStatus.PENDING) else "report"


def execute(state: AgentState) -> AgentState:
    """Apply each approved item, once, in a transaction of its own, in the order they were written."""
    context = Context.of(state["run_id"])
    for item_id in _items(state, ItemStatus.APPROVED):
        apply_item(actor=context.actor, now=timezone.now(), item_id=UUID(item_id))
    note_outcomes(run_id=context.run.public_id, now=timezone.now())
    return {}


def report(state: AgentState) -> AgentState:
    """Answer the person, and where they had an answer already say what became of what waited; the run is done."""
    context = Context.of(state["run_id"])
    note_outcomes(run_id=context.run.public_id, now=context.now)
    _tell_outcome(context, state, since=_answer(context, state))
    finish_run(run_id=context.run.public_id, now=context.now)
    return {}


def _answer(context: Context, state: AgentState) -> datetime:
    """Answer, once; when it was answered."""
    text = reporting.answer(
        _all_items(state),
        remarks=state.get("remarks", []),
        hazard=state.get("hazard", ""),
        understanding=Understanding.model_validate(state["understanding"]),
    )
    return answer_message(
        run_id=context.run.public_id, text=text, now=timezone.now(), sources=state.get("sources", [])
    ).created_at


def _tell_outcome(context: Context, state: AgentState, *, since: datetime) -> None:
    understanding = Understanding.model_validate(state["understanding"])
    text = reporting.outcome(_all_items(state), since=since, understanding=understanding)
    if text:
        tell_outcome(run_id=context.run.public_id, text=text, now=timezone.now())


def _all_items(state: AgentState) -> "QuerySet[ProposalItem]":
    found = ProposalItem.objects.filter(public_id__in=state.get("item_ids", []))
    return found.select_related("proposal").order_by("position")


def _items(state: AgentState, status: ItemStatus) -> list[str]:
    found = ProposalItem.objects.filter(public_id__in=state.get("item_ids", []), status=status).order_by("position")
    return [str(i) for i in found.values_list("public_id", flat=True)]
