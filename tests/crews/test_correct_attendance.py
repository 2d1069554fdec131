"""`attendance.correct`: somebody in charge writes the right times."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, Clash, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import add_crew, check_in, check_out, correct_attendance, join_crew, start_break
from apps.crews.models import Attendance, CrewManager, CrewMembership, User
from apps.crews.states import AttendanceStatus, Mark, Role
from tests.conftest import HOUR, NOW, Cast, audited, events, person
from tests.crews.working import MINUTE, a_day, at_work

LATER = NOW + 10 * HOUR


def correct(actor: Actor, attendance: Attendance, *, now: datetime = LATER, **times: Any) -> Attendance:
    times = {"checked_out_at": NOW + 8 * HOUR, "reason": "Forgot", **times}
    return correct_attendance(actor=actor, now=now, attendance_id=attendance.public_id, **times)


def test_a_check_out_ends_what_is_open_with_its_break(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    done = correct(cast.office(), attendance)
    assert (done.status, done.checked_out_at) == (AttendanceStatus.CHECKED_OUT, NOW + 8 * HOUR)
    assert done.breaks.get().end == NOW + 8 * HOUR


def test_the_taps_stay_and_before_and_after_are_told(cast: Cast) -> None:
    attendance = a_day(cast.ana, NOW, NOW + 8 * HOUR)
    done = correct(cast.office(), attendance, checked_in_at=NOW - HOUR, checked_out_at=None)
    marks = [(m.action, m.at, m.reason) for m in done.marks.all()]
    assert marks[0] == (Mark.CHECK_IN, NOW, "")
    assert marks[-1] == (Mark.CORRECTION, LATER, "Forgot")
    change = next(c for c in audited("attendance.correct")[0].changes if c["type"] == "attendance")
    assert change["before"]["checked_in_at"].startswith("2026-03-02T14:00")
    assert change["after"]["checked_in_at"].startswith("2026-03-02T13:00")


def test_breaks_are_given_whole(cast: Cast) -> None:
    attendance = a_day(cast.ana, NOW, NOW + 8 * HOUR, rest=30 * MINUTE)
    one, two = (NOW + HOUR, NOW + 2 * HOUR), (NOW + 3 * HOUR, NOW + 4 * HOUR)
    correct(cast.office(), attendance, checked_out_at=None, breaks=[two, one])
    assert [(b.start, b.end) for b in attendance.breaks.all()] == [one, two]
    correct(cast.office(), attendance, checked_out_at=None, breaks=[])
    assert not attendance.breaks.exists()


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ({"checked_out_at": None}, "nothing_to_correct"),
        ({"reason": " "}, "reason_missing"),
        ({"checked_out_at": NOW - HOUR}, "times_out_of_order"),
        ({"checked_out_at": LATER + MINUTE}, "times_in_future"),
        ({"checked_in_at": NOW - 30 * HOUR}, "working_time_too_long"),
        ({"checked_in_at": datetime(1999, 3, 2, 14, tzinfo=NOW.tzinfo)}, "year_out_of_range"),
        ({"checked_in_at": NOW.replace(tzinfo=None)}, "time_zone_missing"),
        ({"breaks": [(NOW - HOUR, NOW + HOUR)]}, "breaks_do_not_fit"),
        ({"breaks": [(NOW + 2 * HOUR, NOW + HOUR)]}, "breaks_do_not_fit"),
        ({"breaks": [(NOW, NOW + 2 * HOUR), (NOW + HOUR, NOW + 3 * HOUR)]}, "breaks_do_not_fit"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_times_that_cannot_be_are_refused_in_words(cast: Cast, times: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        correct(cast.office(), at_work(cast), **times)
    assert refused.value.code == code


def test_a_break_that_would_be_outside_is_not_cut_off_in_silence(cast: Cast) -> None:
    attendance = a_day(cast.ana, NOW, NOW + 8 * HOUR, rest=30 * MINUTE)
    with pytest.raises(BadInput) as refused:
        correct(cast.office(), attendance, checked_out_at=NOW + 2 * HOUR)
    assert refused.value.code == "breaks_do_not_fit"


def test_it_does_not_overlap_another_working_time(cast: Cast) -> None:
    a_day(cast.ana, NOW - 5 * HOUR, NOW - HOUR)
    second = at_work(cast)
    with pytest.raises(Clash) as refused:
        correct(cast.office(), second, checked_in_at=NOW - 2 * HOUR)
    assert refused.value.code == "working_times_overlap"
    assert "04:00–08:00" in refused.value.message
    correct(cast.office(), second, checked_in_at=NOW - HOUR)


def test_nobody_corrects_their_own(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        correct(cast.field(), at_work(cast))
    lead = person("Lee Lead", Role.CREW_LEAD)
    own = check_in(actor=Actor(lead, Via.PORTAL), now=NOW)
    with pytest.raises(NotAllowed, match="Somebody else"):
        correct(Actor(lead, Via.PORTAL), own)


def test_an_outsider_is_told_there_is_no_such_thing(cast: Cast) -> None:
    with pytest.raises(NotHere):
        correct(cast.outsider(), at_work(cast))
    assert [e.code for e in audited("attendance.correct", "refused")] == ["not_found"]


def in_charge(cast: Cast, who: User) -> None:
    """That manager's crew is Ana's."""
    crew = add_crew(actor=cast.admin(), now=NOW, name="South")
    join_crew(
        actor=cast.admin(),
        now=NOW,
        crew_id=crew.public_id,
        member_id=cast.ana.member.public_id,
        since=NOW.date() - timedelta(days=9),
    )
    CrewMembership.objects.update(since=NOW.date() - timedelta(days=400))
    CrewManager.objects.create(crew=crew, user=who, created_at=NOW, updated_at=NOW)


def test_a_manager_corrects_for_the_crews_they_manage_and_no_others(cast: Cast) -> None:
    marcus = person("Marcus Bell", Role.MANAGER)
    attendance = at_work(cast)
    with pytest.raises(NotHere):
        correct(Actor(marcus, Via.ADMIN), attendance)
    in_charge(cast, marcus)
    assert correct(Actor(marcus, Via.ADMIN), attendance).status == AttendanceStatus.CHECKED_OUT


def test_it_rests_on_what_was_seen(cast: Cast) -> None:
    attendance = at_work(cast)
    check_out(actor=cast.field(), now=NOW + HOUR)
    with pytest.raises(StaleVersion):
        correct(cast.office(), attendance, version=attendance.version)


def test_it_is_told_once(cast: Cast) -> None:
    done = correct(cast.office(), at_work(cast))
    assert [e.subject_id for e in events("attendance.corrected")] == [done.public_id]


def test_a_break_that_goes_on_goes_on(cast: Cast) -> None:
    attendance = at_work(cast)
    start_break(actor=cast.field(), now=NOW + 5 * HOUR)
    given: dict[str, Any] = {"now": NOW + 6 * HOUR, "checked_out_at": None}
    done = correct(cast.office(), attendance, **given, breaks=[(NOW + HOUR, NOW + 2 * HOUR)])
    assert done.status == AttendanceStatus.ON_BREAK
    assert [(b.start, b.end) for b in done.breaks.all()] == [
        (NOW + HOUR, NOW + 2 * HOUR),
        (NOW + 5 * HOUR, None),
    ]
    with pytest.raises(BadInput):
        correct(cast.office(), attendance, **given, breaks=[(NOW + 4 * HOUR, NOW + 6 * HOUR)])
