"""`message.correct`: the agent took one's words for another visit; undone there, done here."""

from typing import Any
from uuid import uuid4

import pytest

from apps.agent.actions import begin_run, correct_message, note_understanding, send_message
from apps.agent.states import Brain
from apps.core.actions import Suggestion, apply_item, propose
from apps.core.actor import Actor
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from tests.agent.corrections.conftest import at
from tests.conftest import NOW, Cast, PlanVisit, audited, events


@pytest.fixture
def oak(visit: Visit) -> Visit:
    return visit


@pytest.fixture
def elm(cast: Cast, plan: PlanVisit) -> Visit:
    return at(cast, plan, "Elm St", 3)


def told(cast: Cast, *commands: str, visit: Visit, policy: Policy = Policy.AUTO) -> list[ProposalItem]:
    """Ana's message led to these commands on that visit; those that need nobody were applied."""
    actor = Actor.agent_for(cast.ana)
    run = send_message(actor=actor, now=NOW, text="arrived and finished").run
    begin_run(run_id=run.public_id, now=NOW)
    more = {"incident.report": {"severity": "critical", "title": "Gas"}}
    suggestions = [
        Suggestion(
            command=command,
            arguments={"visit_id": str(visit.public_id), **more.get(command, {})},
            summary=command,
            confidence=0.9,
            brain=Brain.RULES,
            policy=policy,
        )
        for command in commands
    ]
    proposal = propose(
        actor=actor,
        now=NOW,
        title="arrived",
        source="agent",
        source_id=run.public_id,
        served=cast.ana,
        suggestions=suggestions,
    )
    note_understanding(
        run_id=run.public_id, understanding={}, brain=Brain.RULES, proposal=proposal, fallback="", now=NOW
    )
    items = list(proposal.items.all())
    return [apply_item(actor=actor, now=NOW, item_id=item.public_id) for item in items]


def test_all_of_it_is_undone_and_done_on_the_right_visit(cast: Cast, oak: Visit, elm: Visit) -> None:
    start, _complete = told(cast, "visit.start", "visit.complete", visit=oak)
    result = correct_message(
        actor=cast.field(), now=NOW, item_id=start.public_id, visit_id=elm.public_id, reason="No, the other job"
    )
    for one in (oak, elm):
        one.refresh_from_db()
    assert (oak.status, elm.status) == (VisitStatus.DISPATCHED, VisitStatus.COMPLETED)
    assert (result.command, result.brain, result.result_id) == ("visit.start", Brain.PERSON, elm.public_id)
    statuses = [i.status for i in start.proposal.items.order_by("position")]
    assert statuses == [ItemStatus.UNDONE, ItemStatus.UNDONE, ItemStatus.APPLIED, ItemStatus.APPLIED]
    assert [e.payload for e in events("message.corrected")] == [
        {"item": str(start.public_id), "visit": str(elm.public_id)}
    ]
    assert [e.user_id for e in audited("message.correct")] == [cast.ana.pk]


def test_without_a_visit_it_is_only_taken_back(cast: Cast, oak: Visit) -> None:
    (item,) = told(cast, "visit.complete", visit=oak)
    assert correct_message(actor=cast.field(), now=NOW, item_id=item.public_id, reason="Not done").status == "undone"
    oak.refresh_from_db()
    assert oak.status == VisitStatus.DISPATCHED


def test_what_waits_is_rejected_and_done_where_it_was_meant(cast: Cast, oak: Visit, elm: Visit) -> None:
    (item,) = told(cast, "visit.complete", visit=oak, policy=Policy.ASK)
    correct_message(
        actor=cast.field(), now=NOW, item_id=item.public_id, visit_id=elm.public_id, reason="No, the other job"
    )
    for one in (item, oak, elm):
        one.refresh_from_db()
    assert (item.status, oak.status, elm.status) == ("rejected", VisitStatus.DISPATCHED, VisitStatus.COMPLETED)


def test_a_report_of_danger_stays_until_the_office_looked(cast: Cast, oak: Visit, elm: Visit) -> None:
    (item,) = told(cast, "incident.report", visit=oak)
    correct_message(actor=cast.field(), now=NOW, item_id=item.public_id, visit_id=elm.public_id, reason="At Elm St")
    assert {i.visit_id for i in Incident.objects.filter(status="open")} == {oak.pk, elm.pk}
    assert [e.payload["reason"] for e in events("message.forwarded")] == ["At Elm St"]


def test_what_the_right_visit_does_not_allow_is_said_and_the_wrong_one_is_free(
    cast: Cast, oak: Visit, elm: Visit
) -> None:
    told(cast, "visit.complete", visit=elm)
    (item,) = told(cast, "visit.start", visit=oak)
    result = correct_message(
        actor=cast.field(), now=NOW, item_id=item.public_id, visit_id=elm.public_id, reason="The other"
    )
    oak.refresh_from_db()
    assert (result.status, oak.status) == (ItemStatus.CONFLICTED, VisitStatus.DISPATCHED)
    assert "has ended" in result.error_message


def test_a_plan_made_for_one_visit_is_only_taken_back(cast: Cast, oak: Visit, elm: Visit) -> None:
    (item,) = told(cast, "visit.complete", visit=oak, policy=Policy.ASK)
    ProposalItem.objects.filter(pk=item.pk).update(command="visit.reschedule")
    given: dict[str, Any] = {"actor": cast.field(), "now": NOW, "item_id": item.public_id, "reason": "The other"}
    with pytest.raises(BadInput, match="for that visit alone"):
        correct_message(**given, visit_id=elm.public_id)
    assert ProposalItem.objects.get().status == ItemStatus.PENDING


def test_twice_changes_nothing(cast: Cast, oak: Visit, elm: Visit) -> None:
    (item,) = told(cast, "visit.complete", visit=oak)
    given: dict[str, Any] = {"actor": cast.field(), "now": NOW, "item_id": item.public_id, "visit_id": elm.public_id}
    correct_message(**given, reason="The other")
    with pytest.raises(IllegalTransition, match="nothing to put right"):
        correct_message(**given, reason="The other")


def test_only_who_wrote_it(cast: Cast, oak: Visit, elm: Visit) -> None:
    (item,) = told(cast, "visit.complete", visit=oak)
    with pytest.raises(NotHere):
        correct_message(actor=cast.outsider(), now=NOW, item_id=item.public_id, reason="Mine")
    with pytest.raises(NotAllowed, match="Only who wrote"):
        correct_message(actor=cast.office(), now=NOW, item_id=item.public_id, reason="Hers")
    assert [e.code for e in audited("message.correct", "refused")] == ["not_found", "not_allowed"]
    oak.refresh_from_db()
    assert oak.status == VisitStatus.COMPLETED


def test_only_to_a_visit_in_sight_and_another_one(cast: Cast, oak: Visit, plan: PlanVisit) -> None:
    (item,) = told(cast, "visit.complete", visit=oak)
    theirs = plan(cast.ben.member)
    given: dict[str, Any] = {"actor": cast.field(), "now": NOW, "item_id": item.public_id, "reason": "The other"}
    for nowhere in (theirs.public_id, uuid4()):
        with pytest.raises(NotHere):
            correct_message(**given, visit_id=nowhere)
    with pytest.raises(BadInput, match="already"):
        correct_message(**given, visit_id=oak.public_id)
    with pytest.raises(BadInput, match="what was wrong"):
        correct_message(**{**given, "reason": ""})
