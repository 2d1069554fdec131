"""`user.reactivate`: somebody's access is given back."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import deactivate_user, reactivate_user
from apps.crews.models import User
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def gone(cast: Cast) -> User:
    return deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")


def test_it_gives_the_access_back(cast: Cast, gone: User) -> None:
    assert reactivate_user(actor=cast.admin(), now=NOW, user_id=gone.public_id).is_active
    assert User.objects.get(pk=gone.pk).is_active


def test_an_outsider_is_told_there_is_no_such_person(cast: Cast, gone: User) -> None:
    with pytest.raises(NotHere):
        reactivate_user(actor=cast.outsider(), now=NOW, user_id=gone.public_id)
    assert [e.code for e in audited("user.reactivate", "refused")] == ["not_found"]


def test_a_dispatcher_may_not(cast: Cast, gone: User) -> None:
    with pytest.raises(NotAllowed):
        reactivate_user(actor=cast.office(), now=NOW, user_id=gone.public_id)
    assert [e.code for e in audited("user.reactivate", "refused")] == ["not_allowed"]


def test_who_is_here_does_not_come_back(cast: Cast) -> None:
    with pytest.raises(IllegalTransition):
        reactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)


def test_it_is_told_once_with_its_reason(cast: Cast, gone: User) -> None:
    reactivate_user(actor=cast.admin(), now=NOW, user_id=gone.public_id, reason="Back")
    assert [(e.subject_id, e.payload) for e in events("user.reactivated")] == [(gone.public_id, {"reason": "Back"})]
