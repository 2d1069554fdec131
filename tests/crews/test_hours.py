"""Hours per day and week: what is worked is counted once, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.crews.actions import check_out, start_break
from apps.crews.attendance.hours import Rule, Stretch, WorkDay, week_of, work_days
from apps.crews.attendance.reading import days_of, paid_days
from tests.conftest import HOUR, NOW, Cast
from tests.crews.working import MINUTE, a_day, at_work

NEW_YORK = ZoneInfo("America/New_York")
ZONES = [NEW_YORK, ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Asia/Kathmandu")]
NO_RULE, USUAL = Rule(0, 0), Rule(8, 40)
ZERO = timedelta()


def at(text: str, zone: Any = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def days(*stretches: Stretch, rule: Rule = NO_RULE, until: str = "2026-12-31T00:00") -> list[WorkDay]:
    return work_days(stretches, zone=NEW_YORK, until=at(until), rule=rule)


def test_breaks_are_subtracted() -> None:
    (day,) = days(
        Stretch(at("2026-03-02T07:00"), at("2026-03-02T16:00"), ((at("2026-03-02T12:00"), at("2026-03-02T12:30")),))
    )
    assert (day.worked, day.rested) == (8.5 * HOUR, 30 * MINUTE)


def test_the_night_of_25_hours_counts_the_hour_that_comes_twice() -> None:
    (day,) = days(Stretch(at("2026-10-31T22:00"), at("2026-11-01T06:00")))
    assert (day.day, day.worked) == (date(2026, 10, 31), 9 * HOUR)


def test_the_night_of_23_hours_does_not_count_the_hour_that_is_skipped() -> None:
    (day,) = days(Stretch(at("2026-03-07T22:00"), at("2026-03-08T06:00")))
    assert (day.day, day.worked) == (date(2026, 3, 7), 7 * HOUR)


def test_a_break_in_the_hour_that_comes_twice() -> None:
    first, second = at("2026-11-01T01:30"), at("2026-11-01T01:30").replace(fold=1)
    (day,) = days(Stretch(at("2026-10-31T22:00"), at("2026-11-01T06:00"), ((first, second),)))
    assert (day.worked, day.rested) == (8 * HOUR, HOUR)


def test_a_shift_over_midnight_is_the_day_it_began_on() -> None:
    found = days(
        Stretch(at("2026-03-02T20:00"), at("2026-03-03T04:00")), Stretch(at("2026-03-03T20:00"), at("2026-03-04T01:00"))
    )
    assert [(d.day.day, d.worked) for d in found] == [(2, 8 * HOUR), (3, 5 * HOUR)]


def test_what_is_open_counts_up_to_now_and_so_does_its_break() -> None:
    open_one = Stretch(at("2026-03-02T07:00"), None, ((at("2026-03-02T12:00"), None),))
    (day,) = days(open_one, until="2026-03-02T12:20")
    assert (day.worked, day.rested, day.ended) == (5 * HOUR, 20 * MINUTE, None)


def test_overtime_by_day_and_by_week_is_never_counted_twice() -> None:
    week = [Stretch(at(f"2026-03-{d:02}T07:00"), at(f"2026-03-{d:02}T17:00")) for d in range(2, 8)]
    found = days(*week, rule=USUAL)
    assert [d.overtime for d in found] == [2 * HOUR] * 5 + [10 * HOUR]
    assert [d.overtime for d in days(*week, rule=Rule(8, 0))] == [2 * HOUR] * 6
    assert [d.overtime for d in days(*week, rule=Rule(0, 40))] == [ZERO] * 4 + [10 * HOUR] * 2
    assert [d.overtime for d in days(*week)] == [ZERO] * 6


moments = st.integers(min_value=0, max_value=60 * 24 * 400).map(lambda m: datetime(2026, 1, 1, tzinfo=UTC) + m * MINUTE)


@st.composite
def stretches(draw: Any) -> list[Stretch]:
    """Working times one after the other, with breaks in them, the last perhaps open."""
    found, reached = [], draw(moments)
    for _ in range(draw(st.integers(1, 12))):
        start = reached + draw(st.integers(0, 3000)) * MINUTE
        length = draw(st.integers(0, 20 * 60))
        cuts = sorted(draw(st.lists(st.integers(0, length), max_size=6).filter(lambda cuts: len(cuts) % 2 == 0)))
        breaks = tuple((start + a * MINUTE, start + b * MINUTE) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
        reached = start + length * MINUTE
        found.append(Stretch(start, reached, breaks))
    if draw(st.booleans()):
        last = found[-1]
        found[-1] = Stretch(last.start, None, (*last.breaks[:-1], *[(b[0], None) for b in last.breaks[-1:]]))
    return found


@given(worked=stretches(), zone=st.sampled_from(ZONES), daily=st.integers(0, 12), weekly=st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_every_minute_is_counted_once(worked: list[Stretch], zone: Any, daily: int, weekly: int) -> None:
    until = max(s.end or s.start for s in worked) + 30 * MINUTE
    found = work_days(worked, zone=zone, until=until, rule=Rule(daily, weekly))
    present = sum((s.present(until) for s in worked), ZERO)
    assert sum((d.worked + d.rested for d in found), ZERO) == present
    assert all(ZERO <= d.overtime <= d.worked for d in found)
    assert all(d.worked >= ZERO and d.rested >= ZERO for d in found)
    assert [d.day for d in found] == sorted({s.start.astimezone(zone).date() for s in worked})
    for monday in {week_of(d.day) for d in found}:
        week = [d for d in found if week_of(d.day) == monday]
        regular = sum((d.worked - d.overtime for d in week), ZERO)
        assert not weekly or regular <= weekly * HOUR
        assert not daily or all(d.worked - d.overtime <= daily * HOUR for d in week)


@given(worked=stretches())
@settings(max_examples=100, deadline=None)
def test_no_rule_no_overtime(worked: list[Stretch]) -> None:
    found = work_days(worked, zone=NEW_YORK, until=datetime(2028, 1, 1, tzinfo=UTC), rule=NO_RULE)
    assert all(d.overtime == ZERO for d in found)


def test_the_members_own_clock_says_which_day_it_was(cast: Cast) -> None:
    member = cast.ana.member
    a_day(cast.ana, NOW + 9 * HOUR, NOW + 12 * HOUR)  # 18:00 in New York, after midnight in Berlin
    (day,) = days_of([member], date(2026, 3, 1), date(2026, 3, 8), until=NOW + 20 * HOUR)[member.pk]
    member.timezone = "Europe/Berlin"
    (there,) = days_of([member], date(2026, 3, 1), date(2026, 3, 8), until=NOW + 20 * HOUR)[member.pk]
    assert (day.day, there.day) == (date(2026, 3, 2), date(2026, 3, 3))


def test_the_weeks_rule_counts_from_monday_whatever_days_are_asked_for(cast: Cast) -> None:
    for back in range(5):
        a_day(cast.ana, NOW + back * 24 * HOUR, NOW + back * 24 * HOUR + 9 * HOUR)
    member, now = cast.ana.member, NOW + 200 * HOUR
    (friday,) = days_of([member], date(2026, 3, 6), date(2026, 3, 6), until=now)[member.pk]
    assert friday.overtime == HOUR  # the week's 40 are not reached before: eight of each day are regular
    a_day(cast.ana, NOW + 5 * 24 * HOUR, NOW + 5 * 24 * HOUR + 2 * HOUR)
    (saturday,) = days_of([member], date(2026, 3, 7), date(2026, 3, 7), until=now)[member.pk]
    assert saturday.overtime == 2 * HOUR


def test_payroll_pays_nothing_that_is_not_over(cast: Cast) -> None:
    at_work(cast)
    member = cast.ana.member
    (day,) = paid_days([member], date(2026, 3, 2), date(2026, 3, 2))[member.pk]
    assert (day.worked, day.overtime, day.ended) == (ZERO, ZERO, None)


def test_what_is_not_over_makes_no_overtime_of_what_is(cast: Cast) -> None:
    a_day(cast.ana, NOW, NOW + 8 * HOUR)
    at_work(cast, at=NOW + 9 * HOUR)
    member = cast.ana.member
    (day,) = paid_days([member], date(2026, 3, 2), date(2026, 3, 2))[member.pk]
    assert (day.worked, day.overtime, day.ended) == (8 * HOUR, ZERO, None)


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_num_queries: Any) -> None:
    people = [u.member for u in (cast.ana, cast.ben, cast.charlie)]
    for user in (cast.ana, cast.ben, cast.charlie):
        a_day(user, NOW, NOW + 8 * HOUR, rest=30 * MINUTE)
    for some in (people[:1], people):
        with django_assert_num_queries(2):
            days_of(some, date(2026, 3, 2), date(2026, 3, 2), until=NOW + 9 * HOUR)


def test_a_break_left_open_ends_with_the_day(cast: Cast) -> None:
    at_work(cast)
    start_break(actor=cast.field(), now=NOW + 4 * HOUR)
    check_out(actor=cast.field(), now=NOW + 5 * HOUR)
    member = cast.ana.member
    (day,) = days_of([member], date(2026, 3, 2), date(2026, 3, 2), until=NOW + 9 * HOUR)[member.pk]
    assert (day.worked, day.rested) == (4 * HOUR, HOUR)


@pytest.mark.parametrize("hours", [0, 1, 8])
def test_the_rule_is_the_settings(cast: Cast, settings: Any, hours: int) -> None:
    settings.OVERTIME_DAILY_HOURS, settings.OVERTIME_WEEKLY_HOURS = hours, 0
    a_day(cast.ana, NOW, NOW + 9 * HOUR)
    member = cast.ana.member
    (day,) = days_of([member], date(2026, 3, 2), date(2026, 3, 2), until=NOW + 9 * HOUR)[member.pk]
    assert day.overtime == (9 - hours) * HOUR * bool(hours)
