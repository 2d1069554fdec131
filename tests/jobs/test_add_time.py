"""`time.add`: a time that nobody tapped."""

from typing import Any

import pytest

from apps.core.actor import Actor
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.crews.models import Member
from apps.jobs.actions import add_time
from apps.jobs.models import TimeEntry, Visit
from apps.jobs.states import TimeKind
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.jobs.proving import lock_record


def add(visit: Visit, actor: Actor, member: Member, **more: Any) -> TimeEntry:
    given: dict[str, Any] = {"started_at": NOW - HOUR, "ended_at": NOW, "reason": "Forgot", "kind": TimeKind.WORK}
    return add_time(actor=actor, now=NOW, visit_id=visit.public_id, member_id=member.public_id, **(given | more))


def test_one_adds_ones_own_and_the_office_anybodys_on_the_visit(cast: Cast, visit: Visit) -> None:
    ana = cast.ana.member
    own = add(visit, cast.field(), ana)
    assert (own.tapped_at, own.corrections.get().reason) == (None, "Forgot")
    theirs = add(visit, cast.office(), ana, started_at=NOW - 3 * HOUR, ended_at=NOW - 2 * HOUR)
    assert [e.subject_id for e in events("time.added")] == [own.public_id, theirs.public_id]
    assert [entry.user for entry in audited("time.add")] == [cast.ana, cast.dana]
    with pytest.raises(BadInput):
        add(visit, cast.office(), cast.ben.member)


def test_it_has_a_reason_and_lies_in_order_and_behind(cast: Cast, visit: Visit) -> None:
    for wrong in ({"reason": ""}, {"ended_at": NOW - HOUR}, {"ended_at": NOW + HOUR}):
        with pytest.raises(BadInput):
            add(visit, cast.field(), cast.ana.member, **wrong)
    assert not TimeEntry.objects.exists()


def test_outsiders_find_no_visit_and_a_record_in_review_is_locked(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        add(visit, cast.outsider(), cast.ana.member)
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        add(visit, cast.field(), cast.ana.member)
    assert [e.code for e in audited("time.add", "refused")] == ["not_found", "job_locked"]
