"""The breaker before a model: when it opens, who tries again, when it closes, and who is told."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from apps.agent.actions import admit, claim_probe, note_answer, note_failure, note_limit
from apps.agent.models import Breaker
from apps.agent.states import FOR_ADMINISTRATORS, Fallback
from apps.core.relay import fast
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast, events
from tests.racing import race

MODEL = {"provider": "api.groq.com", "model": "openai/gpt-oss-20b"}
F = Fallback
pytestmark = pytest.mark.django_db


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def fail(*seconds: float, code: Fallback = F.TIMEOUT) -> None:
    for moment in seconds:
        note_failure(**MODEL, code=code, now=after(moment))


def test_a_model_nothing_went_wrong_with_is_asked_and_nothing_is_written() -> None:
    note_answer(**MODEL, now=NOW)
    assert admit(**MODEL, now=NOW) is None
    assert not Breaker.objects.exists()


def test_four_failures_leave_it_be_and_the_fifth_pauses_it() -> None:
    fail(0, 1, 2, 3)
    assert admit(**MODEL, now=after(3)) is None
    fail(4)
    assert admit(**MODEL, now=after(4)) == F.PAUSED
    assert [e.payload for e in events("breaker.opened")] == [{"reason": "timeout"}]


def test_five_close_together_are_enough_though_it_answered_between() -> None:
    for second in range(5):
        fail(second * 7)
        if second < 4:
            note_answer(**MODEL, now=after(second * 7 + 1))
    assert admit(**MODEL, now=after(29)) == F.PAUSED


def test_five_far_apart_are_not_when_it_answered_between() -> None:
    for second in range(6):
        fail(second * 20)
        note_answer(**MODEL, now=after(second * 20 + 1))
    assert admit(**MODEL, now=after(200)) is None


def test_five_in_a_row_are_enough_however_slowly_it_hangs() -> None:
    fail(0, 60, 120, 180, 240)
    assert admit(**MODEL, now=after(241)) == F.PAUSED


def test_after_half_a_minute_one_worker_tries_and_an_answer_closes_it() -> None:
    fail(0, 0, 0, 0, 0)
    assert not claim_probe(**MODEL, now=after(29.9))
    assert claim_probe(**MODEL, now=after(30))
    assert not claim_probe(**MODEL, now=after(30))
    assert admit(**MODEL, now=after(30)) == F.PAUSED
    note_answer(**MODEL, now=after(31))
    assert admit(**MODEL, now=after(31)) is None
    fail(32)
    assert admit(**MODEL, now=after(32)) is None
    assert len(events("breaker.closed")) == 1


def test_a_try_that_fails_or_whose_worker_died_is_followed_by_another_half_a_minute_later() -> None:
    fail(0, 0, 0, 0, 0)
    assert claim_probe(**MODEL, now=after(30))
    fail(35)
    assert not claim_probe(**MODEL, now=after(59))
    assert claim_probe(**MODEL, now=after(60))
    assert claim_probe(**MODEL, now=after(90))
    assert len(events("breaker.opened")) == 1


@pytest.mark.parametrize(("said", "lasts"), [(61.0, 61), (None, 10), (86_400.0, 3600), (1e300, 3600)])
def test_a_limit_is_a_time_before_which_nobody_asks_and_no_failure(said: float | None, lasts: int) -> None:
    for _ in range(6):
        note_limit(**MODEL, seconds=said, now=NOW)
    assert admit(**MODEL, now=after(lasts - 1)) == F.RATE_LIMITED
    assert admit(**MODEL, now=after(lasts)) is None
    assert events("breaker.opened") == []


def test_one_models_trouble_is_not_anothers() -> None:
    fail(0, 0, 0, 0, 0)
    assert admit(provider="api.groq.com", model="openai/gpt-oss-120b", now=NOW) is None
    assert admit(provider="elsewhere.example", model=MODEL["model"], now=NOW) is None


@pytest.mark.parametrize("code", sorted(FOR_ADMINISTRATORS))
def test_what_does_not_pass_by_itself_pauses_it_at_once(code: Fallback) -> None:
    fail(0, code=code)
    assert admit(**MODEL, now=NOW) == F.PAUSED
    assert len(events("breaker.alarmed")) == 1


def test_the_administrators_are_told_once_an_opening_and_nobody_else(cast: Cast) -> None:
    fail(0, 30, 60, code=F.KEY_REFUSED)
    fail(61)
    fail(90, code=F.KEY_REFUSED)
    fast.drain(timezone.now())
    told = Notification.objects.get(kind="breaker.alarmed")
    assert told.recipient == cast.ada
    assert told.title == "openai/gpt-oss-20b is not asked: the AI does not accept the key that is set"
    assert told.url == f"/admin/agent/breaker/{Breaker.objects.get().pk}/change/"
    note_answer(**MODEL, now=after(120))
    fail(150, code=F.MODEL_GONE)
    assert len(events("breaker.alarmed")) == 2


def test_a_wrong_key_is_told_of_though_it_was_paused_for_something_else(cast: Cast) -> None:
    fail(0, 0, 0, 0, 0)
    assert events("breaker.alarmed") == []
    fail(30, code=F.KEY_REFUSED)
    assert len(events("breaker.alarmed")) == len(events("breaker.opened")) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_tries() -> None:
    fail(0, 0, 0, 0, 0)
    tries = race(*[lambda: claim_probe(**MODEL, now=after(30))] * 8)
    assert sorted(map(str, tries)) == ["False"] * 7 + ["True"]


@pytest.mark.django_db(transaction=True)
def test_failures_of_many_workers_at_once_are_all_counted() -> None:
    assert race(*[lambda: fail(0)] * 5) == [None] * 5
    assert admit(**MODEL, now=NOW) == F.PAUSED
