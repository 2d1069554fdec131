"""Suggested commands: written down once, decided by policy or people, applied once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.core.actions import apply_item, approve_item, propose_more, reject_item
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, NotHere
from apps.core.models import ItemStatus, Policy, Proposal
from apps.core.selectors import items_about, proposals_visible_to
from apps.crews.actions import deactivate_user
from apps.jobs.actions import change_job, depart_for_visit, start_visit
from apps.jobs.models import Job, Visit
from apps.jobs.states import VisitStatus
from tests.conftest import NOW, Cast, audited, events
from tests.core.conftest import Suggest, proposal_of, suggestion
from tests.racing import race


def test_the_same_source_proposes_once(cast: Cast, visit: Visit) -> None:
    source = uuid4()
    complete = suggestion("visit.complete", {"visit_id": str(visit.public_id)})
    first = proposal_of(cast, complete, source_id=source)
    assert proposal_of(cast, complete, complete, source_id=source) == first
    assert first.items.count() == 1
    assert len(events("proposal.made")) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_source_proposes_once_from_many_threads(cast: Cast, visit: Visit) -> None:
    source = uuid4()
    complete = suggestion("visit.complete", {"visit_id": str(visit.public_id)})
    made = race(*[lambda: proposal_of(cast, complete, source_id=source).pk] * 6)
    assert set(made) == {Proposal.objects.get().pk}


def test_more_items_come_behind_those_that_are_there_and_none_twice(cast: Cast, visit: Visit) -> None:
    written = {"visit_id": str(visit.public_id)}
    first, second = suggestion("visit.complete", written, Policy.AUTO), suggestion("visit.start", written)
    proposal = proposal_of(cast, first)
    actor = Actor.agent_for(cast.ana)
    apply_item(actor=actor, now=NOW, item_id=proposal.items.get().public_id)
    for _ in range(2):
        propose_more(actor=actor, now=NOW, proposal=proposal, suggestions=[second, first])
    assert [(i.position, i.command, i.status) for i in proposal.items.all()] == [
        (0, "visit.complete", ItemStatus.APPLIED),
        (1, "visit.start", ItemStatus.PENDING),
    ]
    assert len(events("proposal.made")) == 2


def test_proposals_without_a_source_are_each_their_own(cast: Cast) -> None:
    assert proposal_of(cast, source_id=None) != proposal_of(cast, source_id=None)


def test_the_same_command_is_suggested_once_however_it_is_written(cast: Cast, visit: Visit) -> None:
    written = str(visit.public_id)
    proposal = proposal_of(
        cast,
        suggestion("visit.complete", {"visit_id": written}),
        suggestion("visit.complete", {"visit_id": written.upper(), "outcome": "completed", "note": ""}),
        suggestion("visit.complete", {"visit_id": written, "note": "Another"}),
    )
    assert [i.arguments["note"] for i in proposal.items.all()] == ["", "Another"]


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        (Policy.AUTO, ItemStatus.APPROVED),
        (Policy.ASK, ItemStatus.PENDING),
        (Policy.FORBID, ItemStatus.REJECTED),
    ],
)
def test_policy_says_what_waits_for_a_person(suggest: Suggest, policy: Policy, status: ItemStatus) -> None:
    item = suggest(policy)
    assert (item.status, item.decided_at is None, item.decided_by) == (status, policy == Policy.ASK, None)


@pytest.mark.parametrize("policy", [Policy.ASK, Policy.FORBID])
def test_what_is_not_approved_is_never_applied(cast: Cast, visit: Visit, suggest: Suggest, policy: Policy) -> None:
    item = suggest(policy)
    assert apply_item(actor=cast.office(), now=NOW, item_id=item.public_id).status == item.status
    visit.refresh_from_db()
    assert visit.status == VisitStatus.DISPATCHED


def test_nonsense_is_not_written_down(cast: Cast) -> None:
    with pytest.raises(NotHere):
        proposal_of(cast, suggestion("visit.explode", {}))
    with pytest.raises(BadInput):
        proposal_of(cast, suggestion("visit.complete", {"visit_id": "Oak St"}))
    assert not Proposal.objects.exists()


def test_it_is_applied_once_in_the_name_of_the_person_served(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    item = suggest(Policy.AUTO)
    for _ in range(2):
        done = apply_item(actor=Actor.agent_for(cast.ana), now=NOW, item_id=item.public_id)
    assert (done.status, done.result_id) == (ItemStatus.APPLIED, visit.public_id)
    assert [(e.user_id, e.on_behalf_of_id, e.via) for e in audited("visit.complete")] == [
        (cast.ana.pk, cast.ana.pk, "agent")
    ]
    assert list(items_about(cast.office(), "visit", visit.public_id)) == [item]


@pytest.mark.django_db(transaction=True)
def test_two_threads_apply_it_once(cast: Cast, suggest: Suggest) -> None:
    item = suggest(Policy.AUTO)
    done = race(*[lambda: apply_item(actor=Actor.agent_for(cast.ana), now=NOW, item_id=item.public_id).status] * 2)
    assert done == [ItemStatus.APPLIED, ItemStatus.APPLIED]
    assert len(events("visit.completed")) == 1


def test_an_item_that_never_was_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotHere):
        apply_item(actor=cast.office(), now=NOW, item_id=uuid4())


def test_when_somebody_changed_what_it_rests_on_it_is_conflicted(
    cast: Cast, job: Job, visit: Visit, suggest: Suggest
) -> None:
    item = suggest(Policy.AUTO, base=visit)
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    done = apply_item(actor=Actor.agent_for(cast.ana), now=NOW, item_id=item.public_id)
    visit.refresh_from_db()
    assert (done.status, done.error_code) == (ItemStatus.CONFLICTED, "stale_version")
    assert visit.status == VisitStatus.EN_ROUTE


def test_what_changed_elsewhere_does_not_matter(cast: Cast, job: Job, visit: Visit, suggest: Suggest) -> None:
    item = suggest(Policy.AUTO, base=visit)
    change_job(actor=cast.office(), now=NOW, job_id=job.public_id, title="Boiler")
    assert apply_item(actor=cast.field(), now=NOW, item_id=item.public_id).status == ItemStatus.APPLIED


def test_what_an_earlier_item_of_the_same_proposal_changed_is_no_conflict(cast: Cast, visit: Visit) -> None:
    arguments = {"visit_id": str(visit.public_id)}
    proposal = proposal_of(
        cast,
        suggestion("visit.start", arguments, Policy.AUTO, base=visit),
        suggestion("visit.complete", arguments, Policy.AUTO, base=visit),
    )
    done = [apply_item(actor=cast.field(), now=NOW, item_id=i.public_id).status for i in proposal.items.all()]
    assert done == [ItemStatus.APPLIED, ItemStatus.APPLIED]
    assert proposal.status == ItemStatus.APPLIED


def test_a_change_by_somebody_else_after_the_earlier_item_is_a_conflict(cast: Cast, visit: Visit) -> None:
    arguments = {"visit_id": str(visit.public_id)}
    first, second = proposal_of(
        cast,
        suggestion("visit.depart", arguments, Policy.AUTO, base=visit),
        suggestion("visit.complete", arguments, Policy.AUTO, base=visit),
    ).items.all()
    apply_item(actor=cast.field(), now=NOW, item_id=first.public_id)
    start_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id)
    assert apply_item(actor=cast.field(), now=NOW, item_id=second.public_id).status == ItemStatus.CONFLICTED


def test_after_three_days_it_is_not_applied_any_more(cast: Cast, suggest: Suggest) -> None:
    item = suggest(Policy.AUTO)
    late = NOW + timedelta(hours=72)
    assert apply_item(actor=cast.field(), now=late, item_id=item.public_id).status == ItemStatus.EXPIRED


def test_who_lost_their_rights_in_between_gets_it_rejected_and_audited(
    cast: Cast, visit: Visit, suggest: Suggest
) -> None:
    item = suggest(Policy.AUTO, command="visit.cancel", arguments={"visit_id": str(visit.public_id), "reason": "x"})
    done = apply_item(actor=Actor.agent_for(cast.ana), now=NOW, item_id=item.public_id)
    assert (done.status, done.error_code) == (ItemStatus.REJECTED, "not_allowed")
    assert [e.code for e in audited("visit.cancel", "refused")] == ["not_allowed"]


def test_what_became_impossible_is_conflicted_and_audited(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    first, second = suggest(Policy.AUTO), suggest(Policy.AUTO)
    for item in (first, second):
        done = apply_item(actor=cast.field(), now=NOW, item_id=item.public_id)
    assert (done.status, done.error_code) == (ItemStatus.CONFLICTED, "illegal_transition")
    assert [e.code for e in audited("visit.complete", "refused")] == ["illegal_transition"]


def test_a_refusal_inside_an_approval_that_stands_is_audited(cast: Cast, suggest: Suggest) -> None:
    first, second = suggest(), suggest()
    for item in (first, second):
        done = approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert done.status == ItemStatus.CONFLICTED
    assert [e.code for e in audited("visit.complete", "refused")] == ["illegal_transition"]
    assert len(audited("proposal.approve")) == 2


def test_everybody_sees_what_was_proposed_for_them_and_the_office_all(cast: Cast, suggest: Suggest) -> None:
    proposal = suggest().proposal
    assert list(proposals_visible_to(cast.office())) == [proposal]
    assert list(proposals_visible_to(cast.field())) == [proposal]
    assert not proposals_visible_to(cast.outsider()).exists()
    assert not proposals_visible_to(Actor(None, Via.CUSTOMER)).exists()


def test_who_was_deactivated_sees_none(cast: Cast, suggest: Suggest) -> None:
    suggest()
    ana = deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    assert not proposals_visible_to(Actor(ana, Via.PORTAL)).exists()


def test_a_proposal_waits_while_one_of_its_items_does(cast: Cast, visit: Visit) -> None:
    arguments = {"visit_id": str(visit.public_id)}
    proposal = proposal_of(cast, suggestion("visit.start", arguments), suggestion("visit.complete", arguments))
    first, second = proposal.items.all()
    approve_item(actor=cast.office(), now=NOW, item_id=first.public_id)
    assert proposal.status == ItemStatus.PENDING
    reject_item(actor=cast.office(), now=NOW, item_id=second.public_id)
    assert proposal.status == ItemStatus.APPLIED
