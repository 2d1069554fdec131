"""Rules of recurrence: on which days they fall, at which moment, and what is refused. No database."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.errors import BadInput
from apps.jobs.plans.dates import (
    Recurrence,
    moment_on,
    next_dates,
    next_from_completion,
    occurrences,
    refuse_never,
)
from apps.jobs.plans.editor import Kind, Said, said, written
from apps.jobs.plans.rules import read, refuse_unfit_for_floating
from apps.jobs.plans.saying import in_words

START = date(2026, 1, 1)  # a Thursday
NEW_YORK = ZoneInfo("America/New_York")


def first(rrule: str, count: int = 3, *, after: date = START - timedelta(days=1), **more: Any) -> list[str]:
    found = next_dates(Recurrence(rrule, **{"anchor": START, **more}), count, after=after)
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=DAILY;INTERVAL=3", ["2026-01-01", "2026-01-04", "2026-01-07"]),
        ("RRULE:freq=weekly; byday=mo,th", ["2026-01-01", "2026-01-05", "2026-01-08"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2026-01-13", "2026-01-27", "2026-02-10"]),
        ("FREQ=MONTHLY;BYDAY=1MO", ["2026-01-05", "2026-02-02", "2026-03-02"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-01-30", "2026-02-27", "2026-03-27"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-01-30", "2026-02-27", "2026-03-31"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("FREQ=MONTHLY;COUNT=2", ["2026-01-01", "2026-02-01"]),
        ("FREQ=MONTHLY;UNTIL=20260215T235959Z", ["2026-01-01", "2026-02-01"]),
    ],
)
def test_a_rule_falls_on_these_days(rrule: str, days: list[str]) -> None:
    assert first(rrule) == days


def test_what_narrows_a_rule() -> None:
    monthly = "FREQ=MONTHLY"
    assert first(monthly, months=frozenset({4, 5})) == ["2026-04-01", "2026-05-01", "2027-04-01"]
    assert first(monthly, exrules=("FREQ=MONTHLY;INTERVAL=2",)) == ["2026-02-01", "2026-04-01", "2026-06-01"]
    assert first(monthly, except_days=frozenset({date(2026, 2, 1)})) == ["2026-01-01", "2026-03-01", "2026-04-01"]
    extra = frozenset({date(2026, 1, 20), date(2026, 2, 1)})
    assert first(monthly, 4, extra_days=extra) == ["2026-01-01", "2026-01-20", "2026-02-01", "2026-03-01"]
    assert first(monthly, extra_days=frozenset({date(2026, 3, 9)}), until=date(2026, 2, 2)) == [
        "2026-01-01",
        "2026-02-01",
    ]
    assert first(monthly, since=date(2026, 2, 2)) == ["2026-03-01", "2026-04-01", "2026-05-01"]
    assert first(monthly, shift_days=2) == ["2026-01-03", "2026-02-03", "2026-03-03"]
    assert first("FREQ=MONTHLY;COUNT=3", since=date(2026, 2, 1)) == [
        "2026-02-01",
        "2026-03-01",
    ]  # counts from the start


@pytest.mark.parametrize("every", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
@pytest.mark.parametrize(
    "never",
    ["BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY=31;BYMONTH=4,6,9,11", "BYMONTH=1;BYYEARDAY=200"],
)
def test_a_rule_that_never_falls_is_refused_in_a_sentence(every: str, never: str) -> None:
    recurrence = Recurrence(f"FREQ={every};{never}", START)
    with pytest.raises(BadInput, match="falls on no day within 30 years") as refused:
        refuse_never(recurrence)
    assert refused.value.code == "rule_never_fires"


@pytest.mark.parametrize("until", ["20251231", "19991231T235959Z"])
def test_a_rule_that_ended_before_it_began_is_told_so(until: str) -> None:
    with pytest.raises(BadInput, match=r"has ended: UNTIL says .* Write a later day") as refused:
        refuse_never(Recurrence(f"FREQ=DAILY;UNTIL={until}", START))
    assert refused.value.code == "rule_never_fires"


def test_what_is_left_out_altogether_is_refused_too() -> None:
    for narrowed in (
        Recurrence("FREQ=DAILY", START, exrules=("FREQ=DAILY",)),
        Recurrence("FREQ=YEARLY", START, months=frozenset({6})),
        Recurrence("FREQ=WEEKLY", START, since=START, until=START - timedelta(days=1)),
        Recurrence("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", date(2027, 1, 1)),
    ):
        with pytest.raises(BadInput):
            refuse_never(narrowed)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "rule_unreadable", "FREQ=WEEKLY"),
        ("every other Tuesday", "rule_unreadable", "FREQ=WEEKLY"),
        ("INTERVAL=2", "rule_unreadable", "Begin with how often"),
        ("FREQ=SECONDLY", "rule_too_often", "one job a day"),
        ("FREQ=HOURLY;INTERVAL=12", "rule_too_often", "one job a day"),
        ("FREQ=DAILY;BYHOUR=8", "rule_has_clock", "time of day"),
        ("FREQ=DAILY;COUNT=1000000", "rule_too_many", "1000 at the most"),
        ("FREQ=DAILY;COUNT=" + "9" * 40, "rule_too_many", "1000 at the most"),
        ("FREQ=DAILY;INTERVAL=0", "rule_unreadable", "INTERVAL=0"),
        ("FREQ=DAILY;INTERVAL=" + "9" * 40, "rule_unreadable", "INTERVAL"),
        ("FREQ=MONTHLY;BYDAY=XX", "rule_unreadable", "BYDAY=XX"),
        ("FREQ=MONTHLY;BYDAY=0MO", "rule_unreadable", "rule"),
        ("FREQ=WEEKLY;BYDAY=1MO", "rule_unreadable", "FREQ=MONTHLY or YEARLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "rule_unreadable", "BYMONTHDAY=32"),
        ("FREQ=YEARLY;BYMONTH=13", "rule_unreadable", "BYMONTH=13"),
        ("FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO", "rule_unreadable", "BYSETPOS=0"),
        ("FREQ=DAILY;UNTIL=20261332", "rule_unreadable", "UNTIL"),
        ("FREQ=DAILY;BYEASTER=0", "rule_unreadable", "BYEASTER"),
        ("FREQ=DAILY;FREQ=WEEKLY", "rule_unreadable", "rule"),
        ("DTSTART:20260101\nRRULE:FREQ=DAILY", "rule_unreadable", "Begin with how often"),
        ("FREQ=DAILY;" + "BYMONTH=1;" * 60, "rule_unreadable", "rule"),
    ],
)
def test_a_rule_that_cannot_be_meant_says_what_to_write(text: str, code: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        read(text)
    assert refused.value.code == code
    assert "rrule" in refused.value.details["fields"]


@given(st.text(alphabet="FREQ=DAILYWKMONTHINTERVAL;BY0123456789,-+:\x00é", max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reading(text: str) -> None:
    with suppress(BadInput):  # anything else is a fault
        read(text)


@given(
    every=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=st.integers(1, 6),
    narrowed=st.sampled_from(["", ";BYDAY=MO", ";BYMONTHDAY=15", ";BYMONTH=2,7", ";BYDAY=MO,FR;BYSETPOS=1"]),
    anchor=st.dates(date(2000, 2, 29), date(2099, 12, 31)),
)
@settings(max_examples=60, deadline=None)
def test_the_calendar_400_years_on_says_the_same(every: str, interval: int, narrowed: str, anchor: date) -> None:
    text = f"FREQ={every};INTERVAL={interval}{narrowed}"
    until = anchor + timedelta(days=1500)
    start = datetime.combine(anchor, time.min)
    plain = [at.date() for at in rrulestr(f"{text};UNTIL={until:%Y%m%d}", dtstart=start)]
    assert list(occurrences(Recurrence(text, anchor), (anchor, until))) == plain


# --- floating --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rrule", "due", "done", "following"),
    [
        ("FREQ=MONTHLY;INTERVAL=3", date(2026, 3, 10), date(2026, 3, 25), date(2026, 6, 25)),  # late
        ("FREQ=MONTHLY;INTERVAL=3", date(2026, 3, 10), date(2026, 3, 1), date(2026, 6, 1)),  # early
        ("FREQ=WEEKLY", date(2026, 3, 20), date(2026, 3, 10), date(2026, 3, 27)),  # so early that it never comes before
        ("FREQ=MONTHLY", date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        ("FREQ=YEARLY", date(2028, 2, 29), date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_next_date_counts_from_completion(rrule: str, due: date, done: date, following: date) -> None:
    assert next_from_completion(Recurrence(rrule, START, floating=True), due, done) == following


def test_a_floating_date_waits_for_its_season() -> None:
    summer = Recurrence("FREQ=MONTHLY;INTERVAL=3", START, months=frozenset({5, 6, 7}), floating=True)
    assert next_from_completion(summer, date(2026, 7, 10), date(2026, 7, 10)) == date(2027, 5, 1)
    assert first("FREQ=MONTHLY", floating=True) == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_what_floats_is_an_interval_and_nothing_else() -> None:
    refuse_unfit_for_floating(read("FREQ=MONTHLY;INTERVAL=3"))
    with pytest.raises(BadInput, match="an interval only"):
        refuse_unfit_for_floating(read("FREQ=MONTHLY;BYDAY=1MO"))


# --- clocks ----------------------------------------------------------------------------------------------------------


def test_the_clock_on_the_wall_stays_when_the_clocks_change() -> None:
    found = [moment_on(day, time(8), NEW_YORK) for day in (date(2026, 3, 7), date(2026, 3, 9), date(2026, 11, 2))]
    assert [at.hour for at in found] == [13, 12, 13]  # UTC
    assert all(at.astimezone(NEW_YORK).hour == 8 for at in found)


def test_a_time_that_is_skipped_or_comes_twice_is_taken_as_shifts_take_it() -> None:
    assert moment_on(date(2026, 3, 8), time(2, 30), NEW_YORK) == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)  # 03:00
    assert moment_on(date(2026, 11, 1), time(1, 30), NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # the first


# --- the editor ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "text", "words"),
    [
        (Said(Kind.DAYS), "FREQ=DAILY", "Every day"),
        (Said(Kind.DAYS, interval=10), "FREQ=DAILY;INTERVAL=10", "Every 10 days"),
        (Said(Kind.WEEKS, 2, ("MO", "TH")), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "Every 2 weeks on Monday, Thursday"),
        (Said(Kind.WEEKS), "FREQ=WEEKLY", "Every week"),
        (Said(Kind.MONTH_DAY, nth=15), "FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15"),
        (Said(Kind.MONTH_DAY, nth=-1), "FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day"),
        (Said(Kind.MONTH_DAY, nth=30), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "Every month on day 30"),
        (
            Said(Kind.MONTH_WEEKDAY, 3, ("MO",), nth=1),
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
            "Every 3 months on the first Monday",
        ),
        (
            Said(Kind.MONTH_WORKDAY, nth=-1),
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "Every month on the last workday",
        ),
        (Said(Kind.YEARS, times=5), "FREQ=YEARLY;COUNT=5", "Every year, 5 times in all"),
        (
            Said(Kind.TEXT, text="FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"),
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        ),
    ],
)
def test_what_is_chosen_is_written_read_back_and_said(chosen: Said, text: str, words: str) -> None:
    assert written(chosen) == text
    assert said(text) == chosen
    assert in_words(text) == words
    assert next_dates(Recurrence(text, START), 1, after=START) != []


def test_day_30_is_the_last_of_february() -> None:
    assert first(written(Said(Kind.MONTH_DAY, nth=30)))[:2] == ["2026-01-30", "2026-02-28"]
