"""Who holds what on which day: the arithmetic against a plain count of days, whatever certificates there are."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.crews.availability import Why, obstacles
from apps.crews.models import Certificate, Skill
from apps.crews.papers import STEPS, look_of, step_due
from apps.crews.qualifying import levels_on, unheld
from tests.conftest import NOW, Cast

FIRST = date(2026, 3, 1)
LAST = date(2026, 3, 31)
SKILLS = (1, 2, 3)
days = st.dates(FIRST, LAST)


@st.composite
def certificates(draw: st.DrawFn) -> Certificate:
    """One of a member: any skill and level, withdrawn now and then, open at the end now and then."""
    begins = draw(days)
    ends = draw(st.none() | st.dates(begins, LAST))
    withdrawn = draw(st.sampled_from([None, None, None, NOW]))
    skill, level = draw(st.sampled_from(SKILLS)), draw(st.integers(1, 5))
    return Certificate(skill_id=skill, level=level, valid_from=begins, valid_until=ends, withdrawn_at=withdrawn)


def day_by_day(held: Iterable[Certificate]) -> dict[tuple[int, date], set[int]]:
    """Each day of the month, written down: the levels of each skill. The slow way, and the one that is obvious."""
    table: dict[tuple[int, date], set[int]] = {}
    for one in held:
        day = one.valid_from
        while one.withdrawn_at is None and day <= (one.valid_until or LAST):
            table.setdefault((one.skill_id, day), set()).add(one.level)
            day += timedelta(days=1)
    return table


@given(st.lists(certificates(), max_size=6), days)
def test_a_day_gives_the_highest_level_of_what_holds_on_it(held: list[Certificate], day: date) -> None:
    table = day_by_day(held)
    assert levels_on(held, day) == {s: max(table[s, day]) for s in SKILLS if (s, day) in table}


@given(st.lists(certificates(), max_size=6), certificates(), days)
def test_one_more_certificate_never_takes_anything_away(held: list[Certificate], more: Certificate, day: date) -> None:
    before, after = levels_on(held, day), levels_on([*held, more], day)
    assert all(after[skill] >= level for skill, level in before.items())


@given(certificates())
def test_both_ends_are_included_and_nothing_beyond(one: Certificate) -> None:
    one.withdrawn_at = None
    day = timedelta(days=1)
    assert one.holds_on(one.valid_from)
    assert not one.holds_on(one.valid_from - day)
    if one.valid_until is None:
        assert one.holds_on(date.max)
    else:
        assert one.holds_on(one.valid_until)
        assert not one.holds_on(one.valid_until + day)


needs = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5))
crews = st.lists(st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5)), max_size=4)


@given(needs, crews)
def test_a_need_is_met_by_anybody_high_enough(asked: dict[int, int], people: list[dict[int, int]]) -> None:
    missing = unheld(asked, people)
    for skill, level in asked.items():
        best = max((own.get(skill, 0) for own in people), default=0)
        assert (skill in missing) == (best < level)
    assert all(asked[skill] == level for skill, level in missing.items())


@given(st.integers(-5, 70), st.none() | st.sampled_from(STEPS))
def test_a_reminder_is_due_once_for_each_step_and_never_late_by_more_than_one(left: int, last: int | None) -> None:
    step = step_due(left, last)
    if step is None:
        assert left < 0 or left > STEPS[0] or (last is not None and last <= min(s for s in STEPS if left <= s))
    else:
        assert left <= step
        assert all(left > other for other in STEPS if other < step)
        assert step_due(left, step) is None


@given(st.integers(0, 90))
def test_somebody_who_looks_each_day_sends_each_reminder_once(start: int) -> None:
    sent: list[int] = []
    for left in range(start, -10, -1):
        step = step_due(left, sent[-1] if sent else None)
        sent += [step] if step is not None else []
    assert sent == [s for s in STEPS if s < start or s == min((x for x in STEPS if start <= x), default=0)]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2025, 3, 31), "Begins later"),
        (date(2025, 4, 1), "Valid"),
        (date(2026, 1, 29), "Valid"),
        (date(2026, 1, 30), "Expires in 60 days"),
        (date(2026, 3, 30), "Expires in 1 day"),
        (date(2026, 3, 31), "Expires today"),
        (date(2026, 4, 1), "Expired"),
    ],
)
def test_how_a_certificate_looks_on_a_day(licence: Certificate, day: date, label: str) -> None:
    assert str(look_of(licence, day).label) == label


def told(cast: Cast, needs: dict[int, int], start: datetime) -> list[tuple[str, str]]:
    found = obstacles([cast.ana.member], start, start + timedelta(hours=1), needs=needs)
    return [(o.why, o.text) for o in found[cast.ana.member.pk]]


def test_the_obstacle_names_the_paper_and_its_last_day(cast: Cast, gas: Skill, licence: Certificate) -> None:
    needs = {gas.pk: 2}
    # 23:30 on the last day in New York is the next day in UTC; it still counts.
    assert told(cast, needs, datetime.fromisoformat("2026-04-01T03:30:00+00:00")) == []
    late = datetime.fromisoformat("2026-04-01T04:30:00+00:00")
    sentence = "Ana Silva's certificate for Gas fitting (level 2) ends on 31 Mar 2026."
    assert [t for t in told(cast, needs, late) if t[0] == Why.CERTIFICATE] == [(Why.CERTIFICATE, sentence)]


def test_the_obstacle_says_when_the_level_is_too_low_or_there_is_none(
    cast: Cast, gas: Skill, licence: Certificate
) -> None:
    texts = [text for _why, text in told(cast, {gas.pk: 4}, NOW)]
    assert "Ana Silva's certificate for Gas fitting (level 4) is of level 2 only." in texts
    licence.delete()
    texts = [text for _why, text in told(cast, {gas.pk: 4}, NOW)]
    assert "Ana Silva has no certificate for Gas fitting (level 4)." in texts


def test_without_needs_nobody_is_asked_for_papers(cast: Cast, licence: Certificate) -> None:
    assert [t for t in told(cast, {}, NOW) if t[0] == Why.CERTIFICATE] == []


def test_many_members_ask_the_database_no_more(cast: Cast, gas: Skill, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for members in ([cast.ana.member], [cast.ana.member, cast.ben.member, cast.charlie.member]):
        with CaptureQueriesContext(connection) as queries:
            obstacles(members, NOW, NOW + timedelta(hours=1), needs={gas.pk: 1})
        counts.append(len(queries))
    assert counts[0] == counts[1]
