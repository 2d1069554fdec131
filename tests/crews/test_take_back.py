"""`attendance.take_back`: the last tap was a slip."""

from datetime import timedelta

import pytest

from apps.core.errors import BadInput, Clash, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import check_in, check_out, correct_attendance, end_break, start_break, take_back
from apps.crews.actions.attendance import TAKE_BACK
from apps.crews.attendance.reading import standing
from apps.crews.models import Attendance
from apps.crews.states import AttendanceStatus, Mark
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.working import MINUTE, at_work

A = AttendanceStatus


def back(cast: Cast, attendance: Attendance, *, at: timedelta = MINUTE) -> Attendance:
    return take_back(actor=cast.field(), now=NOW + at, attendance_id=attendance.public_id, reason="Slip")


def test_a_check_in_leaves_a_working_time_without_length(cast: Cast) -> None:
    taken = back(cast, at_work(cast))
    assert (taken.status, taken.checked_out_at) == (A.CHECKED_OUT, taken.checked_in_at)
    assert not standing(Attendance.objects.all()).exists()
    assert check_in(actor=cast.field(), now=NOW + HOUR).pk != taken.pk


def test_a_break_that_was_begun_was_none(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW)
    taken = back(cast, attendance)
    assert (taken.status, [(b.start, b.end) for b in taken.breaks.all()]) == (A.CHECKED_IN, [(NOW, NOW)])


def test_a_break_that_was_ended_goes_on(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW)
    end_break(actor=cast.field(), now=NOW)
    taken = back(cast, attendance)
    assert (taken.status, taken.breaks.get().end) == (A.ON_BREAK, None)


def test_who_checked_out_is_in_again(cast: Cast) -> None:
    attendance = at_work(cast)
    check_out(actor=cast.field(), now=NOW)
    taken = back(cast, attendance)
    assert (taken.status, taken.checked_out_at) == (A.CHECKED_IN, None)


def test_who_checked_out_from_a_break_is_on_it_again(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW)
    check_out(actor=cast.field(), now=NOW + MINUTE)
    taken = back(cast, attendance, at=2 * MINUTE)
    assert (taken.status, taken.breaks.get().end) == (A.ON_BREAK, None)


def test_what_was_tapped_stays_written_down(cast: Cast) -> None:
    attendance = at_work(cast)
    taken = back(cast, attendance)
    assert [(m.action, m.reason) for m in taken.marks.all()] == [(Mark.CHECK_IN, ""), (Mark.CORRECTION, "Slip")]
    with pytest.raises(IllegalTransition, match="no tap"):
        back(cast, attendance)


def test_after_an_hour_it_is_a_correction(cast: Cast) -> None:
    attendance = at_work(cast)
    with pytest.raises(IllegalTransition, match="more than an hour"):
        back(cast, attendance, at=TAKE_BACK + MINUTE)


def test_the_office_may_later(cast: Cast) -> None:
    attendance = at_work(cast)
    taken = take_back(actor=cast.office(), now=NOW + 5 * HOUR, attendance_id=attendance.public_id, reason="She called")
    assert taken.status == A.CHECKED_OUT


def test_an_outsider_is_told_there_is_no_such_thing(cast: Cast) -> None:
    attendance = at_work(cast)
    with pytest.raises(NotHere):
        take_back(actor=cast.outsider(), now=NOW, attendance_id=attendance.public_id, reason="Slip")
    assert [e.code for e in audited("attendance.take_back", "refused")] == ["not_found"]


def test_it_rests_on_what_was_seen(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW)
    with pytest.raises(StaleVersion):
        take_back(actor=cast.field(), now=NOW, attendance_id=attendance.public_id, reason="Slip", version=1)


def test_two_working_times_are_never_open(cast: Cast) -> None:
    first = at_work(cast)
    check_out(actor=cast.field(), now=NOW)
    check_in(actor=cast.field(), now=NOW + MINUTE)
    with pytest.raises(Clash) as refused:
        back(cast, first, at=2 * MINUTE)
    assert refused.value.code == "checked_in_already"


def test_no_hour_counts_twice_when_a_check_out_is_taken_back_late(cast: Cast) -> None:
    first = at_work(cast)
    check_out(actor=cast.field(), now=NOW)
    check_in(actor=cast.field(), now=NOW + MINUTE)
    check_out(actor=cast.field(), now=NOW + 2 * MINUTE)
    with pytest.raises(Clash) as refused:
        back(cast, first, at=3 * MINUTE)
    assert refused.value.code == "checked_in_since"


def test_it_wants_a_reason_and_a_tap_that_stands(cast: Cast) -> None:
    attendance = at_work(cast)
    with pytest.raises(BadInput):
        take_back(actor=cast.field(), now=NOW, attendance_id=attendance.public_id, reason=" ")
    correct_attendance(
        actor=cast.office(), now=NOW + HOUR, attendance_id=attendance.public_id, reason="Late", checked_in_at=NOW
    )
    with pytest.raises(IllegalTransition):
        back(cast, attendance)


def test_a_colleague_in_sight_may_not(cast: Cast) -> None:
    from apps.core.actor import Actor, Via
    from apps.crews.states import Role
    from tests.conftest import person

    attendance = at_work(cast)
    reader = Actor(person("Rita Reader", Role.READ_ONLY), Via.API)
    with pytest.raises(NotAllowed):
        take_back(actor=reader, now=NOW, attendance_id=attendance.public_id, reason="Slip")


def test_it_is_told_once(cast: Cast) -> None:
    taken = back(cast, at_work(cast))
    assert [(e.subject_id, e.payload) for e in events("attendance.taken_back")] == [
        (taken.public_id, {"tap": "check_in"})
    ]
