"""`visit.depart`: somebody is on the way."""

import pytest

from apps.core.errors import IllegalTransition, NotHere
from apps.jobs.actions import depart_for_visit, start_visit
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, VisitStatus
from tests.conftest import NOW, Cast, audited, events


def test_it_notes_the_time_and_the_job_is_in_progress(cast: Cast, visit: Visit) -> None:
    gone = depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    visit.job.refresh_from_db()
    assert (gone.status, gone.en_route_at) == (VisitStatus.EN_ROUTE, NOW)
    assert visit.job.status == JobStatus.IN_PROGRESS


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        depart_for_visit(actor=cast.outsider(), now=NOW, visit_id=visit.public_id)
    assert [e.code for e in audited("visit.depart", "refused")] == ["not_found"]


def test_nobody_leaves_for_a_draft(cast: Cast, draft: Visit) -> None:
    with pytest.raises(IllegalTransition):
        depart_for_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id)


def test_nobody_leaves_for_where_they_are(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_it_is_told_once(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert [(e.subject_id, e.payload) for e in events("visit.departed")] == [(visit.public_id, {})]
