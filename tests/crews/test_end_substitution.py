"""`substitution.end`: who was away is back."""

from datetime import date, timedelta

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import add_substitution, end_substitution
from apps.crews.models import Substitution, User
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events, person
from tests.crews.requesting import crewed, office


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


@pytest.fixture
def substitution(mia: User) -> Substitution:
    return add_substitution(
        actor=office(mia),
        now=NOW,
        substitute_id=person("Max Orr", Role.MANAGER).public_id,
        since=date(2026, 3, 2),
        until=date(2026, 3, 6),
    )


def end(one: Substitution, by: User, days: int = 0) -> Substitution:
    return end_substitution(actor=office(by), now=NOW + timedelta(days=days), substitution_id=one.public_id)


def test_it_ends_at_once(mia: User, substitution: Substitution) -> None:
    assert end(substitution, mia).ended_at == NOW
    assert [e.subject_id for e in events("substitution.ended")] == [substitution.public_id]
    assert len(audited("substitution.end")) == 1


def test_not_by_the_substitute_but_by_an_administrator(cast: Cast, substitution: Substitution) -> None:
    with pytest.raises(NotAllowed):
        end(substitution, substitution.substitute)
    assert end(substitution, cast.ada).ended_at == NOW


def test_an_outsider_is_told_there_is_none(cast: Cast, substitution: Substitution) -> None:
    with pytest.raises(NotHere):
        end(substitution, cast.charlie)


def test_once_and_only_before_it_is_over(mia: User, substitution: Substitution) -> None:
    with pytest.raises(IllegalTransition):
        end(substitution, mia, days=9)
    end(substitution, mia)
    with pytest.raises(IllegalTransition):
        end(substitution, mia)
