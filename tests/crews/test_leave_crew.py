"""`crew.leave`: a member goes out of a crew."""

from datetime import date

import pytest

from apps.core.errors import Clash, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import add_crew, join_crew, leave_crew
from apps.crews.models import CrewMembership
from apps.crews.selectors import members_of
from tests.conftest import NOW, Cast, audited, events

LAST = date(2026, 3, 2)


def test_the_last_day_is_included(cast: Cast, membership: CrewMembership) -> None:
    leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=LAST)
    assert list(members_of(membership.crew, LAST)) == [cast.ana.member]
    assert not members_of(membership.crew, date(2026, 3, 3)).exists()


def test_even_its_own_member_is_told_there_is_no_such_thing(cast: Cast, membership: CrewMembership) -> None:
    with pytest.raises(NotHere):
        leave_crew(actor=cast.field(), now=NOW, membership_id=membership.public_id, until=LAST)
    assert [e.code for e in audited("crew.leave", "refused")] == ["not_found"]


def test_a_dispatcher_may_not(cast: Cast, membership: CrewMembership) -> None:
    with pytest.raises(NotAllowed):
        leave_crew(actor=cast.office(), now=NOW, membership_id=membership.public_id, until=LAST)
    assert [e.code for e in audited("crew.leave", "refused")] == ["not_allowed"]


def test_who_has_left_does_not_leave_again(cast: Cast, membership: CrewMembership) -> None:
    leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=LAST)
    with pytest.raises(IllegalTransition):
        leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=LAST)


def test_an_end_that_is_still_to_come_can_be_moved(cast: Cast, membership: CrewMembership) -> None:
    for until in (date(2026, 3, 31), date(2026, 4, 30), LAST):
        leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=until)
        membership.refresh_from_db()
        assert membership.until == until


def test_an_end_does_not_run_into_the_next_crew(cast: Cast, membership: CrewMembership) -> None:
    leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=date(2026, 3, 31))
    south = add_crew(actor=cast.admin(), now=NOW, name="South")
    ana = cast.ana.member.public_id
    join_crew(actor=cast.admin(), now=NOW, crew_id=south.public_id, member_id=ana, since=date(2026, 4, 15))
    with pytest.raises(Clash) as refused:
        leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=date(2026, 4, 15))
    assert refused.value.code == "already_in_crew"


def test_nobody_leaves_before_they_came(cast: Cast, membership: CrewMembership) -> None:
    with pytest.raises(Clash) as refused:
        leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=date(2026, 1, 4))
    assert refused.value.code == "days_out_of_order"


def test_it_is_told_once(cast: Cast, membership: CrewMembership) -> None:
    leave_crew(actor=cast.admin(), now=NOW, membership_id=membership.public_id, until=LAST)
    assert [(e.subject_id, e.payload) for e in events("crew.left")] == [(membership.public_id, {})]
