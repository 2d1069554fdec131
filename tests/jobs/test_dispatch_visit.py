"""`visit.dispatch`: a draft is sent to its members."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import cancel_visit, dispatch_visit, plan_visit
from apps.jobs.models import Job, Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events


def test_it_sends_a_draft(cast: Cast, draft: Visit) -> None:
    sent = dispatch_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id)
    assert sent.status == VisitStatus.DISPATCHED
    assert list(visits_visible_to(cast.field())) == [draft]


def test_its_member_does_not_know_of_it_yet(cast: Cast, draft: Visit) -> None:
    with pytest.raises(NotHere):
        dispatch_visit(actor=cast.field(), now=NOW, visit_id=draft.public_id)
    assert [e.code for e in audited("visit.dispatch", "refused")] == ["not_found"]


def test_a_member_on_a_sent_visit_may_not(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        dispatch_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert [e.code for e in audited("visit.dispatch", "refused")] == ["not_allowed"]


def test_what_was_sent_is_not_sent_again(cast: Cast, visit: Visit) -> None:
    with pytest.raises(IllegalTransition):
        dispatch_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id)


def test_what_was_called_off_is_reopened_and_not_sent(cast: Cast, visit: Visit) -> None:
    cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Rain")
    with pytest.raises(IllegalTransition, match="Reopen"):
        dispatch_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id)


def test_a_visit_of_nobody_is_not_sent(cast: Cast, job: Job) -> None:
    empty = plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=NOW,
        planned_end=NOW + HOUR,
        member_ids=[],
        draft=True,
    )
    with pytest.raises(BadInput) as refused:
        dispatch_visit(actor=cast.office(), now=NOW, visit_id=empty.public_id)
    assert refused.value.code == "nobody_assigned"


def test_it_is_told_once(cast: Cast, plan: PlanVisit, draft: Visit) -> None:
    dispatch_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id)
    assert [(e.subject_id, e.subject_version, e.payload) for e in events("visit.dispatched")] == [
        (draft.public_id, 2, {})
    ]
