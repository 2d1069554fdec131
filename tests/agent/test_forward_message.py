"""`message.forward`: handing a message on to the office."""

import pytest

from apps.agent.actions import forward_message, send_message
from apps.agent.models import Message
from apps.core.errors import NotHere
from apps.core.relay import fast
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def message(cast: Cast) -> Message:
    return send_message(actor=cast.field(), now=NOW, text="Can I take Friday off?")


def test_the_office_is_told_and_can_read_it(cast: Cast, message: Message) -> None:
    assert forward_message(actor=cast.field(), now=NOW, message_id=message.public_id, reason="request").for_office
    fast.drain(NOW)
    told = Notification.objects.filter(kind="message.forwarded")
    assert {n.recipient for n in told} == {cast.dana, cast.ada}
    assert "Friday" in told[0].title


def test_an_outsider_cannot_forward_somebody_elses(cast: Cast, message: Message) -> None:
    with pytest.raises(NotHere):
        forward_message(actor=cast.outsider(), now=NOW, message_id=message.public_id)
    assert [e.code for e in audited("message.forward", "refused")] == ["not_found"]


def test_again_changes_nothing_and_is_told_once(cast: Cast, message: Message) -> None:
    for _ in range(2):
        forward_message(actor=cast.field(), now=NOW, message_id=message.public_id)
    assert len(events("message.forwarded")) == 1
