"""`user.uninvite`: the link in an invitation is made useless."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import invite_user, uninvite_user
from apps.crews.invitations import secret_for
from apps.crews.models import Invitation
from apps.crews.selectors import invitation_by
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def secret(cast: Cast) -> str:
    invite_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)
    return secret_for(Invitation.objects.get().public_id)


def test_the_link_no_longer_works(cast: Cast, secret: str) -> None:
    uninvite_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)
    assert invitation_by(secret, NOW) is None
    assert [e.subject_id for e in events("user.uninvited")] == [cast.ben.public_id]
    assert len(audited("user.uninvite")) == 1


def test_without_an_open_invitation_there_is_nothing_to_withdraw(cast: Cast) -> None:
    with pytest.raises(IllegalTransition):
        uninvite_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)


def test_others_may_not(cast: Cast, secret: str) -> None:
    with pytest.raises(NotAllowed):
        uninvite_user(actor=cast.office(), now=NOW, user_id=cast.ben.public_id)
    with pytest.raises(NotHere):
        uninvite_user(actor=cast.outsider(), now=NOW, user_id=cast.ben.public_id)
    assert invitation_by(secret, NOW) is not None
