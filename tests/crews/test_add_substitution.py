"""`substitution.add`: somebody decides in one's place."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from apps.core.errors import BadInput, Clash, NotAllowed, NotHere
from apps.crews.actions import add_substitution
from apps.crews.models import Substitution, User
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events, person
from tests.crews.requesting import crewed, office
from tests.racing import waiting

TODAY = date(2026, 3, 2)


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


@pytest.fixture
def max_(cast: Cast) -> User:
    return person("Max Orr", Role.MANAGER)


def stand_in(by: User, substitute: User, **more: Any) -> Substitution:
    given = {"substitute_id": substitute.public_id, "since": TODAY, "until": date(2026, 3, 6), **more}
    return add_substitution(actor=office(by), now=NOW, **given)


def test_a_manager_names_one_for_themselves(mia: User, max_: User) -> None:
    made = stand_in(mia, max_)
    assert (made.user, made.substitute) == (mia, max_)
    assert [e.subject_id for e in events("substitution.added")] == [made.public_id]
    assert len(audited("substitution.add")) == 1


def test_for_somebody_else_an_administrator_does(cast: Cast, mia: User, max_: User) -> None:
    with pytest.raises(NotAllowed):
        stand_in(max_, cast.ada, user_id=mia.public_id)
    assert stand_in(cast.ada, max_, user_id=mia.public_id).user == mia


def test_outsiders_and_dispatchers_name_nobody(cast: Cast, mia: User, max_: User) -> None:
    with pytest.raises(NotHere):
        stand_in(cast.charlie, max_)
    with pytest.raises(NotAllowed):
        stand_in(cast.dana, max_)


def test_who_stands_in_may_decide_and_is_somebody_else(cast: Cast, mia: User) -> None:
    with pytest.raises(BadInput) as refused:
        stand_in(mia, cast.ana)
    assert refused.value.code == "may_not_decide"
    with pytest.raises(Clash):
        stand_in(mia, mia)


@pytest.mark.parametrize(("since", "until"), [("2026-03-06", "2026-03-05"), ("2026-02-01", "2026-02-28")])
def test_days_in_order_and_not_over(mia: User, max_: User, since: str, until: str) -> None:
    with pytest.raises(BadInput) as refused:
        stand_in(mia, max_, since=date.fromisoformat(since), until=date.fromisoformat(until))
    assert refused.value.code == "days_out_of_order"


@pytest.mark.django_db(transaction=True)
def test_two_who_name_each_other_wait_for_each_other(cast: Cast, mia: User, max_: User) -> None:
    first, second = sorted((mia, max_), key=lambda user: user.public_id)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=first.pk)
        other = waiting(lambda: stand_in(cast.ada, second, user_id=first.public_id))
        User.objects.select_for_update(no_key=True, nowait=True).get(pk=second.pk)
    assert isinstance(other.result(), Substitution)
