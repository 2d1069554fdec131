"""Reads of conversations and runs; each takes the actor and fails closed.

Only what is about nobody, whether models are asked and what they took, takes none.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from apps.agent.models import (
    AgentEvaluation,
    AgentRun,
    AgentStep,
    Breaker,
    CommandPolicy,
    Conversation,
    Message,
    TokenDay,
)
from apps.agent.states import BreakerState
from apps.agent.tools import PROPOSABLE
from apps.core.actor import Actor
from apps.core.charge import own_and_in_charge
from apps.core.selectors import is_of_the_office, sees_all


def conversations_visible_to(actor: Actor) -> QuerySet[Conversation]:
    """One's own and those of the people one answers for; who sees all: every conversation."""
    if sees_all(actor):
        return Conversation.objects.all()
    return Conversation.objects.filter(own_and_in_charge(actor, "user"))


def messages_visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages of those conversations."""
    return Message.objects.filter(conversation__in=conversations_visible_to(actor))


def runs_visible_to(actor: Actor) -> QuerySet[AgentRun]:
    """The runs of those messages."""
    return AgentRun.objects.filter(message__in=messages_visible_to(actor))


def breakers_visible_to(actor: Actor) -> QuerySet[Breaker]:
    """The models with what keeps them from being asked, for those who see all."""
    return Breaker.objects.all() if sees_all(actor) else Breaker.objects.none()


def models_paused() -> bool:
    """Whether some model is not asked just now."""
    return Breaker.objects.filter(state=BreakerState.OPEN).exists()


def spent_on_day(now: datetime) -> TokenDay:
    """What models took of the company's budget today, in the company's time."""
    today = localdate(now)
    return TokenDay.objects.filter(day=today, user=None).first() or TokenDay(day=today)


def policies_visible_to(actor: Actor) -> QuerySet[CommandPolicy]:
    """What the agent may do: for the office and its programs."""
    known = CommandPolicy.objects.filter(command__in=PROPOSABLE)
    return known if is_of_the_office(actor) else known.none()


def steps_visible_to(actor: Actor) -> QuerySet[AgentStep]:
    """The steps in those conversations."""
    return AgentStep.objects.filter(conversation__in=conversations_visible_to(actor))


def evaluations_visible_to(actor: Actor) -> QuerySet[AgentEvaluation]:
    """How well the brains understood, for administrators."""
    return AgentEvaluation.objects.all() if actor.may("evaluation.read") else AgentEvaluation.objects.none()
