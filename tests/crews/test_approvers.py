"""Who may decide, and why: the manager of the crew, above a limit an administrator, a substitute while away."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from apps.core.actor import Actor, Via
from apps.crews.actions import add_substitution, approve_request, deactivate_user, leave_crew
from apps.crews.approvers import approvers_of, waiting_for
from apps.crews.models import StaffRequest, User
from apps.crews.selectors import requests_visible_to
from apps.crews.states import RequestKind, Role
from tests.conftest import HOUR, NOW, Cast, person
from tests.crews.requesting import ask, crewed, office

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def turn(request: StaffRequest) -> dict[str, str]:
    """Whose turn it is, and why."""
    return {a.user.name: a.why for a in approvers_of(request, NOW) if a.in_turn}


def inbox(user: User) -> list[str]:
    return [request.code for request, approver in waiting_for(office(user), NOW) if approver.in_turn]


def stand_in(mia: User, substitute: User) -> None:
    until = TODAY + timedelta(days=4)
    add_substitution(actor=office(mia), now=NOW, substitute_id=substitute.public_id, since=TODAY, until=until)


def test_the_manager_of_the_crew(cast: Cast, mia: User) -> None:
    request = ask(cast)
    assert turn(request) == {"Mia Lang": "Manages North."}
    assert [a.user for a in approvers_of(request, NOW) if not a.in_turn] == [cast.ada]
    assert (inbox(mia), inbox(cast.ada)) == (["SR-1"], [])


def test_of_the_crew_that_holds_that_day(cast: Cast, mia: User) -> None:
    request = ask(cast)
    membership = cast.ana.member.memberships.get()
    leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=TODAY - timedelta(days=1))
    assert list(turn(request)) == ["Ada Brandt"]
    assert inbox(mia) == []


def test_above_the_limit_an_administrator(cast: Cast, mia: User, settings: Any) -> None:
    settings.PURCHASE_LIMIT_MANAGER = Decimal(100)
    assert list(turn(ask(cast, kind=RequestKind.PURCHASE, amount=Decimal(100)))) == ["Mia Lang"]
    assert turn(ask(cast, kind=RequestKind.PURCHASE, amount=Decimal("100.01"))) == {
        "Ada Brandt": "Above 100.00 an administrator decides."
    }


def test_without_a_crew_an_administrator(cast: Cast, mia: User) -> None:
    assert list(turn(ask(cast, actor=cast.outsider()))) == ["Ada Brandt"]


def test_nobody_decides_their_own(cast: Cast, mia: User) -> None:
    assert turn(ask(cast, actor=office(mia))) == {
        "Ada Brandt": "Nobody manages their crew, so an administrator decides."
    }
    assert approvers_of(ask(cast, actor=office(cast.ada)), NOW) == []


def test_a_substitute_while_the_manager_is_away(cast: Cast, mia: User) -> None:
    max_ = person("Max Orr", Role.MANAGER)
    request = ask(cast)
    assert not requests_visible_to(office(max_)).exists()
    stand_in(mia, max_)
    assert turn(request) == {"Max Orr": "Stands in for Mia Lang until Fri 6 Mar."}
    assert (inbox(max_), inbox(mia)) == (["SR-1"], [])
    assert approve_request(actor=office(max_), now=NOW, request_id=request.public_id).decided_by == max_


def test_a_substitute_who_is_gone_is_none(cast: Cast, mia: User) -> None:
    max_ = person("Max Orr", Role.MANAGER)
    stand_in(mia, max_)
    deactivate_user(actor=cast.admin(), now=NOW, user_id=max_.public_id, reason="Left")
    assert turn(ask(cast)) == {"Ada Brandt": "Mia Lang is away, and nobody stands in."}


def test_a_manager_on_leave_without_a_substitute(cast: Cast, mia: User) -> None:
    ask(cast, actor=office(mia), kind=RequestKind.SICK_LEAVE, start=NOW - HOUR)
    assert turn(ask(cast)) == {"Ada Brandt": "Mia Lang is away, and nobody stands in."}


def test_managers_see_and_decide_their_crews_only(cast: Cast, mia: User) -> None:
    ask(cast)
    ask(cast, actor=cast.outsider())
    assert [r.code for r in requests_visible_to(office(mia))] == ["SR-1"]
    assert inbox(mia) == ["SR-1"]
    assert inbox(cast.dana) == []
    assert waiting_for(Actor(None, Via.PORTAL), NOW) == []


def test_it_costs_the_same_however_many_wait(cast: Cast, mia: User, django_assert_max_num_queries: Any) -> None:
    for days in range(1, 9):
        ask(cast, start=NOW + timedelta(days=days), end=NOW + timedelta(days=days, hours=5))
    with django_assert_max_num_queries(7):
        assert len(inbox(mia)) == 8
