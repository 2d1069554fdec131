"""`absence.cancel`: a member is not away after all."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import cancel_absence
from tests.conftest import NOW, Cast, audited, events
from tests.crews.shifting import away


def test_it_stays_on_record_with_the_reason(cast: Cast) -> None:
    made = cancel_absence(actor=cast.office(), now=NOW, absence_id=away(cast).public_id, reason=" Feels better ")
    assert (made.cancelled_at, made.cancelled_reason) == (NOW, "Feels better")


def test_a_reason_is_asked_for(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        cancel_absence(actor=cast.office(), now=NOW, absence_id=away(cast).public_id, reason=" ")
    assert refused.value.code == "reason_missing"


def test_an_outsider_is_told_there_is_no_such_absence(cast: Cast) -> None:
    with pytest.raises(NotHere):
        cancel_absence(actor=cast.outsider(), now=NOW, absence_id=away(cast).public_id, reason="No")


def test_nobody_cancels_their_own(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        cancel_absence(actor=cast.field(), now=NOW, absence_id=away(cast).public_id, reason="No")
    assert [e.code for e in audited("absence.cancel", "refused")] == ["not_allowed"]


def test_it_is_cancelled_once(cast: Cast) -> None:
    absence = cancel_absence(actor=cast.office(), now=NOW, absence_id=away(cast).public_id, reason="Feels better")
    with pytest.raises(IllegalTransition):
        cancel_absence(actor=cast.office(), now=NOW, absence_id=absence.public_id, reason="Again")


def test_it_is_told(cast: Cast) -> None:
    made = cancel_absence(actor=cast.office(), now=NOW, absence_id=away(cast).public_id, reason="Feels better")
    assert [e.subject_id for e in events("absence.cancelled")] == [made.public_id]
