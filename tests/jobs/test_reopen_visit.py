"""`visit.reopen`: taking back that a visit ended."""

from typing import Any

import pytest

from apps.core.errors import BadInput, Clash, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import cancel_job, cancel_visit, complete_visit, plan_visit, reopen_visit, start_visit
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events


@pytest.fixture
def done(cast: Cast, visit: Visit) -> Visit:
    """Ana's visit, done without a tap before."""
    return complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_it_stands_again_where_it_was_sent_and_holds_its_time(cast: Cast, done: Visit) -> None:
    again = reopen_visit(actor=cast.office(), now=NOW, visit_id=done.public_id, reason="Misread")
    done.job.refresh_from_db()
    assert (again.status, again.ended_at, again.status_reason) == (VisitStatus.DISPATCHED, None, "")
    assert done.job.status == JobStatus.SCHEDULED
    assert done.assignments.filter(live=True).count() == 1


def test_work_that_had_begun_is_on_site_again(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    again = reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Misread")
    visit.job.refresh_from_db()
    assert (again.status, visit.job.status) == (VisitStatus.ON_SITE, JobStatus.IN_PROGRESS)


def test_one_that_was_called_off_is_sent_again(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Wrong row")
    again = reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Wrong row")
    assert again.status == VisitStatus.DISPATCHED


def test_not_when_its_time_was_given_away(cast: Cast, done: Visit, plan: PlanVisit) -> None:
    other = plan()
    with pytest.raises(Clash) as refused:
        reopen_visit(actor=cast.office(), now=NOW, visit_id=done.public_id, reason="Misread")
    assert [c["code"] for c in refused.value.details["clashes"]] == [other.code]
    assert not done.assignments.filter(live=True).exists()


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, done: Visit) -> None:
    with pytest.raises(NotHere):
        reopen_visit(actor=cast.outsider(), now=NOW, visit_id=done.public_id, reason="Mine")
    assert [e.code for e in audited("visit.reopen", "refused")] == ["not_found"]


def test_its_member_may_not(cast: Cast, done: Visit) -> None:
    with pytest.raises(NotAllowed):
        reopen_visit(actor=cast.field(), now=NOW, visit_id=done.public_id, reason="Forgot something")
    assert [e.code for e in audited("visit.reopen", "refused")] == ["not_allowed"]


def test_one_that_has_not_ended_is_refused(cast: Cast, visit: Visit) -> None:
    with pytest.raises(IllegalTransition):
        reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Misread")


def test_the_visit_of_a_cancelled_job_stays_cancelled(cast: Cast, visit: Visit) -> None:
    cancel_job(actor=cast.office(), now=NOW, job_id=visit.job.public_id, reason="Customer moved")
    with pytest.raises(IllegalTransition):
        reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Misread")


@pytest.mark.parametrize("reason", ["", " \t", "a\x00b"])
def test_a_reason_that_can_be_kept_is_needed(cast: Cast, done: Visit, reason: str) -> None:
    with pytest.raises(BadInput):
        reopen_visit(actor=cast.office(), now=NOW, visit_id=done.public_id, reason=reason)


def test_it_is_told_once_with_its_reason(cast: Cast, done: Visit) -> None:
    reopen_visit(actor=cast.office(), now=NOW, visit_id=done.public_id, reason=" Misread ")
    assert [(e.subject_id, e.payload) for e in events("visit.reopened")] == [(done.public_id, {"reason": "Misread"})]


def test_a_draft_that_nobody_was_on_is_a_draft_again(cast: Cast, visit: Visit) -> None:
    given: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    times: dict[str, Any] = {"planned_start": NOW + 5 * HOUR, "planned_end": NOW + 6 * HOUR}
    empty = plan_visit(**given, **times, job_id=visit.job.public_id, member_ids=[], draft=True)
    cancel_visit(**given, visit_id=empty.public_id, reason="Rain")
    assert reopen_visit(**given, visit_id=empty.public_id, reason="Dry again").status == VisitStatus.DRAFT
