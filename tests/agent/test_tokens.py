"""The budget: what is set aside before a call, what is settled after, and that no cap is passed by many at once."""

from datetime import timedelta
from typing import Any

import pytest

from apps.agent.actions import SetAside, send_message, set_aside, settle
from apps.agent.models import AgentRun, TokenDay
from apps.agent.selectors import spent_on_day
from apps.agent.states import Fallback
from apps.core.actor import Actor, Via
from apps.crews.models import User
from tests.conftest import NOW, Cast
from tests.racing import race


def run_of(user: User) -> AgentRun:
    return AgentRun.objects.get(message=send_message(actor=Actor(user, Via.PORTAL), now=NOW, text="on my way"))


@pytest.fixture
def limits(settings: Any) -> Any:
    settings.AGENT_TOKENS_PER_RUN = settings.AGENT_TOKENS_PER_PERSON = settings.AGENT_TOKENS_PER_DAY = 0
    return settings


def held(run: AgentRun, tokens: int, *, days: int = 0) -> SetAside:
    aside = set_aside(run=run, tokens=tokens, now=NOW + timedelta(days=days))
    assert isinstance(aside, SetAside)
    return aside


def test_what_was_set_aside_becomes_what_it_took(cast: Cast, limits: Any) -> None:
    run = run_of(cast.ana)
    settle(held(run, 5_000), used=1_200, cost_micro=180)
    run.refresh_from_db()
    assert run.tokens == 1_200
    own, company = TokenDay.objects.get(user=cast.ana), spent_on_day(NOW)
    assert (own.tokens, own.cost_micro, own.calls) == (company.tokens, company.cost_micro, company.calls)
    assert (company.tokens, company.cost_micro, company.calls) == (1_200, 180, 1)


def test_a_call_nobody_came_back_from_has_cost_what_was_set_aside(cast: Cast, limits: Any) -> None:
    run = run_of(cast.ana)
    settle(held(run, 5_000), used=None)
    held(run, 3_000)  # its worker died
    run.refresh_from_db()
    assert run.tokens == spent_on_day(NOW).tokens == 8_000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AGENT_TOKENS_PER_RUN", Fallback.RUN_BUDGET),
        ("AGENT_TOKENS_PER_PERSON", Fallback.PERSON_BUDGET),
        ("AGENT_TOKENS_PER_DAY", Fallback.DAY_BUDGET),
    ],
)
def test_over_a_budget_nothing_is_set_aside_anywhere(cast: Cast, limits: Any, name: str, code: Fallback) -> None:
    setattr(limits, name, 10_000)
    run = run_of(cast.ana)
    held(run, 10_000)
    assert set_aside(run=run, tokens=1, now=NOW) == code
    run.refresh_from_db()
    assert run.tokens == spent_on_day(NOW).tokens == TokenDay.objects.get(user=cast.ana).tokens == 10_000


def test_a_persons_share_is_theirs_alone_and_for_a_day_of_the_companys_calendar(cast: Cast, limits: Any) -> None:
    limits.AGENT_TOKENS_PER_PERSON = 10_000
    held(run_of(cast.ana), 10_000)
    held(run_of(cast.ben), 10_000)
    held(run_of(cast.ana), 10_000, days=1)
    assert set_aside(run=run_of(cast.ben), tokens=1, now=NOW) == Fallback.PERSON_BUDGET
    assert spent_on_day(NOW).tokens == 20_000
    assert spent_on_day(NOW + timedelta(days=2)).tokens == 0


@pytest.mark.django_db(transaction=True)
def test_32_at_once_never_pass_the_cap(cast: Cast, limits: Any) -> None:
    limits.AGENT_TOKENS_PER_DAY, limits.AGENT_TOKENS_PER_RUN = 10_500, 6_000
    runs = [run_of(cast.ana), run_of(cast.ben)]
    found = race(*[lambda n=n: set_aside(run=runs[n % 2], tokens=1_000, now=NOW) for n in range(32)])
    assert sum(isinstance(aside, SetAside) for aside in found) == 10
    assert {aside for aside in found if not isinstance(aside, SetAside)} <= {Fallback.DAY_BUDGET, Fallback.RUN_BUDGET}
    assert spent_on_day(NOW).tokens == 10_000
    assert sum(AgentRun.objects.values_list("tokens", flat=True)) == 10_000
