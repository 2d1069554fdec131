"""`attendance.start_break`: a break begins."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed
from apps.crews.actions import check_out, start_break
from apps.crews.states import AttendanceStatus
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.working import MINUTE, at_work


def test_the_break_is_open(cast: Cast) -> None:
    at_work(cast)
    attendance = start_break(actor=cast.field(), now=NOW + HOUR)
    assert attendance.status == AttendanceStatus.ON_BREAK
    assert [(b.start, b.end) for b in attendance.breaks.all()] == [(NOW + HOUR, None)]


def test_it_does_not_begin_before_the_check_in(cast: Cast) -> None:
    at_work(cast)
    attendance = start_break(actor=cast.field(), now=NOW + HOUR, device_at=NOW - MINUTE)
    assert attendance.breaks.get().start == NOW + HOUR


def test_nobody_rests_before_they_check_in(cast: Cast) -> None:
    at_work(cast)
    with pytest.raises(IllegalTransition, match="not checked in"):
        start_break(actor=cast.outsider(), now=NOW)
    assert [e.code for e in audited("attendance.start_break", "refused")] == ["illegal_transition"]


def test_one_break_at_a_time(cast: Cast) -> None:
    at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    with pytest.raises(IllegalTransition, match="on a break already"):
        start_break(actor=cast.field(), now=NOW + HOUR)


def test_nobody_rests_after_the_day(cast: Cast) -> None:
    at_work(cast)
    check_out(actor=cast.field(), now=NOW + HOUR)
    with pytest.raises(IllegalTransition):
        start_break(actor=cast.field(), now=NOW + 2 * HOUR)


def test_the_office_does_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        start_break(actor=cast.office(), now=NOW)


def test_it_is_told_once(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    assert [e.subject_id for e in events("attendance.break_started")] == [attendance.public_id]
    assert len(audited("attendance.start_break")) == 1
