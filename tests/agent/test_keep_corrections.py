"""`message.keep_corrections`: nothing is kept unless the person says so."""

import pytest

from apps.agent.actions import keep_corrections, send_message
from apps.agent.models import Conversation
from apps.core.actor import Actor, Via
from apps.core.errors import NotAllowed
from tests.conftest import NOW, Cast, audited, events


def test_it_is_off_until_it_is_switched_on(cast: Cast) -> None:
    send_message(actor=cast.field(), now=NOW, text="hello")
    assert not Conversation.objects.get().keeps_corrections
    for keep in (True, False):
        assert keep_corrections(actor=cast.field(), now=NOW, keep=keep) == cast.ana
        assert Conversation.objects.get().keeps_corrections is keep
    assert [e.payload["keep"] for e in events("conversation.corrections_kept")] == [True, False]
    assert len(audited("message.keep_corrections")) == 2


def test_who_never_wrote_can_say_so_as_well(cast: Cast) -> None:
    keep_corrections(actor=cast.field(), now=NOW, keep=True)
    assert Conversation.objects.get(keeps_corrections=True).user == cast.ana


def test_nobody_signed_in_may_not(cast: Cast) -> None:
    for nobody in (Actor(user=None, via=Via.API), Actor.clock()):
        with pytest.raises(NotAllowed):
            keep_corrections(actor=nobody, now=NOW, keep=True)
