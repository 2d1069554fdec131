"""`user.end_sign_ins`: signed out everywhere, by oneself or by an administrator."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from apps.core.actor import Actor, Via
from apps.core.errors import NotAllowed, NotHere
from apps.crews.actions import end_sign_ins
from apps.crews.models import User
from tests.api.programs import Program, is_problem
from tests.conftest import NOW, Cast, audited, events

SignedIn = Callable[[User], Client]


def test_browsers_programs_and_their_refreshing_end(cast: Cast, signed_in: SignedIn) -> None:
    cache.clear()
    browser, program = signed_in(cast.ana), Program()
    assert program.sign_in(cast.ana).status_code == 200
    end_sign_ins(actor=cast.field(), now=NOW, user_id=cast.ana.public_id)
    assert browser.get("/portal/").status_code == 302
    assert is_problem(program.get("/api/v1/me"), 401, "not_signed_in")
    assert program.renew().status_code >= 400


def test_others_stay_signed_in(cast: Cast, signed_in: SignedIn) -> None:
    ben = signed_in(cast.ben)
    end_sign_ins(actor=cast.field(), now=NOW, user_id=cast.ana.public_id)
    assert ben.get("/api/v1/me").status_code == 200


def test_an_administrator_may_for_others(cast: Cast, signed_in: SignedIn) -> None:
    ana = signed_in(cast.ana)
    end_sign_ins(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id)
    assert ana.get("/portal/").status_code == 302
    assert [(e.user, e.outcome) for e in audited("user.end_sign_ins")] == [(cast.ada, "done")]
    assert [e.subject_id for e in events("user.sign_ins_ended")] == [cast.ana.public_id]


def test_nobody_else_may(cast: Cast, signed_in: SignedIn) -> None:
    ana = signed_in(cast.ana)
    with pytest.raises(NotAllowed):
        end_sign_ins(actor=cast.office(), now=NOW, user_id=cast.ana.public_id)
    with pytest.raises(NotHere):
        end_sign_ins(actor=cast.outsider(), now=NOW, user_id=cast.ana.public_id)
    with pytest.raises(NotHere):
        end_sign_ins(actor=Actor(None, Via.PORTAL), now=NOW, user_id=cast.ana.public_id)
    assert ana.get("/api/v1/me").status_code == 200
