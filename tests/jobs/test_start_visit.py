"""`visit.start`: work on site begins."""

import pytest

from apps.core.errors import IllegalTransition, NotHere
from apps.jobs.actions import complete_visit, depart_for_visit, pause_visit, start_visit
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, Outcome, VisitStatus
from tests.conftest import HOUR, NOW, Cast, audited, events


def test_it_notes_the_time_and_the_job_is_in_progress(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    begun = start_visit(actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id)
    visit.job.refresh_from_db()
    assert (begun.status, begun.en_route_at, begun.on_site_at) == (VisitStatus.ON_SITE, NOW, NOW + HOUR)
    assert visit.job.status == JobStatus.IN_PROGRESS


def test_leaving_may_go_unsaid(cast: Cast, visit: Visit) -> None:
    assert start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id).en_route_at is None


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        start_visit(actor=cast.outsider(), now=NOW, visit_id=visit.public_id)
    assert [e.code for e in audited("visit.start", "refused")] == ["not_found"]


def test_what_has_begun_does_not_begin_again(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_a_pause_ends_with_its_own_verb(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    pause_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition, match="paused"):
        start_visit(actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_late_tap_does_not_begin_what_is_over(cast: Cast, visit: Visit, outcome: Outcome) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=outcome, reason="No key")
    with pytest.raises(IllegalTransition, match="Reopen"):
        start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_it_is_told_once(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert [(e.subject_id, e.payload) for e in events("visit.started")] == [(visit.public_id, {})]
