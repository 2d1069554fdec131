"""`attendance.end_break`: the break is over."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed
from apps.crews.actions import end_break, start_break
from apps.crews.states import AttendanceStatus
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.working import MINUTE, at_work


def test_the_break_has_its_end(cast: Cast) -> None:
    at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    attendance = end_break(actor=cast.field(), now=NOW + 2 * HOUR, device_at=NOW + HOUR + 30 * MINUTE)
    assert attendance.status == AttendanceStatus.CHECKED_IN
    assert [(b.start, b.end) for b in attendance.breaks.all()] == [(NOW + HOUR, NOW + HOUR + 30 * MINUTE)]


def test_it_does_not_end_before_it_began(cast: Cast) -> None:
    at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    attendance = end_break(actor=cast.field(), now=NOW + 2 * HOUR, device_at=NOW + HOUR / 2)
    assert attendance.breaks.get().end == NOW + 2 * HOUR


def test_without_a_break_there_is_nothing_to_end(cast: Cast) -> None:
    at_work(cast)
    with pytest.raises(IllegalTransition, match="not on a break"):
        end_break(actor=cast.field(), now=NOW + HOUR)


def test_an_outsider_ends_nobody_elses(cast: Cast) -> None:
    at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    with pytest.raises(IllegalTransition):
        end_break(actor=cast.outsider(), now=NOW + HOUR)
    with pytest.raises(NotAllowed):
        end_break(actor=cast.office(), now=NOW + HOUR)
    assert len(audited("attendance.end_break", "refused")) == 2


def test_it_is_told_once(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    end_break(actor=cast.field(), now=NOW + 2 * HOUR)
    assert [e.subject_id for e in events("attendance.break_ended")] == [attendance.public_id]
    assert len(audited("attendance.end_break")) == 1
