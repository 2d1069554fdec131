"""`user.deactivate`: somebody's access is taken away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.core.actor import Actor, Via
from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import change_user, deactivate_user
from apps.crews.models import User
from apps.crews.selectors import users_visible_to
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events, person
from tests.racing import race


def demote(**told: Any) -> User:
    return change_user(name="Somebody else", role=Role.DISPATCHER, **told)


def test_it_takes_every_right_and_all_sight(cast: Cast) -> None:
    ben = deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    gone = Actor(ben, Via.API)
    assert not gone.may("visit.complete")
    assert not users_visible_to(gone).exists()
    assert gone.audiences == []


def test_an_open_session_ends(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(cast.dana)
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.dana.public_id, reason="Left")
    assert client.get("/admin/").status_code == 302


def test_an_outsider_is_told_there_is_no_such_person(cast: Cast) -> None:
    with pytest.raises(NotHere):
        deactivate_user(actor=cast.outsider(), now=NOW, user_id=cast.ana.public_id, reason="Rival")
    assert [e.code for e in audited("user.deactivate", "refused")] == ["not_found"]


def test_a_dispatcher_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        deactivate_user(actor=cast.office(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    assert [e.code for e in audited("user.deactivate", "refused")] == ["not_allowed"]


def test_nobody_locks_themselves_out(cast: Cast) -> None:
    with pytest.raises(IllegalTransition) as refused:
        deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ada.public_id, reason="Tired")
    assert refused.value.code == "own_access"


def test_who_has_left_does_not_leave_again(cast: Cast) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    with pytest.raises(IllegalTransition):
        deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")


def test_it_is_told_once_with_its_reason(cast: Cast) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    assert [(e.subject_id, e.payload) for e in events("user.deactivated")] == [(cast.ben.public_id, {"reason": "Left"})]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", [lambda **told: deactivate_user(reason="Rival", **told), demote])
def test_two_administrators_do_not_take_each_others_access_away(verb: Callable[..., User]) -> None:
    one, other = person("Ada Brandt", Role.ADMINISTRATOR), person("Eve Adler", Role.ADMINISTRATOR)
    pairs = [(one, other), (other, one)]
    race(*[lambda a=a, u=u: verb(actor=Actor(a, Via.ADMIN), now=NOW, user_id=u.public_id) for a, u in pairs])
    assert User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count() == 1
