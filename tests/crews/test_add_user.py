"""`user.add`: somebody who can sign in."""

from typing import Any

import pytest

from apps.core.errors import BadInput, Clash, NotAllowed
from apps.crews.actions import add_user
from apps.crews.models import Member, User
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events


def add(cast: Cast, **more: Any) -> User:
    return add_user(
        **{
            "actor": cast.admin(),
            "now": NOW,
            "email": "Eve@Example.com ",
            "name": " Eve Lind ",
            "role": Role.DISPATCHER,
            **more,
        }
    )


def test_it_adds_somebody_who_has_yet_to_set_a_password(cast: Cast) -> None:
    eve = User.objects.get(pk=add(cast).pk)
    assert (eve.email, eve.name, eve.role, eve.is_active) == ("eve@example.com", "Eve Lind", Role.DISPATCHER, True)
    assert not eve.has_usable_password()
    assert not Member.objects.filter(user=eve).exists()


def test_a_technician_becomes_a_member_as_well(cast: Cast) -> None:
    member = add(cast, role=Role.TECHNICIAN, phone="555 0100", title="Plumber").member
    assert (member.phone, member.title) == ("555 0100", "Plumber")


@pytest.mark.parametrize("role", Role)
def test_only_administrators_get_djangos_own_flag(cast: Cast, role: Role) -> None:
    assert add(cast, role=role).is_superuser is (role == Role.ADMINISTRATOR)


@pytest.mark.parametrize("who", ["outsider", "office"])
def test_only_an_administrator_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        add(cast, actor=getattr(cast, who)())
    assert [e.code for e in audited("user.add", "refused")] == ["not_allowed"]
    assert not User.objects.filter(email="eve@example.com").exists()


def test_an_email_belongs_to_one_person_whatever_its_case(cast: Cast) -> None:
    with pytest.raises(Clash) as refused:
        add(cast, email="DANA@example.com")
    assert refused.value.code == "email_taken"
    assert [e.code for e in audited("user.add", "refused")] == ["email_taken"]


@pytest.mark.parametrize("bad", [{"email": "eve"}, {"email": ""}, {"name": " "}, {"role": "boss"}], ids=str)
def test_what_cannot_be_right_is_refused_by_field(cast: Cast, bad: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        add(cast, **bad)
    assert set(refused.value.details["fields"]) == set(bad)


def test_it_is_told_once(cast: Cast) -> None:
    eve = add(cast)
    told = [e for e in events("user.added") if e.subject_id == eve.public_id]
    assert [(e.payload, e.user_id) for e in told] == [({}, cast.ada.pk)]
