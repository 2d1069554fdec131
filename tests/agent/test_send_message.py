"""`message.send`: writing to the agent."""

from uuid import uuid4

import pytest

from apps.agent.actions import send_message
from apps.agent.models import AgentRun, Conversation, Message
from apps.agent.states import RunStatus
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, NotAllowed
from apps.core.models import Delivery, Lane
from tests.conftest import NOW, Cast, audited, events


def test_it_keeps_the_message_and_queues_one_run(cast: Cast) -> None:
    message = send_message(actor=cast.field(), now=NOW, text="  on my way  ", visit_id=uuid4())
    assert (message.text, message.conversation.user) == ("on my way", cast.ana)
    assert AgentRun.objects.get(message=message).status == RunStatus.QUEUED
    assert Delivery.objects.filter(lane=Lane.AGENT, state="due").count() == 1


def test_each_person_has_one_conversation(cast: Cast) -> None:
    for text in ("one", "two"):
        send_message(actor=cast.field(), now=NOW, text=text)
    assert Conversation.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "code"), [("", "message_empty"), (" \n ", "message_empty"), ("x" * 20_001, "message_too_long")]
)
def test_nothing_and_too_much_are_refused_in_words(cast: Cast, text: str, code: str) -> None:
    with pytest.raises(BadInput) as refusal:
        send_message(actor=cast.field(), now=NOW, text=text)
    assert refusal.value.code == code
    assert not Message.objects.exists()


def test_an_outsider_without_access_is_refused(cast: Cast) -> None:
    cast.charlie.is_active = False
    with pytest.raises(NotAllowed):
        send_message(actor=cast.outsider(), now=NOW, text="hello")
    with pytest.raises(NotAllowed):
        send_message(actor=Actor(None, Via.API), now=NOW, text="hello")
    assert [e.code for e in audited("message.send", "refused")] == ["not_allowed", "not_allowed"]


def test_it_is_told_once(cast: Cast) -> None:
    message = send_message(actor=cast.field(), now=NOW, text="hello")
    assert [e.subject_id for e in events("message.sent")] == [message.public_id]
