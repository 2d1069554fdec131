"""The office's page of the AI models: what is paused, why, and what today's budget still has."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.agent.actions import SetAside, note_failure, send_message, set_aside, settle
from apps.agent.models import AgentRun, Breaker
from apps.agent.states import BreakerState, Fallback
from apps.crews.models import User
from tests.conftest import Cast

MODEL = {"provider": "api.groq.com", "model": "openai/gpt-oss-20b"}
SignedIn = Callable[[User], Client]


@pytest.fixture
def paused(cast: Cast) -> Breaker:
    note_failure(**MODEL, code=Fallback.KEY_REFUSED, now=timezone.now())
    return Breaker.objects.get()


def test_what_is_paused_and_why_and_what_today_took(
    cast: Cast, paused: Breaker, signed_in: SignedIn, settings: Any
) -> None:
    settings.GROQ_API_KEY = "gsk_test"
    run = AgentRun.objects.get(message=send_message(actor=cast.field(), now=timezone.now(), text="on my way"))
    aside = set_aside(run=run, tokens=5_000, now=timezone.now())
    assert isinstance(aside, SetAside)
    settle(aside, used=1_234, cost_micro=12_300)
    page = signed_in(cast.dana).get("/admin/agent/breaker/").content.decode()
    assert "openai/gpt-oss-20b" in page
    assert "Paused" in page
    assert "the AI does not accept the key that is set" in page
    assert "1,234 of 5,000,000" in page
    assert "$ 0.0123" in page
    assert "No AI is set up" not in page
    assert signed_in(cast.ada).get("/readyz").json()["ai"] == "paused"


def test_without_a_key_it_says_how_to_turn_it_on(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.ada).get("/admin/agent/breaker/").content.decode()
    assert "No AI is set up" in page
    assert signed_in(cast.ada).get("/readyz").json()["ai"] == "off"


def test_an_administrator_closes_it_with_one_click_and_a_dispatcher_cannot(
    cast: Cast, paused: Breaker, signed_in: SignedIn
) -> None:
    page = f"/admin/agent/breaker/{paused.pk}/change/"
    button = f"/admin/agent/breaker/{paused.pk}/command/breaker.close/"
    assert button not in signed_in(cast.dana).get(page).content.decode()
    assert signed_in(cast.dana).post(button).status_code in (302, 403)
    paused.refresh_from_db()
    assert paused.state == BreakerState.OPEN
    ada = signed_in(cast.ada)
    assert button in ada.get(page).content.decode()
    assert "is asked again" in ada.post(button, follow=True).content.decode()
    paused.refresh_from_db()
    assert paused.state == BreakerState.CLOSED
    assert "It is asked already." in ada.get(page).content.decode()


def test_an_outsider_sees_none_of_it(cast: Cast, paused: Breaker, signed_in: SignedIn) -> None:
    answer = signed_in(cast.charlie).get("/admin/agent/breaker/", follow=True)
    assert "gpt-oss" not in answer.content.decode()
