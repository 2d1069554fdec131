"""The graph's nodes. Each can run again after a crash: what it writes is written once."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils import timezone, translation
from langgraph.types import interrupt

from apps.agent import policy, reporting
from apps.agent.actions import (
    answer_message,
    begin_run,
    finish_run,
    note_alarm,
    note_understanding,
    wait_for_people,
)
from apps.agent.brains.advice import advice_for
from apps.agent.brains.asking import Asked, ask
from apps.agent.brains.base import Planned, PlanRequest
from apps.agent.brains.matching import match_visit
from apps.agent.brains.merge import merge
from apps.agent.brains.rules import understand
from apps.agent.brains.rules_plan import incident
from apps.agent.brains.safety_net import find_danger
from apps.agent.facts import Facts, gather
from apps.agent.models import AgentRun
from apps.agent.state import AgentState
from apps.agent.states import Brain, Fallback
from apps.agent.understanding import Intent, Severity, Understanding, Understood
from apps.core.actions import Suggestion, apply_item, propose, propose_more
from apps.core.actor import Actor
from apps.core.commands import canonical
from apps.core.errors import DomainError
from apps.core.models import ItemStatus, Proposal, ProposalItem
from apps.crews.models import User

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """The run with its message and the person it serves, read anew in each node."""

    run: AgentRun
    actor: Actor
    served: User
    text: str
    now: datetime

    @classmethod
    def of(cls, state: AgentState) -> "Context":
        """What the run's id stands for, as things are now."""
        run = AgentRun.objects.select_related("message__conversation", "served", "proposal").get(
            public_id=state["run_id"]
        )
        return cls(
            run=run, actor=Actor.agent_for(run.served), served=run.served, text=run.message.text, now=timezone.now()
        )

    @property
    def page_visit(self) -> UUID | None:
        """The visit whose page the message was written on."""
        return self.run.message.visit_id


def load(state: AgentState) -> AgentState:
    """Take the run up."""
    begin_run(run_id=UUID(state["run_id"]), now=timezone.now())
    return {}


def alarm(state: AgentState) -> AgentState:
    """Report a danger to life at once: whoever must know of it waits for no model.

    The visit is found by the rules. What is understood later adds to the proposal, and never takes this away.
    """
    context = Context.of(state)
    danger = find_danger(context.text)
    if danger is None:
        return {"hazard": ""}
    facts = gather(context.actor, context.now, context.page_visit)
    request = _request(context, merge(danger, _read_by_rules(context.text)), facts)
    dangers = [a for a in request.understanding.actions if a.decided_by == "safety_net"]
    match = match_visit(request.understanding, facts, context.page_visit)
    with translation.override(request.understanding.lang):
        proposal = _propose(context, facts, [incident(request, action, match) for action in dangers])
    warning = advice_for(danger.hazard, request.understanding.lang)
    note_alarm(run_id=context.run.public_id, proposal=proposal, warning=warning, now=context.now)
    for item in proposal.items.filter(status=ItemStatus.APPROVED):
        apply_item(actor=context.actor, now=timezone.now(), item_id=item.public_id)
    return {"hazard": danger.hazard.value}


def _read_by_rules(text: str) -> Understanding:
    """For the place and the language only."""
    try:
        return understand(text)
    except Exception:
        logger.exception("the rules failed on a message of danger")
        return Understanding(actions=(), lang="en")


def triage(state: AgentState) -> AgentState:
    """What the message says. The safety net's finding stands, whatever a brain says."""
    context = Context.of(state)
    asked = _triage(context)
    understanding = merge(find_danger(context.text), asked.value)
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
    context = Context.of(state)
    understanding = Understanding.model_validate(state["understanding"])
    request = _request(context, understanding, gather(context.actor, context.now, context.page_visit))
    before = state.get("fallback", "")
    with translation.override(understanding.lang):
        found = ask(context.run, "plan", lambda brain: brain.plan(request), rules_only=bool(before))
    planned = [p for p in found.value.planned if not (state.get("hazard") and _is_alarm(p))]
    return {
        "planned": [p.model_dump(mode="json") for p in planned],
        "remarks": list(found.value.remarks),
        "brain": found.brain,
        "fallback": before or found.fallback,
    }


