"""`visit.pause`: the work is interrupted."""

import pytest

from apps.core.errors import IllegalTransition, NotHere
from apps.jobs.actions import pause_visit, start_visit
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, VisitStatus
from tests.conftest import NOW, Cast, audited, events


def test_it_pauses_the_visit_and_the_job_goes_on(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    paused = pause_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    visit.job.refresh_from_db()
    assert (paused.status, visit.job.status) == (VisitStatus.PAUSED, JobStatus.IN_PROGRESS)


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        pause_visit(actor=cast.outsider(), now=NOW, visit_id=visit.public_id)
    assert [e.code for e in audited("visit.pause", "refused")] == ["not_found"]


def test_nothing_is_paused_before_it_begins(cast: Cast, visit: Visit) -> None:
    with pytest.raises(IllegalTransition):
        pause_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_it_is_told_once(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    pause_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert [(e.subject_id, e.payload) for e in events("visit.paused")] == [(visit.public_id, {})]
