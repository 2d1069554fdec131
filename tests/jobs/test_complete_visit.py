"""`visit.complete`: how a visit ends on site."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import complete_visit
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, Outcome, VisitStatus
from tests.conftest import NOW, Cast, audited, events


def test_it_ends_the_visit_and_frees_the_members_time(cast: Cast, visit: Visit) -> None:
    done = complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, note="New valve")
    assert (done.status, done.ended_at, done.outcome_note) == (VisitStatus.COMPLETED, NOW, "New valve")
    assert not visit.assignments.filter(live=True).exists()
    visit.job.refresh_from_db()
    assert visit.job.status == JobStatus.DONE


def test_times_nobody_tapped_stay_unknown(cast: Cast, visit: Visit) -> None:
    done = complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert (done.en_route_at, done.on_site_at) == (None, None)


@pytest.mark.parametrize("outcome", [Outcome.PARTIAL, Outcome.UNABLE])
def test_what_was_not_done_needs_a_reason_and_a_follow_up(cast: Cast, visit: Visit, outcome: Outcome) -> None:
    with pytest.raises(BadInput):
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=outcome)
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=outcome, reason="No key")
    visit.job.refresh_from_db()
    assert (visit.job.status, visit.job.needs_follow_up) == (JobStatus.READY, True)


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        complete_visit(actor=cast.outsider(), now=NOW, visit_id=visit.public_id)
    assert [e.code for e in audited("visit.complete", "refused")] == ["not_found"]


def test_a_visit_that_is_over_cannot_end_again(cast: Cast, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_it_is_told_once(cast: Cast, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert [e.payload for e in events("visit.completed")] == [{"outcome": "completed"}]
