"""Reads of conversations and runs; each takes the actor and fails closed."""

from django.db.models import QuerySet

from apps.agent.models import AgentEvaluation, AgentRun, Conversation, Message
from apps.core.actor import Actor
from apps.core.charge import own_and_in_charge
from apps.core.selectors import sees_all


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


def evaluations_visible_to(actor: Actor) -> QuerySet[AgentEvaluation]:
    """How well the brains understood, for administrators."""
    return AgentEvaluation.objects.all() if actor.may("evaluation.read") else AgentEvaluation.objects.none()
