"""The graph's nodes. Each can run again after a crash: what it writes is written once."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils import timezone, translation
from langgraph.types import interrupt

from apps.agent import policy, reporting
from apps.agent.actions import answer_message, begin_run, finish_run, note_understanding, wait_for_people
from apps.agent.brains.asking import Asked, ask
from apps.agent.brains.base import BrainFailure, Plan, Planned, PlanRequest
from apps.agent.brains.matching import match_visit
from apps.agent.brains.merge import merge
from apps.agent.brains.rules_plan import incident
from apps.agent.brains.rules_plan import plan as plan_by_rules
from apps.agent.brains.safety_net import find_danger
from apps.agent.facts import Facts, gather
from apps.agent.models import AgentRun
from apps.agent.state import AgentState
from apps.agent.states import Brain
from apps.agent.understanding import Intent, Understanding, Understood
from apps.core.actions import Suggestion, apply_item, propose
from apps.core.actor import Actor
from apps.core.commands import canonical
from apps.core.errors import DomainError
from apps.core.models import ItemStatus, ProposalItem
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
        run = AgentRun.objects.select_related("message__conversation", "served").get(public_id=state["run_id"])
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


def triage(state: AgentState) -> AgentState:
    """What the message says. The safety net runs first and stands, whatever a brain says."""
    context = Context.of(state)
    danger = find_danger(context.text)
    asked = _triage(context)
    understanding = merge(danger, asked.value)
    return {
        "understanding": understanding.model_dump(mode="json"),
        "hazard": danger.hazard.value if danger else "",
        "brain": asked.brain,
        "fallback": asked.fallback,
    }


def _triage(context: Context) -> Asked[Understanding]:
    try:
        return ask(context.run.public_id, "triage", lambda brain: brain.triage(context.text))
    except Exception:
        # A bug in a brain must not keep a danger from being reported: people read what no brain could.
        logger.exception("no brain understood message %s", context.run.message.public_id)
        question = Understood(intent=Intent.QUESTION, confidence=0.0, decided_by="rules")
        return Asked(Understanding(actions=(question,), lang="en"), brain=Brain.RULES, fallback="no brain answered")


def plan(state: AgentState) -> AgentState:
    """Which commands to suggest. A danger the net found is reported whatever the brain plans."""
    context = Context.of(state)
    understanding = Understanding.model_validate(state["understanding"])
    request = PlanRequest(
        message_id=context.run.message.public_id,
        text=context.text,
        understanding=understanding,
        facts=gather(context.actor, context.now, context.page_visit),
        page_visit=context.page_visit,
    )
    with translation.override(understanding.lang):
        found = _plan(context, request)
        planned = _with_dangers(list(found.value.planned), request)
    return {
        "planned": [p.model_dump(mode="json") for p in planned],
        "remarks": list(found.value.remarks),
        "fallback": "; ".join(filter(None, [state.get("fallback", ""), found.fallback])),
    }


def _plan(context: Context, request: PlanRequest) -> Asked[Plan]:
    try:
        return ask(context.run.public_id, "plan", lambda brain: brain.plan(request))
    except BrainFailure as failure:
        return Asked(plan_by_rules(request), brain=Brain.RULES, fallback=failure.code)


def _with_dangers(planned: list[Planned], request: PlanRequest) -> list[Planned]:
    """The plan with each danger of the safety net reported as critical, exactly once, first."""
    dangers = [a for a in request.understanding.actions if a.decided_by == "safety_net"]
    if not dangers:
        return planned
    match = match_visit(request.understanding, request.facts, request.page_visit)
    reports = [incident(request, danger, match) for danger in dangers]
    others = [p for p in planned if p.command != "incident.report" or p.arguments.get("severity") != "critical"]
    return [*reports, *others]


def record(state: AgentState) -> AgentState:
    """Write the suggestions down, each with what policy says of it."""
    context = Context.of(state)
    facts = gather(context.actor, context.now, context.page_visit)
    planned = [Planned.model_validate(p) for p in state.get("planned", [])]
    suggestions = [s for p in planned if (s := _suggestion(p, context.actor, facts))]
    proposal = propose(
        actor=context.actor,
        now=context.now,
        title=context.text[:120],
        source="agent",
        source_id=context.run.public_id,
        served=context.served,
        suggestions=suggestions,
    )
    note_understanding(
        run_id=context.run.public_id,
        understanding=state["understanding"],
        brain=Brain(state["brain"]),
        proposal=proposal,
        fallback=state.get("fallback", ""),
        now=context.now,
    )
    return {"item_ids": [str(i.public_id) for i in proposal.items.all()]}


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
