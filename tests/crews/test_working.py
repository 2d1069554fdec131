"""When members work: wall clock in their own zone, whatever the clocks do; exceptions first; three queries."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.crews.actions import end_pattern, set_exception
from apps.crews.models import Member
from apps.crews.states import Role
from apps.crews.working import DAY, Window, covers, first_gap, moment_of, windows
from tests.conftest import NOW, Cast, person
from tests.crews.shifting import ana, at, daily, week

# Zones with a change in the days that are drawn below: by an hour and by half, at midnight, before the date line.
ZONES = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo", "Asia/Beirut"]
CHANGES = [
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 4, 5),
    date(2026, 10, 4),
]
CHANGES += [date(2026, 4, 24), date(2026, 10, 30)]

zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.builds(lambda day, more: day + more * DAY, st.sampled_from(CHANGES), st.integers(-2, 2))
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 29, 30, 59]))


@given(days, clocks, zones)
def test_a_time_that_exists_is_what_the_wall_shows(day: date, clock: time, zone: ZoneInfo) -> None:
    moment = moment_of(day, clock, zone)
    shown = moment.astimezone(zone)
    if (shown.date(), shown.time()) != (day, clock):  # skipped: the clocks change just then
        assert shown.utcoffset() != (moment - timedelta(seconds=1)).astimezone(zone).utcoffset()
        assert shown.replace(tzinfo=None) > datetime.combine(day, clock)


@given(days, clocks, days, clocks, zones)
def test_times_never_change_places(day: date, clock: time, other: date, later: time, zone: ZoneInfo) -> None:
    walls = sorted([datetime.combine(day, clock), datetime.combine(other, later)])
    first, second = (moment_of(w.date(), w.time(), zone) for w in walls)
    assert first <= second


@given(days, clocks, zones)
def test_of_two_the_first_counts(day: date, clock: time, zone: ZoneInfo) -> None:
    moment = moment_of(day, clock, zone)
    for minutes in (30, 60):
        earlier = (moment - timedelta(minutes=minutes)).astimezone(zone)
        assert (earlier.date(), earlier.time()) != (day, clock)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=days, clock=clocks, zone=st.sampled_from(ZONES))
def test_shifts_around_the_clock_leave_no_gap_when_the_clocks_change(
    cast: Cast, day: date, clock: time, zone: str
) -> None:
    Member.objects.filter(pk=cast.ana.member.pk).update(timezone=zone)
    week(cast, daily(clock, clock))
    start = moment_of(day - DAY, time.min, ZoneInfo(zone))
    assert covers(windows([ana(cast)], start, start + 3 * DAY)[ana(cast).pk], start, start + 3 * DAY)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=days, start=clocks, end=clocks, zone=st.sampled_from(ZONES))
def test_every_shift_is_between_its_two_clock_times(cast: Cast, day: date, start: time, end: time, zone: str) -> None:
    Member.objects.filter(pk=cast.ana.member.pk).update(timezone=zone)
    where = ZoneInfo(zone)
    week(cast, daily(start, end))
    midnight = moment_of(day, time.min, where)
    for window in windows([ana(cast)], midnight, midnight + DAY)[ana(cast).pk]:
        last = window.day if end > start else window.day + DAY
        assert (window.start, window.end) == (moment_of(window.day, start, where), moment_of(last, end, where))
        assert window.start < window.end <= window.start + timedelta(hours=25)


def test_a_night_shift_is_an_hour_shorter_when_summer_begins(cast: Cast) -> None:
    week(cast, daily(time(22), time(6)))
    found = windows([ana(cast)], at("2026-03-07T22:00"), at("2026-03-08T06:00"))[ana(cast).pk]
    assert [w.end - w.start for w in found] == [timedelta(hours=7)]
    found = windows([ana(cast)], at("2026-10-31T22:00"), at("2026-11-01T06:00"))[ana(cast).pk]
    assert [w.end - w.start for w in found] == [timedelta(hours=9)]


def test_a_shift_within_the_hour_that_is_skipped_is_not_worked(cast: Cast) -> None:
    week(cast, daily(time(2, 10), time(2, 50)))
    assert windows([ana(cast)], at("2026-03-08T00:00"), at("2026-03-08T12:00"))[ana(cast).pk] == []
    assert len(windows([ana(cast)], at("2026-03-09T00:00"), at("2026-03-09T12:00"))[ana(cast).pk]) == 1


def test_her_own_zone_counts_not_the_companys(cast: Cast) -> None:
    Member.objects.filter(pk=cast.ana.member.pk).update(timezone="Europe/Lisbon")
    week(cast, daily(time(8), time(16)))
    found = windows([ana(cast)], at("2026-03-02T00:00", UTC), at("2026-03-03T00:00", UTC))[ana(cast).pk]
    assert [(w.start, w.end) for w in found] == [(at("2026-03-02T08:00", UTC), at("2026-03-02T16:00", UTC))]


def test_a_night_shift_reaches_into_the_next_day(cast: Cast) -> None:
    week(cast, [{"weekday": 0, "start": time(22), "end": time(6), "break_start": time(1), "break_end": time(1, 30)}])
    found = windows([ana(cast)], at("2026-03-03T05:00"), at("2026-03-03T06:00"))[ana(cast).pk]
    assert [(w.day, w.breaks) for w in found] == [
        (date(2026, 3, 2), (at("2026-03-03T01:00").astimezone(UTC), at("2026-03-03T01:30").astimezone(UTC)))
    ]


def test_an_exception_comes_before_the_week(cast: Cast) -> None:
    week(cast, daily(time(8), time(16)))
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id}
    set_exception(**said, day=date(2026, 3, 3))
    set_exception(**said, day=date(2026, 3, 4), start=time(12), end=time(20), on_call=True, note="Swapped with Ben")
    found = windows([ana(cast)], at("2026-03-02T00:00"), at("2026-03-05T00:00"))[ana(cast).pk]
    assert [(w.day, w.exceptional, w.on_call, w.note) for w in found] == [
        (date(2026, 3, 2), False, False, ""),
        (date(2026, 3, 4), True, True, "Swapped with Ben"),
    ]


def test_before_the_first_week_any_time_and_after_the_last_one_none(cast: Cast) -> None:
    pattern = week(cast, daily(time(8), time(16)), since=date(2026, 3, 3))
    end_pattern(actor=cast.office(), now=NOW, pattern_id=pattern.public_id, until=date(2026, 3, 4))
    found = windows([ana(cast)], at("2026-03-02T00:00"), at("2026-03-07T00:00"))[ana(cast).pk]
    assert [(w.day.day, w.any_time) for w in found] == [(2, True), (3, False), (4, False)]


def test_windows_that_adjoin_hold_a_range_and_those_with_a_gap_do_not() -> None:
    def window(start: int, end: int) -> Window:
        return Window(date(2026, 3, 2), NOW + timedelta(hours=start), NOW + timedelta(hours=end))

    hours = [NOW + timedelta(hours=h) for h in range(12)]
    assert covers([window(4, 8), window(0, 4)], hours[1], hours[7])
    assert covers([window(0, 5), window(4, 8)], hours[0], hours[8])
    assert first_gap([window(0, 4), window(5, 8)], hours[1], hours[7]) == hours[4]
    assert first_gap([window(0, 4)], hours[1], hours[5]) == hours[4]
    assert first_gap([], hours[1], hours[5]) == hours[1]


def test_two_hundred_members_take_as_many_queries_as_one(cast: Cast, django_assert_num_queries: Any) -> None:
    week(cast, daily(time(8), time(16)))
    for number in range(30):
        person(f"Member{number} Test", Role.TECHNICIAN)
    everybody = list(Member.objects.select_related("user"))
    with django_assert_num_queries(3):
        assert len(windows(everybody, NOW, NOW + DAY)) == len(everybody)
