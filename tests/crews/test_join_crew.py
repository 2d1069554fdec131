"""`crew.join`: a member comes into a crew."""

from datetime import date
from typing import Any

import pytest

from apps.core.errors import Clash, NotAllowed, NotHere
from apps.crews.actions import add_crew, join_crew, leave_crew
from apps.crews.models import Crew, CrewMembership, User
from apps.crews.selectors import members_of
from apps.crews.states import Role
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


def test_a_time_in_a_crew_may_lie_before_between_and_after_others(cast: Cast, crew: Crew) -> None:
    days = [(date(2026, 3, 2), date(2026, 3, 31)), (date(2026, 6, 1), None), (date(2026, 4, 1), date(2026, 5, 31))]
    for since, until in days:
        join(cast, crew, since=since, until=until)
    for day, there in ((date(2026, 3, 1), False), (date(2026, 5, 31), True), (date(2027, 1, 1), True)):
        assert members_of(crew, day).exists() is there


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 4, 30), date(2026, 4, 30)),
        (date(2026, 4, 1), None),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 5, 2), date(2026, 5, 3)),
    ],
    ids=["its first day", "open from before", "all around", "within"],
)
def test_no_two_times_share_a_day(cast: Cast, crew: Crew, since: date, until: date | None) -> None:
    join(cast, crew, since=date(2026, 4, 30), until=date(2026, 5, 31))
    south = add_crew(actor=cast.admin(), now=NOW, name="South")
    with pytest.raises(Clash) as refused:
        join(cast, south, since=since, until=until)
    assert refused.value.code == "already_in_crew"


def test_the_last_day_is_not_before_the_first(cast: Cast, crew: Crew) -> None:
    with pytest.raises(Clash) as refused:
        join(cast, crew, until=date(2026, 3, 1))
    assert refused.value.code == "days_out_of_order"


def test_a_technician_who_leads_becomes_a_crew_lead_and_others_stay_what_they_are(cast: Cast, crew: Crew) -> None:
    join(cast, crew)
    assert User.objects.get(pk=cast.ben.pk).role == Role.TECHNICIAN
    join(cast, crew, member_id=cast.ana.member.public_id, is_lead=True)
    assert User.objects.get(pk=cast.ana.pk).role == Role.CREW_LEAD


def test_it_is_told_once_with_both_ids(cast: Cast, crew: Crew) -> None:
    made = join(cast, crew)
    assert [(e.subject_id, e.payload) for e in events("crew.joined")] == [
        (made.public_id, {"crew": str(crew.public_id), "member": str(cast.ben.member.public_id)})
    ]
