"""`attendance.check_out`: the working time ends."""

import pytest

from apps.core.errors import IllegalTransition
from apps.crews.actions import check_out, start_break
from apps.crews.states import AttendanceStatus, Mark
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.working import at_work


def test_the_day_is_over(cast: Cast) -> None:
    at_work(cast)
    attendance = check_out(actor=cast.field(), now=NOW + 8 * HOUR)
    assert (attendance.status, attendance.checked_out_at) == (AttendanceStatus.CHECKED_OUT, NOW + 8 * HOUR)
    assert [mark.action for mark in attendance.marks.all()] == [Mark.CHECK_IN, Mark.CHECK_OUT]


def test_a_break_that_was_left_open_ends_with_it(cast: Cast) -> None:
    at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    attendance = check_out(actor=cast.field(), now=NOW + 2 * HOUR)
    assert attendance.breaks.get().end == NOW + 2 * HOUR


def test_it_ends_once(cast: Cast) -> None:
    at_work(cast)
    check_out(actor=cast.field(), now=NOW + HOUR)
    with pytest.raises(IllegalTransition, match="not checked in"):
        check_out(actor=cast.field(), now=NOW + HOUR)
    assert [e.code for e in audited("attendance.check_out", "refused")] == ["illegal_transition"]


def test_an_outsider_ends_only_what_is_theirs(cast: Cast) -> None:
    at_work(cast)
    with pytest.raises(IllegalTransition):
        check_out(actor=cast.outsider(), now=NOW + HOUR)


def test_it_is_told_once(cast: Cast) -> None:
    attendance = at_work(cast)
    check_out(actor=cast.field(), now=NOW + HOUR)
    assert [e.subject_id for e in events("attendance.checked_out")] == [attendance.public_id]
