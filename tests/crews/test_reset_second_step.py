"""`user.reset_second_step`: for who lost their phone."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import reset_second_step
from apps.crews.models import User
from tests.conftest import NOW, TOTP_SECRET, Cast, audited, events


@pytest.fixture(autouse=True)
def _anas_app(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.ana, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})
    Authenticator.objects.create(user=cast.ana, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})


def test_app_and_codes_are_gone_and_all_sign_ins_with_them(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    ana = signed_in(cast.ana)
    reset_second_step(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Phone in the harbour")
    assert not Authenticator.objects.filter(user=cast.ana).exists()
    assert ana.get("/portal/").status_code == 302
    assert [e.payload for e in events("user.second_step_reset")] == [{"reason": "Phone in the harbour"}]
    assert TOTP_SECRET not in str([a.changes for a in audited("user.reset_second_step")])


def test_it_wants_a_reason_and_something_to_remove(cast: Cast) -> None:
    with pytest.raises(BadInput):
        reset_second_step(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason=" ")
    with pytest.raises(IllegalTransition):
        reset_second_step(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Lost")


def test_not_ones_own(cast: Cast) -> None:
    with pytest.raises(IllegalTransition) as refused:
        reset_second_step(actor=cast.admin(), now=NOW, user_id=cast.ada.public_id, reason="Tired of it")
    assert refused.value.code == "own_access"


def test_others_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        reset_second_step(actor=cast.office(), now=NOW, user_id=cast.ana.public_id, reason="Curious")
    with pytest.raises(NotHere):
        reset_second_step(actor=cast.outsider(), now=NOW, user_id=cast.ana.public_id, reason="Curious")
    assert Authenticator.objects.filter(user=cast.ana).count() == 2
