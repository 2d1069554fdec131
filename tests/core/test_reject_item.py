"""`proposal.reject`: a suggested change is turned down."""

import pytest

from apps.core.actions import reject_item
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.models import ItemStatus
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.conftest import NOW, Cast, audited, events
from tests.core.conftest import Suggest


@pytest.mark.parametrize("who", ["field", "office"])
def test_it_is_turned_down_and_nothing_happens(cast: Cast, visit: Visit, suggest: Suggest, who: str) -> None:
    item = reject_item(actor=getattr(cast, who)(), now=NOW, item_id=suggest().public_id, note="Not yet")
    visit.refresh_from_db()
    assert (item.status, item.decision_note, item.proposal.status) == (ItemStatus.REJECTED, "Not yet", "rejected")
    assert visit.status == VisitStatus.DISPATCHED


def test_an_outsider_is_told_there_is_no_such_suggestion(cast: Cast, suggest: Suggest) -> None:
    with pytest.raises(NotHere):
        reject_item(actor=cast.outsider(), now=NOW, item_id=suggest().public_id)
    assert [e.code for e in audited("proposal.reject", "refused")] == ["not_found"]


def test_what_cannot_be_undone_is_the_offices_decision(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = suggest(command="visit.cancel", arguments={"visit_id": str(visit.public_id), "reason": "No key"})
    with pytest.raises(NotAllowed):
        reject_item(actor=cast.field(), now=NOW, item_id=item.public_id)
    assert [e.code for e in audited("proposal.reject", "refused")] == ["not_allowed"]


def test_what_is_decided_is_not_decided_again(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    reject_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    with pytest.raises(IllegalTransition):
        reject_item(actor=cast.office(), now=NOW, item_id=item.public_id)


def test_a_note_that_does_not_fit_is_refused(cast: Cast, suggest: Suggest) -> None:
    with pytest.raises(BadInput):
        reject_item(actor=cast.office(), now=NOW, item_id=suggest().public_id, note="x" * 501)


def test_it_is_told_once(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    reject_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert [(e.subject_id, e.payload) for e in events("proposal.decided")] == [
        (item.proposal.public_id, {"item": str(item.public_id)})
    ]
