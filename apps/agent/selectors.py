"""Reads of conversations and runs; each takes the actor and fails closed."""

from django.db.models import QuerySet

from apps.agent.models import AgentRun, Conversation, Message
from apps.core.actor import Actor
from apps.core.selectors import sees_all


def conversations_visible_to(actor: Actor) -> QuerySet[Conversation]:
    """The office sees all conversations; a member their own."""
    if sees_all(actor):
        return Conversation.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Conversation.objects.none()
    return Conversation.objects.filter(user_id=actor.user.pk)


def messages_visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages of those conversations."""
    return Message.objects.filter(conversation__in=conversations_visible_to(actor))


def runs_visible_to(actor: Actor) -> QuerySet[AgentRun]:
    """The runs of those messages."""
    return AgentRun.objects.filter(message__in=messages_visible_to(actor))
