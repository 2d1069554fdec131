"""`shift.set_pattern`: the hours in which a member works, every week from a day on."""

from datetime import date, time
from typing import Any

import pytest

from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.crews.actions import end_pattern, join_crew, set_pattern
from apps.crews.models import CrewMembership, WorkPattern
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events, person
from tests.crews.shifting import FIRST, daily, week


def days(cast: Cast) -> list[tuple[date, date | None]]:
    return list(cast.ana.member.patterns.order_by("since").values_list("since", "until"))


def test_the_week_is_written_with_breaks_and_on_call(cast: Cast) -> None:
    made = week(cast, [*daily(time(22), time(6), 5, break_start=time(1), break_end=time(1, 30), on_call=True)])
    found = [(s.weekday, s.start, s.end, s.break_start, s.on_call) for s in made.shifts.all()]
    assert found == [(day, time(22), time(6), time(1), True) for day in range(5)]


def test_a_manager_of_another_crew_is_told_there_is_no_such_member(cast: Cast) -> None:
    mona = Actor(person("Mona Reed", Role.MANAGER), Via.ADMIN)
    with pytest.raises(NotHere):
        set_pattern(
            actor=mona, now=NOW, member_id=cast.ana.member.public_id, since=FIRST, week=daily(time(7), time(15))
        )


def test_the_open_pattern_ends_the_day_before(cast: Cast) -> None:
    week(cast)
    week(cast, since=date(2026, 3, 9))
    assert days(cast) == [(FIRST, date(2026, 3, 8)), (date(2026, 3, 9), None)]


def test_what_was_to_begin_then_or_later_is_replaced(cast: Cast) -> None:
    week(cast)
    week(cast, since=date(2026, 3, 9))
    week(cast, since=date(2026, 3, 2))
    assert days(cast) == [(FIRST, date(2026, 3, 1)), (date(2026, 3, 2), None)]


def test_the_same_day_again_replaces_the_week(cast: Cast) -> None:
    week(cast)
    again = week(cast, daily(time(9), time(17), 1))
    assert list(WorkPattern.objects.all()) == [again]
    assert again.shifts.count() == 1


def test_a_pattern_with_an_end_behind_the_day_is_cut(cast: Cast) -> None:
    ended = end_pattern(actor=cast.office(), now=NOW, pattern_id=week(cast).public_id, until=date(2026, 6, 30))
    week(cast, since=date(2026, 3, 2))
    ended.refresh_from_db()
    assert ended.until == date(2026, 3, 1)


def test_an_outsider_is_told_there_is_no_such_member(cast: Cast) -> None:
    with pytest.raises(NotHere):
        week(cast, actor=cast.outsider())
    assert [e.code for e in audited("shift.set_pattern", "refused")] == ["not_found"]


def test_nobody_sets_their_own_week(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        week(cast, actor=cast.field())


def test_a_colleague_of_the_crew_does_not_see_the_week(cast: Cast, membership: CrewMembership) -> None:
    join_crew(
        actor=cast.admin(),
        now=NOW,
        crew_id=membership.crew.public_id,
        member_id=cast.charlie.member.public_id,
        since=FIRST,
    )
    with pytest.raises(NotHere):
        week(cast, actor=cast.outsider())


def shift(weekday: int, start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"weekday": weekday, "start": time(start), "end": time(end), **more}


@pytest.mark.parametrize(
    ("shifts", "code"),
    [
        ([], "week_empty"),
        ([shift(0, 7, 15), shift(0, 14, 18)], "shifts_overlap"),
        ([shift(6, 22, 6), shift(0, 5, 9)], "shifts_overlap"),
        ([shift(0, 7, 15)] * 2, "shifts_overlap"),
        ([shift(0, 7, 15, break_start=time(12))], "break_incomplete"),
        ([shift(0, 7, 15, break_start=time(15), break_end=time(16))], "break_outside"),
        ([shift(0, 22, 6, break_start=time(12), break_end=time(13))], "break_outside"),
        (daily(time(7), time(8)) * 5, "week_too_full"),
    ],
)
def test_weeks_that_cannot_be(cast: Cast, shifts: list[Any], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        week(cast, shifts)
    assert refused.value.code == code
    assert not WorkPattern.objects.exists()


def test_what_comes_as_data_is_checked_shift_by_shift(cast: Cast) -> None:
    for wrong in ({"start": "07:00Z"}, {"weekday": 7}, {"colour": "red"}, {"end": "25:00"}):
        told = {"weekday": 0, "start": "07:00", "end": "15:30"} | wrong
        given = {"member_id": str(cast.ana.member.public_id), "since": "2026-03-02", "week": [told]}
        with pytest.raises(BadInput) as refused:
            run("shift.set_pattern", given, actor=cast.office(), now=NOW)
        assert [name.split(".")[:2] for name in refused.value.details["fields"]] == [["week", "0"]]


def test_shifts_that_adjoin_do_not_overlap(cast: Cast) -> None:
    assert week(cast, [*daily(time(6), time(18)), *daily(time(18), time(6), on_call=True)]).shifts.count() == 14


def test_it_is_told_once_about_the_member_and_audited(cast: Cast) -> None:
    made = week(cast)
    assert [e.subject_id for e in events("shifts.changed")] == [cast.ana.member.public_id]
    assert [e.subject_id for e in audited("shift.set_pattern")] == [made.public_id]
    assert audited("shift.set_pattern")[0].arguments["week"][0]["start"] == "07:00:00"
