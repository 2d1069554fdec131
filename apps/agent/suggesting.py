"""From what a brain plans to the run's one proposal, with the rights of the person served."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from apps.agent import policy
from apps.agent.brains.base import Planned, PlanRequest
from apps.agent.brains.matching import mentioned
from apps.agent.facts import Facts
from apps.agent.models import AgentRun
from apps.agent.understanding import Understanding
from apps.core.actions import Suggestion, propose, propose_more
from apps.core.actor import Actor
from apps.core.commands import canonical
from apps.core.errors import DomainError
from apps.core.models import Policy, Proposal
from apps.crews.models import User
from apps.crews.request_rules import own_zone
from apps.jobs.models import Visit
from apps.jobs.selectors import visits_visible_to

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """The run with its message and the person it serves, read anew for each step."""

    run: AgentRun
    actor: Actor
    served: User
    text: str
    now: datetime

    @classmethod
    def of(cls, run_id: str | UUID) -> "Context":
        """What the run's id stands for, as things are now."""
        run = AgentRun.objects.select_related("message__conversation", "served", "proposal").get(public_id=run_id)
        return cls(
            run=run, actor=Actor.agent_for(run.served), served=run.served, text=run.message.text, now=timezone.now()
        )

    @property
    def page_visit(self) -> UUID | None:
        """The visit whose page the message was written on."""
        return self.run.message.visit_id


def request_of(context: Context, understanding: Understanding, facts: Facts) -> PlanRequest:
    """What a brain plans from. A site of theirs that is called by its name is meant, also where no rule saw a place."""
    if not understanding.place and not understanding.job_number:
        understanding = understanding.model_copy(update={"place": mentioned(context.text, facts)})
    return PlanRequest(
        message_id=context.run.message.public_id,
        text=context.text,
        understanding=understanding,
        facts=facts,
        page_visit=context.page_visit,
        written_at=context.run.message.created_at,
        now=context.now.astimezone(own_zone(context.served)),
        page=context.run.message.page_id,
    )


def suggest(context: Context, facts: Facts, planned: list[Planned]) -> Proposal:
    """The run's one proposal, with these in it."""
    suggestions = [s for p in planned if (s := _suggestion(p, context.actor, facts))]
    if (begun := context.run.proposal) is not None:
        return propose_more(actor=context.actor, now=context.now, proposal=begun, suggestions=suggestions)
    return propose(
        actor=context.actor,
        now=context.now,
        title=context.text[:120],
        source=policy.SOURCE,
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
    if planned.ask_because and decision == Policy.AUTO:
        decision, reason = Policy.ASK, planned.ask_because
    return Suggestion(
        command=planned.command,
        arguments=planned.arguments,
        summary=planned.summary,
        confidence=planned.confidence,
        brain=planned.brain,
        policy=decision,
        policy_reason=reason,
        evidence=[span.model_dump() for span in planned.evidence],
        base=_base(planned, actor, facts),
    )


def _base(planned: Planned, actor: Actor, facts: Facts) -> Visit | None:
    """The visit it rests on: the person's own, or of the office's plans any in sight."""
    if planned.base_visit is None:
        return None
    return facts.by_id(planned.base_visit) or visits_visible_to(actor).filter(public_id=planned.base_visit).first()
