"""Opening hours: read as people write them, told in one form, and asked whether a visit fits."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from apps.core.errors import BadInput
from apps.jobs.opening import hours, outside, written

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("Mon-Fri 8-17", "Mon–Fri 8:00–17:00"),
        ("monday – friday 08:00–17:30; saturday 9.00-12", "Mon–Fri 8:00–17:30, Sat 9:00–12:00"),
        ("Sun 0-24", "Sun 0:00–24:00"),
        ("Mon 8-12, Mon 13-17", "Mon 8:00–12:00, Mon 13:00–17:00"),
    ],
)
def test_it_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert written(typed) == kept
    assert written(kept) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("always", "could not be read"),
        ("Moon-Fri 8-17", "There is no day"),
        ("Fri-Mon 8-17", "over the end of the week"),
        ("Mon 17-8", "ends before it begins"),
        ("Mon 8-25", "There is no time"),
        ("Mon 8-12, Mon-Fri 11-17", "twice at the same time"),
    ],
)
def test_what_cannot_be_read_says_how_it_is_written(typed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        written(typed)
    assert "Write the opening hours like" in str(refused.value)
    assert set(refused.value.details["fields"]) == {"opening_hours"}


@pytest.mark.parametrize(
    ("start", "end", "closed"),
    [
        ("2026-03-02 08:00", "2026-03-02 09:00", False),  # a Monday
        ("2026-03-02 07:30", "2026-03-02 09:00", True),
        ("2026-03-02 16:30", "2026-03-02 17:30", True),
        ("2026-03-07 09:00", "2026-03-07 10:00", True),  # a Saturday
        ("2026-03-02 23:00", "2026-03-03 01:00", True),
    ],
)
def test_a_visit_outside_of_them_is_told(start: str, end: str, *, closed: bool) -> None:
    begins, ends = (datetime.fromisoformat(t).replace(tzinfo=CHICAGO) for t in (start, end))
    assert outside("Mon–Fri 8:00–17:00", begins, ends, CHICAGO) is closed
    assert not outside("", begins, ends, CHICAGO)


@pytest.mark.parametrize(
    ("week", "start", "end"),
    [
        ("Mon–Sun 0:00–24:00", "2026-03-02 22:00", "2026-03-03 02:00"),
        ("Mon–Sun 0:00–24:00", "2026-03-02 22:00", "2026-03-03 00:00"),
        ("Mon 8:00–12:00, Mon 12:00–17:00", "2026-03-02 11:00", "2026-03-02 13:00"),
    ],
)
def test_stretches_that_adjoin_are_one(week: str, start: str, end: str) -> None:
    begins, ends = (datetime.fromisoformat(t).replace(tzinfo=CHICAGO) for t in (start, end))
    assert not outside(week, begins, ends, CHICAGO)


def test_the_week_is_in_its_order() -> None:
    assert [one.weekday for one in hours("Sat 9:00–12:00, Mon–Tue 8:00–17:00")] == [0, 1, 5]
