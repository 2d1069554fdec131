"""`time.correct`, and the times that taps tell of."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.core.models import Event
from apps.jobs.actions import (
    cancel_visit,
    complete_visit,
    correct_time,
    depart_for_visit,
    note_times,
    reopen_visit,
    reschedule_visit,
    start_visit,
)
from apps.jobs.evidence.reading import evidence_of, overlapping
from apps.jobs.models import Visit
from apps.jobs.states import TimeKind
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events
from tests.jobs.proving import lock_record

LATER = NOW + 3 * HOUR


def test_times_come_from_taps_and_are_corrected_with_a_reason(cast: Cast, visit: Visit) -> None:
    ana = cast.field()
    depart_for_visit(actor=ana, now=NOW, visit_id=visit.public_id)
    start_visit(actor=ana, now=NOW + HOUR, visit_id=visit.public_id)
    note_times(visit)
    assert [(t.kind, t.ended_at) for t in visit.times.all()] == [("travel", NOW + HOUR), ("work", None)]
    complete_visit(actor=ana, now=NOW + 2 * HOUR, visit_id=visit.public_id)
    note_times(visit)
    note_times(visit)
    travel, work = visit.times.all()
    assert work.ended_at == NOW + 2 * HOUR
    right: dict[str, Any] = {"started_at": NOW + HOUR / 2, "ended_at": NOW + HOUR * 1.5}
    correct_time(actor=ana, now=LATER, time_id=work.public_id, **right, reason="Tapped too late")
    note_times(visit)
    work.refresh_from_db()
    told = work.corrections.get()
    assert (work.started_at, work.corrected, told.reason) == (NOW + HOUR / 2, True, "Tapped too late")
    was, now = (NOW + HOUR).isoformat(), (NOW + HOUR / 2).isoformat()
    assert (told.before["started_at"], told.after["started_at"]) == (was, now)
    assert overlapping([work], LATER) == {work.pk: [travel]}
    assert evidence_of(visit).hours[cast.ana.member] == {TimeKind.TRAVEL: HOUR, TimeKind.WORK: HOUR}
    assert [e.subject_id for e in events("time.corrected")] == [work.public_id]
    assert [entry.user for entry in audited("time.correct")] == [cast.ana]


def test_who_came_to_the_visit_later_has_no_part_in_earlier_taps_and_a_correction_is_not_written_over(
    cast: Cast, plan: PlanVisit
) -> None:
    visit, ana = plan(cast.ana.member), cast.field()
    depart_for_visit(actor=ana, now=NOW + HOUR / 4, visit_id=visit.public_id)
    cancel_visit(actor=cast.office(), now=NOW + HOUR / 2, visit_id=visit.public_id, reason="Flat tyre")
    note_times(visit)
    reopen_visit(actor=cast.office(), now=NOW + HOUR, visit_id=visit.public_id, reason="Ben goes")
    reschedule_visit(
        actor=cast.office(),
        now=NOW + HOUR,
        visit_id=visit.public_id,
        planned_start=visit.planned_start,
        planned_end=visit.planned_end,
        member_ids=[cast.ben.member.public_id],
    )
    start_visit(actor=cast.office(), now=NOW + 2 * HOUR, visit_id=visit.public_id)
    note_times(visit)
    told = [(t.member.user, t.kind, t.ended_at) for t in visit.times.select_related("member__user")]
    assert told == [(cast.ana, "travel", NOW + HOUR / 2), (cast.ben, "work", None)]
    complete_visit(actor=cast.office(), now=NOW + 3 * HOUR, visit_id=visit.public_id)
    with CaptureQueriesContext(connection) as asked:
        note_times(visit)
    assert [query["sql"] for query in asked if "FOR " in query["sql"] and "jobs_timeentry" in query["sql"]]
    Event.objects.filter(name="visit.completed").delete()  # what a slower relay has read: the end stays
    note_times(visit)
    assert visit.times.get(kind="work").ended_at == NOW + 3 * HOUR


def test_a_colleague_on_the_visit_may_not_outsiders_find_nothing_and_a_record_in_review_is_locked(
    cast: Cast, plan: PlanVisit
) -> None:
    visit = plan(cast.ana.member, cast.ben.member)
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    note_times(visit)
    own = visit.times.get(member=cast.ben.member)
    given: dict[str, Any] = {"started_at": NOW, "ended_at": NOW + HOUR, "reason": "Left earlier"}
    given |= {"now": LATER, "time_id": own.public_id}
    for actor, refusal in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refusal):
            correct_time(actor=actor, **given)
    assert correct_time(actor=cast.office(), **given).corrected
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        correct_time(actor=cast.office(), **given)
    assert [e.code for e in audited("time.correct", "refused")] == ["not_allowed", "not_found", "job_locked"]
