"""`attendance.check_in`: somebody's working time begins."""

from datetime import timedelta
from typing import Any

import pytest

from apps.core.commands import run
from apps.core.errors import BadInput, IllegalTransition, NotAllowed
from apps.core.models import AuditEntry
from apps.crews.actions import check_in, check_out
from apps.crews.attendance.taps import OFFLINE_QUEUE, Position
from apps.crews.models import Attendance, AttendanceMark
from apps.crews.states import AttendanceStatus, Mark
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.working import MINUTE, at_work
from tests.racing import race

HERE = Position(latitude=41.82399, longitude=-71.41283, accuracy_m=12.5)


def test_the_day_begins_and_the_tap_is_written_down(cast: Cast) -> None:
    attendance = at_work(cast)
    mark = attendance.marks.get()
    assert (attendance.status, attendance.checked_in_at) == (AttendanceStatus.CHECKED_IN, NOW)
    assert (mark.action, mark.at, mark.by, mark.via) == (Mark.CHECK_IN, NOW, cast.ana, "portal")


@pytest.mark.parametrize(
    ("device_at", "counts"),
    [
        (NOW - 20 * MINUTE, NOW - 20 * MINUTE),
        (NOW - OFFLINE_QUEUE, NOW - OFFLINE_QUEUE),
        (NOW - OFFLINE_QUEUE - MINUTE, NOW),
        (NOW + MINUTE, NOW),
        (None, NOW),
    ],
    ids=["waited in the phone", "as long as it may", "too old", "in the future", "not said"],
)
def test_the_devices_time_counts_while_it_is_plausible(cast: Cast, device_at: Any, counts: Any) -> None:
    attendance = at_work(cast, device_at=device_at)
    mark = attendance.marks.get()
    assert (attendance.checked_in_at, mark.at, mark.device_at, mark.created_at) == (counts, counts, device_at, NOW)


def test_it_does_not_begin_before_the_last_one_ended(cast: Cast) -> None:
    at_work(cast)
    check_out(actor=cast.field(), now=NOW + HOUR)
    again = at_work(cast, at=NOW + 2 * HOUR, device_at=NOW + HOUR / 2)
    assert again.checked_in_at == NOW + 2 * HOUR


def test_a_second_check_in_is_refused_in_words(cast: Cast) -> None:
    at_work(cast)
    with pytest.raises(IllegalTransition, match="checked in already, since 09:00"):
        at_work(cast, at=NOW + HOUR)
    assert Attendance.objects.count() == 1
    assert [e.code for e in audited("attendance.check_in", "refused")] == ["illegal_transition"]


def test_the_office_has_no_working_time_to_begin(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="work in the field"):
        check_in(actor=cast.office(), now=NOW)
    assert [e.code for e in audited("attendance.check_in", "refused")] == ["not_allowed"]


def test_everybody_begins_their_own(cast: Cast) -> None:
    at_work(cast)
    other = check_in(actor=cast.outsider(), now=NOW)
    assert other.member == cast.charlie.member


def test_the_same_id_twice_is_one_check_in(cast: Cast) -> None:
    from uuid import uuid4

    command_id = uuid4()
    first, second = (
        run("attendance.check_in", {}, actor=cast.field(), now=NOW + i * MINUTE, command_id=command_id) for i in (0, 1)
    )
    assert (first.id, second.replayed) == (second.id, True)
    assert AttendanceMark.objects.count() == 1


def test_where_it_was_is_kept_with_the_tap_and_nowhere_else(cast: Cast) -> None:
    receipt = run("attendance.check_in", {"position": HERE.model_dump()}, actor=cast.field(), now=NOW)
    mark = AttendanceMark.objects.get(attendance__public_id=receipt.id)
    assert (mark.latitude, mark.longitude, mark.accuracy_m) == (41.82399, -71.41283, 12.5)
    written = "".join(str((e.arguments, e.changes)) for e in AuditEntry.objects.all())
    assert "41.8" not in written
    assert "41.8" not in str([e.payload for e in events("attendance.checked_in")])


def test_a_company_that_keeps_none_keeps_none(cast: Cast, settings: Any) -> None:
    settings.POSITION_DAYS = 0
    assert at_work(cast, position=HERE).marks.get().latitude is None


def test_a_position_that_cannot_be_is_refused_and_not_written_down(cast: Cast) -> None:
    with pytest.raises(BadInput):
        run("attendance.check_in", {"position": {"latitude": 91, "longitude": 0}}, actor=cast.field(), now=NOW)
    assert audited("attendance.check_in", "refused")[0].arguments["position"] == "•••"


def test_it_is_told_once(cast: Cast) -> None:
    attendance = at_work(cast)
    assert [(e.subject_id, e.payload) for e in events("attendance.checked_in")] == [
        (attendance.public_id, {"at": NOW.isoformat()})
    ]
    assert len(audited("attendance.check_in")) == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_check_in(cast: Cast) -> None:
    outcomes = race(*[lambda: check_in(actor=cast.field(), now=NOW)] * 2)
    assert sorted(type(o).__name__ for o in outcomes) == ["Attendance", "IllegalTransition"]
    assert timedelta() == NOW - Attendance.objects.get().checked_in_at
