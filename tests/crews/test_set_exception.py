"""`shift.set_exception`: what a member works on one day in the place of their week."""

from datetime import date, time
from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.crews.actions import set_exception
from apps.crews.models import ShiftException
from tests.conftest import NOW, Cast, audited, events

DAY = date(2026, 3, 6)


def say(cast: Cast, **more: Any) -> ShiftException:
    given = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id, "day": DAY}
    return set_exception(**{**given, **more})


def test_without_times_the_day_is_off(cast: Cast) -> None:
    made = say(cast, on_call=True, note="Moving house")
    assert (made.off, made.start, made.end, made.on_call, made.note) == (True, None, None, False, "Moving house")


def test_with_times_these_hold(cast: Cast) -> None:
    made = say(cast, start=time(12), end=time(20), on_call=True)
    assert (made.off, made.start, made.end, made.on_call) == (False, time(12), time(20), True)


def test_saying_it_again_replaces_it(cast: Cast) -> None:
    first = say(cast)
    again = say(cast, start=time(12), end=time(20))
    assert (again.pk, again.version, again.off) == (first.pk, 2, False)


def test_an_outsider_is_told_there_is_no_such_member(cast: Cast) -> None:
    with pytest.raises(NotHere):
        say(cast, actor=cast.outsider())


def test_nobody_sets_their_own_days(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        say(cast, actor=cast.field())


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ({"start": time(12)}, "times_incomplete"),
        ({"end": time(12)}, "times_incomplete"),
        ({"day": date(1999, 1, 1)}, "year_out_of_range"),
    ],
)
def test_what_cannot_be(cast: Cast, times: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        say(cast, **times)
    assert refused.value.code == code


def test_it_is_told_with_its_day_and_audited(cast: Cast) -> None:
    made = say(cast)
    told = [(e.subject_id, e.payload) for e in events("shifts.changed")]
    assert told == [(cast.ana.member.public_id, {"day": "2026-03-06"})]
    assert [e.subject_id for e in audited("shift.set_exception")] == [made.public_id]
