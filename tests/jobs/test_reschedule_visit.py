"""`visit.reschedule`: another time, or other people."""

from datetime import datetime
from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import depart_for_visit, reschedule_visit
from apps.jobs.models import Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import VisitStatus
from tests.conftest import HOUR, NOW, Cast, audited, events


def move(cast: Cast, visit: Visit, start: datetime = NOW + 3 * HOUR, **more: Any) -> Visit:
    return reschedule_visit(
        **{
            "actor": cast.office(),
            "now": NOW,
            "visit_id": visit.public_id,
            "planned_start": start,
            "planned_end": start + HOUR,
            "member_ids": [cast.ana.member.public_id],
            **more,
        }
    )


def test_it_moves_the_visit_and_the_time_it_holds(cast: Cast, visit: Visit) -> None:
    moved = move(cast, visit)
    held = visit.assignments.get()
    assert (moved.planned_start, moved.planned_end, moved.status) == (
        NOW + 3 * HOUR,
        NOW + 4 * HOUR,
        VisitStatus.DISPATCHED,
    )
    assert (held.during.lower, held.during.upper) == (NOW + 3 * HOUR, NOW + 4 * HOUR)


def test_it_can_be_given_to_somebody_else(cast: Cast, visit: Visit) -> None:
    move(cast, visit, member_ids=[cast.ben.member.public_id])
    assert [a.member for a in visit.assignments.all()] == [cast.ben.member]
    assert not visits_visible_to(cast.field()).exists()


def test_it_may_be_moved_into_the_time_it_held_itself(cast: Cast, visit: Visit) -> None:
    assert move(cast, visit, NOW + 1.5 * HOUR).planned_start == NOW + 1.5 * HOUR


def test_it_refuses_a_look_that_is_out_of_date(cast: Cast, visit: Visit) -> None:
    with pytest.raises(StaleVersion) as refused:
        move(cast, visit, version=1)
    assert refused.value.details == {"current_version": 2}


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        move(cast, visit, actor=cast.outsider())
    assert [e.code for e in audited("visit.reschedule", "refused")] == ["not_found"]


def test_its_member_may_not(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        move(cast, visit, actor=cast.field())
    assert [e.code for e in audited("visit.reschedule", "refused")] == ["not_allowed"]


def test_one_that_has_begun_stays_where_it_is(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition, match="on the way"):
        move(cast, visit)


def test_it_cannot_end_before_it_begins(cast: Cast, visit: Visit) -> None:
    with pytest.raises(BadInput):
        move(cast, visit, planned_end=NOW)


def test_a_visit_that_was_sent_needs_somebody_to_go(cast: Cast, visit: Visit) -> None:
    with pytest.raises(BadInput) as refused:
        move(cast, visit, member_ids=[])
    assert refused.value.code == "nobody_assigned"


def test_a_draft_may_lose_its_people(cast: Cast, draft: Visit) -> None:
    move(cast, draft, member_ids=[])
    assert not draft.assignments.exists()


def test_it_is_told_once_with_who_was_on_it(cast: Cast, visit: Visit) -> None:
    move(cast, visit, member_ids=[cast.ben.member.public_id])
    assert [(e.subject_id, e.payload) for e in events("visit.rescheduled")] == [
        (visit.public_id, {"before": [str(cast.ana.public_id)], "was_draft": False})
    ]
