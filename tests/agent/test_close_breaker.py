"""`breaker.close`: an administrator lets the model be asked again now."""

import pytest

from apps.agent.actions import admit, close_breaker, note_failure, note_limit
from apps.agent.models import Breaker
from apps.agent.states import BreakerState, Fallback
from apps.core.errors import NotAllowed, NotHere
from tests.conftest import NOW, Cast, audited, events

MODEL = {"provider": "api.groq.com", "model": "openai/gpt-oss-20b"}


@pytest.fixture
def paused(cast: Cast) -> Breaker:
    note_failure(**MODEL, code=Fallback.KEY_REFUSED, now=NOW)
    return Breaker.objects.get()


def test_the_next_message_asks_it_again(cast: Cast, paused: Breaker) -> None:
    note_limit(**MODEL, seconds=600, now=NOW)
    note_failure(**MODEL, code=Fallback.MODEL_GONE, now=NOW)
    assert admit(**MODEL, now=NOW) == Fallback.RATE_LIMITED
    closed = close_breaker(actor=cast.admin(), now=NOW, breaker_id=paused.public_id)
    assert (closed.state, closed.not_before) == (BreakerState.CLOSED, None)
    assert admit(**MODEL, now=NOW) is None
    assert audited("breaker.close")[0].user_id == cast.ada.pk


def test_again_changes_nothing(cast: Cast, paused: Breaker) -> None:
    for _ in range(2):
        close_breaker(actor=cast.admin(), now=NOW, breaker_id=paused.public_id)
    assert len(events("breaker.closed")) == 1


def test_who_sees_it_may_not_close_it_unless_they_administer(cast: Cast, paused: Breaker) -> None:
    with pytest.raises(NotAllowed):
        close_breaker(actor=cast.office(), now=NOW, breaker_id=paused.public_id)
    paused.refresh_from_db()
    assert paused.state == BreakerState.OPEN


def test_an_outsider_finds_no_such_model(cast: Cast, paused: Breaker) -> None:
    with pytest.raises(NotHere):
        close_breaker(actor=cast.outsider(), now=NOW, breaker_id=paused.public_id)
    assert [e.code for e in audited("breaker.close", "refused")] == ["not_found"]
