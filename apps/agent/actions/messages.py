"""Saying something to the agent, and handing it on to people."""

from datetime import datetime
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from apps.agent.actions.steps import write_step
from apps.agent.events import MESSAGE_FORWARDED, MESSAGE_SENT
from apps.agent.models import AgentRun, Conversation, Message
from apps.agent.selectors import messages_visible_to
from apps.agent.states import Author, StepKind
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, NotAllowed
from apps.core.outbox import emit
from apps.core.rows import create, lock, save

LONGEST = 20_000


@command("message.send", title="Write to the agent", risk=Risk.REVERSIBLE)
def send_message(
    *, actor: Actor, now: datetime, text: str, visit_id: UUID | None = None, page_id: UUID | None = None
) -> Message:
    """Keep a message and queue the agent's run for it, in one transaction.

    Args:
        visit_id: the visit whose page the person writes on; a hint, not a permission.
        page_id: the job or member whose page it is; likewise.

    Raises:
        NotAllowed; BadInput: there is no text, or more than 20,000 characters.
    """
    actor.require("message.send")
    if actor.user is None:
        raise NotAllowed
    _check_text(text)
    message = create(
        Message,
        now=now,
        conversation=talk_of(actor.user.pk, now),
        author=Author.PERSON,
        text=text.strip(),
        visit_id=visit_id,
        page_id=page_id,
    )
    run = create(AgentRun, now=now, message=message, served_id=actor.user.pk)
    write_step(run=run, kind=StepKind.SENT, now=now)
    emit(MESSAGE_SENT, actor=actor, subject=message, now=now, run=str(run.public_id))
    return message


def talk_of(user_id: int, now: datetime) -> Conversation:
    """Somebody's talk with the agent, made when it is missing, once however many ask at once."""
    new = {"created_at": now, "updated_at": now}
    return Conversation.objects.get_or_create(user_id=user_id, defaults=new)[0]


def _check_text(text: str) -> None:
    if not text.strip():
        sentence = _("Write what happened first.")
        raise BadInput(sentence, code="message_empty", fields={"text": sentence})
    if len(text) > LONGEST:
        told = {"length": formats.number_format(len(text), force_grouping=True)}
        sentence = _("This is too long: %(length)s characters. Send it in parts of at most 20,000.") % told
        raise BadInput(sentence, code="message_too_long", fields={"text": sentence})


@command("message.forward", title="Pass a message to the office", risk=Risk.REVERSIBLE)
def forward_message(*, actor: Actor, now: datetime, message_id: UUID, reason: str = "") -> Message:
    """Let the office read a message with which the agent could do nothing itself. Again changes nothing.

    Raises:
        NotHere: no such message within sight; NotAllowed.
    """
    message = lock(messages_visible_to(actor), message_id)
    actor.require("message.forward")
    if not message.for_office:
        message.for_office = True
        save(message, now=now, fields=["for_office"])
        run = AgentRun.objects.select_related("message").filter(message=message).first()
        if run is not None:
            write_step(run=run, kind=StepKind.PASSED_ON, now=now)
        emit(MESSAGE_FORWARDED, actor=actor, subject=message, now=now, reason=reason)
    return message


def pass_to_office(*, run: AgentRun, now: datetime, reason: str) -> None:
    """Let the office read the message of a run that cannot help. Again changes nothing.

    Who wrote it may have lost their access since, and their rights with it; what they wrote is read all the same.
    """
    actor = Actor.agent_for(run.served)
    forward_message(
        actor=actor if actor.may("message.forward") else Actor.clock(),
        now=now,
        message_id=run.message.public_id,
        reason=reason,
    )
