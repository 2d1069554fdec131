"""`proposal.approve`: a suggested change is approved and made."""

from datetime import timedelta

import pytest

from apps.core.actions import approve_item
from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.core.models import ItemStatus
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.conftest import NOW, Cast, audited, events
from tests.core.conftest import Suggest


def test_it_makes_the_change_at_once_in_the_approvers_name(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = approve_item(actor=cast.office(), now=NOW, item_id=suggest().public_id, note="Called them")
    visit.refresh_from_db()
    assert visit.status == VisitStatus.COMPLETED
    assert (item.status, item.decided_by, item.decided_at, item.decision_note) == (
        ItemStatus.APPLIED,
        cast.dana,
        NOW,
        "Called them",
    )
    assert (item.result_type, item.result_id, item.result_version) == ("visit", visit.public_id, visit.version)
    assert [e.user_id for e in audited("visit.complete")] == [cast.dana.pk]


def test_who_is_served_decides_what_can_be_undone(cast: Cast, suggest: Suggest) -> None:
    item = approve_item(actor=cast.field(), now=NOW, item_id=suggest().public_id)
    assert item.status == ItemStatus.APPLIED


def test_what_cannot_be_undone_is_the_offices_decision(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = suggest(command="visit.cancel", arguments={"visit_id": str(visit.public_id), "reason": "No key"})
    with pytest.raises(NotAllowed):
        approve_item(actor=cast.field(), now=NOW, item_id=item.public_id)
    assert [e.code for e in audited("proposal.approve", "refused")] == ["not_allowed"]


def test_the_office_cannot_approve_what_is_not_in_its_own_rights(cast: Cast, suggest: Suggest) -> None:
    item = suggest(command="user.deactivate", arguments={"user_id": str(cast.ben.public_id), "reason": "Left"})
    with pytest.raises(NotAllowed):
        approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert approve_item(actor=cast.admin(), now=NOW, item_id=item.public_id).status == ItemStatus.APPLIED


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("attendance.check_in", {}),
        ("request.add", {"kind": "purchase", "text": "A new drill", "amount": "40"}),
    ],
)
def test_what_is_about_whoever_does_it_is_decided_by_nobody_else(
    cast: Cast, suggest: Suggest, command: str, arguments: dict[str, str]
) -> None:
    """The office would check in, or ask for a drill, itself."""
    item = suggest(command=command, arguments=arguments)
    with pytest.raises(NotAllowed):
        approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert approve_item(actor=cast.field(), now=NOW, item_id=item.public_id).status == ItemStatus.APPLIED
    assert [e.user_id for e in audited(command)] == [cast.ana.pk]


def test_an_outsider_is_told_there_is_no_such_suggestion(cast: Cast, suggest: Suggest) -> None:
    with pytest.raises(NotHere):
        approve_item(actor=cast.outsider(), now=NOW, item_id=suggest().public_id)
    assert [e.code for e in audited("proposal.approve", "refused")] == ["not_found"]


def test_what_is_decided_is_not_decided_again(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    with pytest.raises(IllegalTransition):
        approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert len(events("visit.completed")) == 1


def test_after_three_days_it_is_too_late(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = approve_item(actor=cast.office(), now=NOW + timedelta(hours=72), item_id=suggest().public_id)
    visit.refresh_from_db()
    assert (item.status, visit.status) == (ItemStatus.EXPIRED, VisitStatus.DISPATCHED)


def test_the_audit_entry_says_what_became_of_it(cast: Cast, suggest: Suggest) -> None:
    approve_item(actor=cast.office(), now=NOW, item_id=suggest().public_id)
    changes = [(c["before"]["status"], c["after"]["status"]) for c in audited("proposal.approve")[0].changes]
    assert changes == [("pending", "approved"), ("approved", "applied")]


def test_it_is_told_once(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert [(e.subject_id, e.payload) for e in events("proposal.decided")] == [
        (item.proposal.public_id, {"item": str(item.public_id)})
    ]
    assert len(events("visit.completed")) == 1
