"""`proposal.undo`: the inverse of an applied change is run."""

import pytest

from apps.core.actions import approve_item, reject_item, undo_item
from apps.core.errors import BadInput, Clash, IllegalTransition, NotAllowed, NotHere
from apps.core.models import ItemStatus, ProposalItem
from apps.jobs.actions import complete_visit, reopen_visit, report_incident
from apps.jobs.models import Incident, Visit
from apps.jobs.states import Outcome, Severity, VisitStatus
from tests.conftest import NOW, Cast, PlanVisit, audited, events
from tests.core.conftest import Suggest


@pytest.fixture
def applied(cast: Cast, suggest: Suggest) -> ProposalItem:
    """Ana's visit was completed because the agent suggested it."""
    return approve_item(actor=cast.field(), now=NOW, item_id=suggest().public_id)


def test_it_runs_the_declared_inverse_with_the_reason(cast: Cast, visit: Visit, applied: ProposalItem) -> None:
    item = undo_item(actor=cast.office(), now=NOW, item_id=applied.public_id, reason="Misread")
    visit.refresh_from_db()
    assert (item.status, item.decision_note, item.decided_by) == (ItemStatus.UNDONE, "Misread", cast.dana)
    assert visit.status == VisitStatus.DISPATCHED
    assert [e.payload for e in events("visit.reopened")] == [{"reason": "Misread"}]


def test_an_outsider_is_told_there_is_no_such_suggestion(cast: Cast, applied: ProposalItem) -> None:
    with pytest.raises(NotHere):
        undo_item(actor=cast.outsider(), now=NOW, item_id=applied.public_id, reason="Mine")
    assert [e.code for e in audited("proposal.undo", "refused")] == ["not_found"]


def test_who_may_not_run_the_inverse_takes_an_own_step_back(cast: Cast, visit: Visit, applied: ProposalItem) -> None:
    item = undo_item(actor=cast.field(), now=NOW, item_id=applied.public_id, reason="Misread")
    visit.refresh_from_db()
    assert (item.status, visit.status) == (ItemStatus.UNDONE, VisitStatus.DISPATCHED)
    assert len(audited("visit.take_back")) == 1


def test_who_may_not_run_the_inverse_may_not_undo(cast: Cast, suggest: Suggest) -> None:
    item = suggest(command="incident.report", arguments={"severity": "low", "title": "Drip"})
    approve_item(actor=cast.field(), now=NOW, item_id=item.public_id)
    with pytest.raises(NotAllowed):
        undo_item(actor=cast.field(), now=NOW, item_id=item.public_id, reason="Misread")
    assert [e.code for e in audited("proposal.undo", "refused")] == ["not_allowed"]


def test_only_what_was_applied_is_undone_and_only_once(cast: Cast, suggest: Suggest, applied: ProposalItem) -> None:
    waiting = suggest()
    rejected = reject_item(actor=cast.office(), now=NOW, item_id=suggest().public_id)
    undo_item(actor=cast.office(), now=NOW, item_id=applied.public_id, reason="Misread")
    for item in (waiting, rejected, applied):
        with pytest.raises(IllegalTransition):
            undo_item(actor=cast.office(), now=NOW, item_id=item.public_id, reason="Misread")


def test_what_has_no_inverse_is_not_undone(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = suggest(command="incident.acknowledge", arguments={"incident_id": str(_incident(cast).public_id)})
    approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    with pytest.raises(IllegalTransition):
        undo_item(actor=cast.office(), now=NOW, item_id=item.public_id, reason="Misread")


def _incident(cast: Cast) -> Incident:
    return report_incident(actor=cast.office(), now=NOW, severity=Severity.LOW, title="Drip")


def test_when_the_world_has_moved_on_it_stays_applied(cast: Cast, visit: Visit, applied: ProposalItem) -> None:
    reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="By hand")
    with pytest.raises(IllegalTransition):
        undo_item(actor=cast.office(), now=NOW, item_id=applied.public_id, reason="Misread")
    applied.refresh_from_db()
    assert applied.status == ItemStatus.APPLIED


def test_a_refused_inverse_is_audited_with_the_undo(cast: Cast, applied: ProposalItem, plan: PlanVisit) -> None:
    plan()
    with pytest.raises(Clash):
        undo_item(actor=cast.office(), now=NOW, item_id=applied.public_id, reason="Misread")
    assert [e.code for e in audited("visit.reopen", "refused")] == ["double_booking"]
    assert [e.code for e in audited("proposal.undo", "refused")] == ["double_booking"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(cast: Cast, applied: ProposalItem, reason: str) -> None:
    with pytest.raises(BadInput):
        undo_item(actor=cast.office(), now=NOW, item_id=applied.public_id, reason=reason)


def test_it_is_told_once(cast: Cast, applied: ProposalItem) -> None:
    before = len(events("proposal.decided"))
    undo_item(actor=cast.office(), now=NOW, item_id=applied.public_id, reason="Misread")
    assert [e.payload for e in events("proposal.decided")][before:] == [{"item": str(applied.public_id)}]


def test_what_somebody_took_back_and_decided_anew_is_not_undone_over_their_head(
    cast: Cast, visit: Visit, applied: ProposalItem
) -> None:
    reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="By hand")
    complete_visit(
        actor=cast.office(), now=NOW, visit_id=visit.public_id, outcome=Outcome.PARTIAL, reason="Parts missing"
    )
    with pytest.raises(IllegalTransition):
        undo_item(actor=cast.office(), now=NOW, item_id=applied.public_id, reason="Misread")
    visit.refresh_from_db()
    assert (visit.status, visit.status_reason) == (VisitStatus.PARTIAL, "Parts missing")