def _request(context: Context, understanding: Understanding, facts: Facts) -> PlanRequest:
    return PlanRequest(
        message_id=context.run.message.public_id,
        text=context.text,
        understanding=understanding,
        facts=facts,
        page_visit=context.page_visit,
    )


def _is_alarm(planned: Planned) -> bool:
    """Whether it would report again what the alarm reported."""
    return planned.command == "incident.report" and planned.arguments.get("severity") == Severity.CRITICAL


def record(state: AgentState) -> AgentState:
    """Write the suggestions down, each with what policy says of it."""
    context = Context.of(state)
    facts = gather(context.actor, context.now, context.page_visit)
    proposal = _propose(context, facts, [Planned.model_validate(p) for p in state.get("planned", [])])
    note_understanding(
        run_id=context.run.public_id,
        understanding=state["understanding"],
        brain=Brain(state["brain"]),
        proposal=proposal,
        fallback=state.get("fallback", ""),
        now=context.now,
    )
    return {"item_ids": [str(i.public_id) for i in proposal.items.all()]}


def _propose(context: Context, facts: Facts, planned: list[Planned]) -> Proposal:
    """The run's one proposal, with these in it."""
    suggestions = [s for p in planned if (s := _suggestion(p, context.actor, facts))]
    if (begun := context.run.proposal) is not None:
        return propose_more(actor=context.actor, now=context.now, proposal=begun, suggestions=suggestions)
    return propose(
        actor=context.actor,
        now=context.now,
        title=context.text[:120],
        source="agent",
        source_id=context.run.public_id,
        served=context.served,
        suggestions=suggestions,
    )


def _suggestion(planned: Planned, actor: Actor, facts: Facts) -> Suggestion | None:
    """A suggestion for the proposal; None when its arguments do not fit the command."""
    try:
        canonical(planned.command, planned.arguments)
    except DomainError as error:
        logger.warning("suggestion dropped: %s %s", planned.command, error.code)
        return None
    decision, reason = policy.decide(planned.command, confidence=planned.confidence, brain=planned.brain, actor=actor)
    return Suggestion(
        command=planned.command,
        arguments=planned.arguments,
        summary=planned.summary,
        confidence=planned.confidence,
        brain=planned.brain,
        policy=decision,
        policy_reason=reason,
        evidence=[span.model_dump() for span in planned.evidence],
        base=facts.by_id(planned.base_visit),
    )


def gate(state: AgentState) -> AgentState:
    """Stop here while somebody has to decide; what needs nobody has been applied before."""
    waiting = _items(state, ItemStatus.PENDING)
    if not waiting or _items(state, ItemStatus.APPROVED):
        return {}
    context = Context.of(state)
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
    context = Context.of(state)
    for item_id in _items(state, ItemStatus.APPROVED):
        apply_item(actor=context.actor, now=timezone.now(), item_id=UUID(item_id))
    return {}


def report(state: AgentState) -> AgentState:
    """Answer the person; the run is done."""
    context = Context.of(state)
    _answer(context, state)
    finish_run(run_id=context.run.public_id, now=context.now)
    return {}


def _answer(context: Context, state: AgentState) -> None:
    items = list(ProposalItem.objects.filter(public_id__in=state.get("item_ids", [])).order_by("position"))
    text = reporting.answer(
        items,
        remarks=state.get("remarks", []),
        hazard=state.get("hazard", ""),
        understanding=Understanding.model_validate(state["understanding"]),
    )
    answer_message(run_id=context.run.public_id, text=text, now=timezone.now())


def _items(state: AgentState, status: ItemStatus) -> list[str]:
    found = ProposalItem.objects.filter(public_id__in=state.get("item_ids", []), status=status).order_by("position")
    return [str(i) for i in found.values_list("public_id", flat=True)]
