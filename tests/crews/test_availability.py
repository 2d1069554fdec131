"""Crews' half of "is this member available?", in sentences that a dispatcher can act on."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.crews.actions import add_absence, cancel_absence, deactivate_user, set_exception, set_pattern
from apps.crews.availability import Why, obstacles, workable
from apps.crews.models import Member
from apps.crews.states import AbsenceKind, Role
from tests.conftest import NOW, Cast, person

NY = ZoneInfo("America/New_York")


@pytest.fixture
def week(cast: Cast) -> None:
    """Ana works from Monday to Friday, in the morning and, after a long lunch, in the afternoon."""
    set_pattern(
        actor=cast.office(),
        now=NOW,
        member_id=cast.ana.member.public_id,
        since=date(2026, 1, 5),
        week=[
            {"weekday": day, "start": start, "end": end}
            for day in range(5)
            for start, end in ((time(7), time(12)), (time(12), time(15, 30)))
        ],
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NY)


def told(cast: Cast, start: str, end: str) -> list[tuple[str, str]]:
    member = Member.objects.select_related("user").get(pk=cast.ana.member.pk)
    return [(o.why, o.text) for o in obstacles([member], at(start), at(end))[member.pk]]


def away(cast: Cast, start: str, end: str) -> Any:
    said: dict[str, Any] = {
        "actor": cast.office(),
        "now": NOW,
        "member_id": cast.ana.member.public_id,
        "kind": AbsenceKind.SICK,
    }
    return add_absence(**said, start=at(start), end=at(end))


def test_who_has_no_shifts_is_free_at_any_time(cast: Cast) -> None:
    assert told(cast, "2026-03-08T01:00", "2026-03-08T23:00") == []


@pytest.mark.usefixtures("week")
def test_within_shifts_that_adjoin_nothing_is_in_the_way(cast: Cast) -> None:
    assert told(cast, "2026-03-02T07:00", "2026-03-02T15:30") == []


@pytest.mark.usefixtures("week")
def test_outside_the_shifts_they_are_told(cast: Cast) -> None:
    sentence = "Ana Silva works 07:00–12:00, 12:00–15:30 that day."
    assert told(cast, "2026-03-02T15:00", "2026-03-02T16:00") == [(Why.NO_SHIFT, sentence)]


@pytest.mark.usefixtures("week")
def test_on_a_free_day_the_day_is_told(cast: Cast) -> None:
    assert told(cast, "2026-03-07T09:00", "2026-03-07T10:00") == [
        (Why.NO_SHIFT, "Ana Silva does not work on Saturday 7 March.")
    ]


@pytest.mark.usefixtures("week")
def test_on_call_counts_as_working(cast: Cast) -> None:
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id}
    set_exception(**said, day=date(2026, 3, 7), start=time(8), end=time(20), on_call=True)
    assert told(cast, "2026-03-07T09:00", "2026-03-07T10:00") == []
    assert told(cast, "2026-03-07T19:00", "2026-03-07T21:00") == [
        (Why.NO_SHIFT, "Ana Silva works 08:00–20:00 on call that day.")
    ]


@pytest.mark.usefixtures("week")
def test_in_another_zone_the_zone_is_told(cast: Cast) -> None:
    Member.objects.filter(pk=cast.ana.member.pk).update(timezone="America/Chicago")
    assert told(cast, "2026-03-02T07:00", "2026-03-02T08:00") == [
        (Why.NO_SHIFT, "Ana Silva works 07:00–12:00, 12:00–15:30 that day (America/Chicago).")
    ]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-05-03T00:00", "2026-05-08T00:00", "3–7 May"),
        ("2026-05-05T00:00", "2026-05-06T00:00", "5 May"),
        ("2026-04-28T00:00", "2026-05-06T00:00", "28 Apr – 5 May"),
        ("2026-05-05T09:00", "2026-05-05T12:00", "5 May 09:00–12:00"),
        ("2026-05-04T15:00", "2026-05-06T12:00", "4 May 15:00 – 6 May 12:00"),
    ],
)
def test_leave_is_told_in_days_and_never_its_kind(cast: Cast, start: str, end: str, days: str) -> None:
    away(cast, start, end)
    assert told(cast, "2026-05-05T10:00", "2026-05-05T11:00") == [(Why.ON_LEAVE, f"Ana Silva is on leave {days}.")]


def test_leave_that_only_touches_the_time_is_not_in_the_way(cast: Cast) -> None:
    away(cast, "2026-05-05T09:00", "2026-05-05T10:00")
    assert told(cast, "2026-05-05T10:00", "2026-05-05T11:00") == []


def test_leave_that_was_cancelled_does_not_count(cast: Cast) -> None:
    absence = away(cast, "2026-05-03T00:00", "2026-05-08T00:00")
    cancel_absence(actor=cast.office(), now=NOW, absence_id=absence.public_id, reason="Feels better")
    assert told(cast, "2026-05-05T10:00", "2026-05-05T11:00") == []


def test_everything_in_the_way_is_told(cast: Cast, week: None) -> None:
    away(cast, "2026-03-07T00:00", "2026-03-08T00:00")
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    assert [why for why, _text in told(cast, "2026-03-07T09:00", "2026-03-07T10:00")] == [
        Why.INACTIVE,
        Why.NO_SHIFT,
        Why.ON_LEAVE,
    ]


def test_many_members_take_as_many_queries_as_one(cast: Cast, week: None, django_assert_num_queries: Any) -> None:
    for number in range(30):
        person(f"Member{number} Test", Role.TECHNICIAN)
    everybody = list(Member.objects.select_related("user"))
    with django_assert_num_queries(4):
        assert len(obstacles(everybody, NOW, at("2026-03-02T16:00"))) == len(everybody)


@pytest.mark.usefixtures("week")
def test_many_times_at_once_are_answered_as_each_alone_is(cast: Cast) -> None:
    away(cast, "2026-03-03T10:00", "2026-03-04T09:00")
    people = list(Member.objects.select_related("user").filter(pk__in=[cast.ana.member.pk, cast.ben.member.pk]))
    starts, length = [at("2026-03-02T05:00") + n * timedelta(minutes=30) for n in range(300)], timedelta(hours=1)
    alone = [s for s in starts if not any(obstacles(people, s, s + length).values())]
    assert workable(people, starts, length) == alone
    assert 20 < len(alone) < 100


@pytest.mark.usefixtures("week")
def test_many_times_cost_what_one_costs(cast: Cast) -> None:
    people = [Member.objects.select_related("user").get(pk=cast.ana.member.pk)]

    def cost(times: int) -> int:
        starts = [at("2026-03-02T09:00") + n * timedelta(hours=1) for n in range(times)]
        with CaptureQueriesContext(connection) as queries:
            workable(people, starts, timedelta(hours=1))
        return len(queries)

    assert cost(50) == cost(1) == 4


def test_who_has_no_access_can_work_at_no_time(cast: Cast) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    people = [Member.objects.select_related("user").get(pk=cast.ana.member.pk)]
    assert workable(people, [at("2026-03-02T09:00")], timedelta(hours=1)) == []
