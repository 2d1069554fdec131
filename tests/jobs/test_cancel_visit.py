"""`visit.cancel`: a visit is called off."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import cancel_visit, complete_visit
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, StopReason, VisitStatus
from tests.conftest import NOW, Cast, PlanVisit, audited, events


def test_it_calls_the_visit_off_and_frees_the_members_time(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    off = cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason=" No key ", why=StopReason.ACCESS)
    visit.job.refresh_from_db()
    assert off.stop_reason == "access"
    assert (off.status, off.status_reason, visit.job.status) == (VisitStatus.CANCELLED, "No key", JobStatus.READY)
    assert plan().planned_start == visit.planned_start


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        cancel_visit(actor=cast.outsider(), now=NOW, visit_id=visit.public_id, reason="Mine")
    assert [e.code for e in audited("visit.cancel", "refused")] == ["not_found"]


def test_its_member_may_not(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        cancel_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Rain")
    assert [e.code for e in audited("visit.cancel", "refused")] == ["not_allowed"]


def test_a_visit_that_is_over_cannot_be_called_off(cast: Cast, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Too late")


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_reason_that_fits_is_needed(cast: Cast, visit: Visit, reason: str) -> None:
    with pytest.raises(BadInput):
        cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason=reason)


def test_it_is_told_once(cast: Cast, visit: Visit) -> None:
    cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="No key")
    assert [(e.subject_id, e.payload) for e in events("visit.cancelled")] == [(visit.public_id, {"was_draft": False})]
