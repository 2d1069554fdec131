"""`absence.add`: a member is away."""

from datetime import datetime
from typing import Any

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.crews.actions import add_absence
from apps.crews.models import Absence, CrewManager, CrewMembership
from apps.crews.states import AbsenceKind, Role
from tests.conftest import NOW, Cast, audited, events, person
from tests.crews.shifting import at, away


def test_it_is_written_down(cast: Cast) -> None:
    made = away(cast, note="Flu")
    assert (made.start, made.end, made.note) == (at("2026-03-02T00:00"), at("2026-03-07T00:00"), "Flu")
    assert made.cancelled_at is None


def test_an_outsider_is_told_there_is_no_such_member(cast: Cast) -> None:
    with pytest.raises(NotHere):
        away(cast, actor=cast.outsider())
    assert [e.code for e in audited("absence.add", "refused")] == ["not_found"]


def test_a_manager_writes_it_down_for_their_crews_and_for_no_other(cast: Cast, membership: CrewMembership) -> None:
    mona = person("Mona Reed", Role.MANAGER)
    CrewManager.objects.create(crew=membership.crew, user=mona, created_at=NOW, updated_at=NOW)
    assert away(cast, actor=Actor(mona, Via.ADMIN)).member == cast.ana.member
    with pytest.raises(NotHere):
        add_absence(
            actor=Actor(mona, Via.ADMIN),
            now=NOW,
            member_id=cast.ben.member.public_id,
            kind=AbsenceKind.SICK,
            start=at("2026-03-02T00:00"),
            end=at("2026-03-03T00:00"),
        )


def test_nobody_gives_themselves_leave(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        away(cast, actor=cast.field())


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ({"end": "2026-03-02T00:00"}, "times_out_of_order"),
        ({"end": "2201-03-02T00:00"}, "year_out_of_range"),
    ],
)
def test_times_that_cannot_be(cast: Cast, times: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        away(cast, **times)
    assert refused.value.code == code
    assert not Absence.objects.exists()


def test_times_need_a_zone(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        away(cast, zone=None)
    assert refused.value.code == "time_zone_missing"


def test_it_is_told_with_member_and_times(cast: Cast) -> None:
    made = away(cast)
    told = [
        (e.subject_id, e.payload["member"], datetime.fromisoformat(e.payload["end"])) for e in events("absence.added")
    ]
    assert told == [(made.public_id, str(cast.ana.member.public_id), made.end)]
