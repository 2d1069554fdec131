"""`visit.resume`: the work goes on after a pause."""

import pytest

from apps.core.errors import IllegalTransition, NotHere
from apps.jobs.actions import pause_visit, resume_visit, start_visit
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.conftest import HOUR, NOW, Cast, audited, events


@pytest.fixture
def paused(cast: Cast, visit: Visit) -> Visit:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    return pause_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_the_work_goes_on_and_its_beginning_stays(cast: Cast, paused: Visit) -> None:
    on = resume_visit(actor=cast.field(), now=NOW + HOUR, visit_id=paused.public_id)
    assert (on.status, on.on_site_at) == (VisitStatus.ON_SITE, NOW)


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, paused: Visit) -> None:
    with pytest.raises(NotHere):
        resume_visit(actor=cast.outsider(), now=NOW, visit_id=paused.public_id)
    assert [e.code for e in audited("visit.resume", "refused")] == ["not_found"]


def test_only_a_pause_ends(cast: Cast, visit: Visit) -> None:
    with pytest.raises(IllegalTransition):
        resume_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_it_is_told_once(cast: Cast, paused: Visit) -> None:
    resume_visit(actor=cast.field(), now=NOW, visit_id=paused.public_id)
    assert [(e.subject_id, e.payload) for e in events("visit.resumed")] == [(paused.public_id, {})]
