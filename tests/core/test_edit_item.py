"""`proposal.edit`: a suggested change is approved with other arguments than were suggested."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from apps.core.actions import apply_item, approve_item, edit_item, propose_more
from apps.core.actions.deciding import decide, take
from apps.core.actor import Actor
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.models import ItemStatus, ProposalItem
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import depart_for_visit
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from tests.conftest import NOW, Cast, PlanVisit, audited, events
from tests.core.conftest import Suggest, proposal_of, suggestion


def edit(item: ProposalItem, actor: Actor, **arguments: Any) -> ProposalItem:
    return edit_item(actor=actor, now=NOW, item_id=item.public_id, arguments=arguments)


def test_it_does_what_the_approver_wrote_and_keeps_what_was_suggested(
    cast: Cast, visit: Visit, suggest: Suggest
) -> None:
    item = edit(suggest(), cast.office(), note="She called")
    visit.refresh_from_db()
    assert (item.status, visit.status, visit.outcome_note) == (ItemStatus.APPLIED, "completed", "She called")
    assert item.suggested is not None
    assert (item.suggested["note"], item.arguments["note"], item.decided_by) == ("", "She called", cast.dana)
    assert [e.user_id for e in audited("visit.complete")] == [cast.dana.pk]
    before = [change["before"] for change in audited("proposal.edit")[0].changes]
    assert {"note"} <= set(before[0]["arguments"])
    assert [e.payload for e in events("proposal.decided")] == [{"item": str(item.public_id)}]


def test_without_a_change_it_is_an_approval(cast: Cast, suggest: Suggest) -> None:
    item = edit(suggest(), cast.office())
    assert (item.status, item.suggested) == (ItemStatus.APPLIED, None)


@pytest.mark.parametrize("arguments", [{"outcome": "exploded"}, {"visit_id": "Oak St"}, {"nobody_asked": 1}])
def test_what_the_command_does_not_take_is_refused_and_it_waits_on(
    cast: Cast, suggest: Suggest, arguments: dict[str, Any]
) -> None:
    item = suggest()
    with pytest.raises(BadInput) as refused:
        edit(item, cast.office(), **arguments)
    assert set(refused.value.details["fields"]) == set(arguments)
    item.refresh_from_db()
    assert (item.status, item.suggested) == (ItemStatus.PENDING, None)


def test_what_the_command_itself_refuses_is_told_and_it_waits_on(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    with pytest.raises(BadInput):
        edit(item, cast.office(), visit_id=str(uuid4()))
    item.refresh_from_db()
    assert item.status == ItemStatus.PENDING
    assert [e.code for e in audited("visit.complete", "refused")] == ["not_found"]


def test_the_command_stays_what_it_was(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    """There is no argument that names another one."""
    with pytest.raises(BadInput):
        edit(suggest(), cast.office(), command="visit.cancel", reason="x")
    assert not audited("visit.cancel", "refused")


def test_about_another_row_the_old_version_says_nothing(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    other = plan(start=visit.planned_end, hours=2)
    item = proposal_of(cast, suggestion("visit.complete", {"visit_id": str(visit.public_id)}, base=visit)).items.get()
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    done = edit(item, cast.office(), visit_id=str(other.public_id))
    assert (done.status, done.result_id, done.base_id) == (ItemStatus.APPLIED, other.public_id, None)


def test_about_the_same_row_a_moved_base_is_a_conflict(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = suggest(base=visit)
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert edit(item, cast.office(), note="Called").status == ItemStatus.CONFLICTED


def test_suggested_again_after_a_crash_it_is_not_there_twice(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = edit(suggest(), cast.office(), note="Called")
    again = suggestion("visit.complete", {"visit_id": str(visit.public_id)})
    propose_more(actor=Actor.agent_for(cast.ana), now=NOW, proposal=item.proposal, suggestions=[again])
    assert item.proposal.items.count() == 1


def test_who_is_served_edits_what_can_be_undone_and_nothing_else(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = suggest(command="visit.cancel", arguments={"visit_id": str(visit.public_id), "reason": "No key"})
    with pytest.raises(NotAllowed):
        edit(item, cast.field(), reason="Mine")
    assert [e.code for e in audited("proposal.edit", "refused")] == ["not_allowed"]
    mild = suggest(command="incident.report", arguments={"severity": "low", "title": "Drip"})
    assert edit(mild, cast.field(), title="Drip in the hall").status == ItemStatus.APPLIED
    assert Incident.objects.get().title == "Drip in the hall"


def test_an_outsider_is_told_there_is_no_such_suggestion(cast: Cast, suggest: Suggest) -> None:
    with pytest.raises(NotHere):
        edit(suggest(), cast.outsider(), note="x")


def test_what_is_decided_is_not_edited(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    edit(item, cast.office())
    with pytest.raises(IllegalTransition):
        edit(item, cast.office(), note="x")


def test_a_right_that_was_taken_away_since_the_page_was_opened_is_gone(
    cast: Cast, visit: Visit, suggest: Suggest
) -> None:
    item, dana = suggest(), cast.office()
    User.objects.filter(pk=cast.dana.pk).update(role=Role.READ_ONLY)
    with pytest.raises(NotAllowed):
        edit(item, dana, note="x")
    with pytest.raises(NotAllowed):
        approve_item(actor=dana, now=NOW, item_id=item.public_id)
    item.refresh_from_db()
    assert item.status == ItemStatus.PENDING


def test_a_right_that_was_taken_away_between_the_decision_and_the_deed_is_gone(
    cast: Cast, visit: Visit, suggest: Suggest
) -> None:
    item, dana = suggest(), cast.office()
    with transaction.atomic():
        decide(take(dana, item.public_id), ItemStatus.APPROVED, actor=dana, now=NOW, note="")
    User.objects.filter(pk=cast.dana.pk).update(role=Role.READ_ONLY)
    done = apply_item(actor=dana, now=NOW, item_id=item.public_id)
    visit.refresh_from_db()
    assert (done.status, done.error_code, visit.status) == ("rejected", "not_allowed", VisitStatus.DISPATCHED)
    assert [e.code for e in audited("visit.complete", "refused")] == ["not_allowed"]
