"""`user.change`: somebody's name or role."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import change_user
from apps.crews.models import User
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events


def change(cast: Cast, user: User, **more: Any) -> User:
    return change_user(
        **{
            "actor": cast.admin(),
            "now": NOW,
            "user_id": user.public_id,
            "name": user.name,
            "role": user.role,
            **more,
        }
    )


def test_it_changes_name_and_role_and_with_it_the_rights(cast: Cast) -> None:
    ana = change(cast, cast.ana, name="Ana Silva-Reyes", role=Role.ADMINISTRATOR)
    assert (ana.name, ana.role, ana.is_superuser, ana.may("user.add")) == (
        "Ana Silva-Reyes",
        Role.ADMINISTRATOR,
        True,
        True,
    )


def test_who_is_no_administrator_any_more_loses_djangos_flag(cast: Cast) -> None:
    change(cast, cast.dana, role=Role.ADMINISTRATOR)
    assert change(cast, cast.dana, role=Role.DISPATCHER).is_superuser is False


def test_a_new_technician_becomes_a_member_once(cast: Cast) -> None:
    change(cast, cast.dana, role=Role.TECHNICIAN)
    change(cast, cast.dana, role=Role.DISPATCHER)
    change(cast, cast.dana, role=Role.TECHNICIAN)
    assert User.objects.get(pk=cast.dana.pk).member.user == cast.dana


def test_it_refuses_a_look_that_is_out_of_date(cast: Cast) -> None:
    change(cast, cast.ben, name="Benjamin Okafor")
    with pytest.raises(StaleVersion):
        change(cast, cast.ben, version=1)


def test_an_outsider_is_told_there_is_no_such_person(cast: Cast) -> None:
    with pytest.raises(NotHere):
        change(cast, cast.ana, actor=cast.outsider())
    assert [e.code for e in audited("user.change", "refused")] == ["not_found"]


@pytest.mark.parametrize("who", ["charlie", "dana"])
def test_nobody_gives_themselves_another_role(cast: Cast, who: str) -> None:
    user: User = getattr(cast, who)
    actor = cast.outsider() if who == "charlie" else cast.office()
    with pytest.raises(NotAllowed):
        change(cast, user, actor=actor, role=Role.ADMINISTRATOR)
    assert [e.code for e in audited("user.change", "refused")] == ["not_allowed"]


def test_an_administrator_does_not_take_their_own_administration_away(cast: Cast) -> None:
    with pytest.raises(IllegalTransition) as refused:
        change(cast, cast.ada, role=Role.DISPATCHER)
    assert refused.value.code == "own_access"
    assert change(cast, cast.ada, name="Ada B").name == "Ada B"


@pytest.mark.parametrize("bad", [{"name": ""}, {"name": "x" * 121}, {"role": "boss"}], ids=lambda bad: next(iter(bad)))
def test_what_cannot_be_right_is_refused(cast: Cast, bad: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        change(cast, cast.ben, **bad)


def test_it_is_told_once(cast: Cast) -> None:
    change(cast, cast.ben, name="Benjamin Okafor")
    assert [(e.subject_id, e.payload) for e in events("user.changed")] == [(cast.ben.public_id, {})]
