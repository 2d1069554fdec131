"""`shift.clear_exception`: the usual shifts hold again."""

from datetime import date
from typing import Any

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.crews.actions import clear_exception, set_exception
from apps.crews.models import ShiftException
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def day_off(cast: Cast) -> ShiftException:
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id}
    return set_exception(**said, day=date(2026, 3, 6))


def test_it_is_gone_and_the_member_is_answered(cast: Cast, day_off: ShiftException) -> None:
    made = clear_exception(actor=cast.office(), now=NOW, exception_id=day_off.public_id)
    assert made == cast.ana.member
    assert not ShiftException.objects.exists()


def test_an_outsider_is_told_there_is_no_such_day(cast: Cast, day_off: ShiftException) -> None:
    with pytest.raises(NotHere):
        clear_exception(actor=cast.outsider(), now=NOW, exception_id=day_off.public_id)
    assert ShiftException.objects.exists()


def test_nobody_clears_their_own(cast: Cast, day_off: ShiftException) -> None:
    with pytest.raises(NotAllowed):
        clear_exception(actor=cast.field(), now=NOW, exception_id=day_off.public_id)
    assert [e.code for e in audited("shift.clear_exception", "refused")] == ["not_allowed"]


def test_it_is_told_about_the_member(cast: Cast, day_off: ShiftException) -> None:
    clear_exception(actor=cast.office(), now=NOW, exception_id=day_off.public_id)
    assert [e.payload for e in events("shifts.changed")] == [{"day": "2026-03-06"}] * 2
