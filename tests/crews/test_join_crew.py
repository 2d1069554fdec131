"""`crew.join`: a member comes into a crew."""

from datetime import date
from typing import Any

import pytest

from apps.core.errors import Clash, NotAllowed, NotHere
from apps.crews.actions import add_crew, join_crew, leave_crew
from apps.crews.models import Crew, CrewMembership
from apps.crews.selectors import members_of
from tests.conftest import NOW, Cast, audited, events


def join(cast: Cast, crew: Crew, **more: Any) -> CrewMembership:
    return join_crew(
        **{
            "actor": cast.admin(),
            "now": NOW,
            "crew_id": crew.public_id,
            "member_id": cast.ben.member.public_id,
            "since": date(2026, 3, 2),
            **more,
        }
    )


def test_the_member_belongs_to_the_crew_from_that_day_on(cast: Cast, crew: Crew) -> None:
    join(cast, crew)
    assert not members_of(crew, date(2026, 3, 1)).exists()
    assert list(members_of(crew, date(2026, 3, 2))) == [cast.ben.member]


def test_an_outsider_is_told_there_is_no_such_crew(cast: Cast, crew: Crew) -> None:
    with pytest.raises(NotHere):
        join(cast, crew, actor=cast.outsider(), member_id=cast.charlie.member.public_id)
    assert [e.code for e in audited("crew.join", "refused")] == ["not_found"]


@pytest.mark.parametrize("who", ["field", "office"])
def test_neither_its_lead_nor_a_dispatcher_may(cast: Cast, membership: CrewMembership, who: str) -> None:
    with pytest.raises(NotAllowed):
        join(cast, membership.crew, actor=getattr(cast, who)())
    assert [e.code for e in audited("crew.join", "refused")] == ["not_allowed"]


def test_nobody_is_in_two_crews(cast: Cast, membership: CrewMembership) -> None:
    south = add_crew(actor=cast.admin(), now=NOW, name="South")
    with pytest.raises(Clash) as refused:
        join(cast, south, member_id=cast.ana.member.public_id)
    assert refused.value.code == "already_in_crew"


def test_nobody_is_in_two_crews_during_their_last_days(cast: Cast, membership: CrewMembership) -> None:
    south = add_crew(actor=cast.admin(), now=NOW, name="South")
    leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=date(2026, 3, 31))
    with pytest.raises(Clash):
        join(cast, south, member_id=cast.ana.member.public_id, since=date(2026, 3, 31))
    join(cast, south, member_id=cast.ana.member.public_id, since=date(2026, 4, 1))


def test_it_is_told_once_with_both_ids(cast: Cast, crew: Crew) -> None:
    made = join(cast, crew)
    assert [(e.subject_id, e.payload) for e in events("crew.joined")] == [
        (made.public_id, {"crew": str(crew.public_id), "member": str(cast.ben.member.public_id)})
    ]
