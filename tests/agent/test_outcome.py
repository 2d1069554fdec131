"""A run that waited goes on to its end whatever people decided, or did not, and tells the person who wrote."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.agent import nodes
from apps.agent.actions import install_policies
from apps.agent.models import AgentRun, CommandPolicy, Message
from apps.agent.states import PolicyMode, RunStatus, StepKind
from apps.core.actions import let_go_of_undecided_items
from apps.core.actor import Actor
from apps.core.commands import run
from apps.core.errors import IllegalTransition
from apps.core.models import ItemStatus, Policy, Proposal, ProposalItem
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from apps.notifications.models import Notification
from tests.agent.telling import STORY, deliver, tell
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(cast: Cast, working: Visit) -> AgentRun:
    """Finishing is being tried; the gas leak waited for nobody."""
    install_policies(now=timezone.now())
    CommandPolicy.objects.filter(command="visit.complete").update(mode=PolicyMode.SHADOW)
    found = tell(cast, STORY)
    assert found.status == RunStatus.WAITING
    return found


def finish(waiting: AgentRun) -> ProposalItem:
    assert waiting.proposal is not None
    return waiting.proposal.items.get(command="visit.complete")


def decide(actor: Actor, verb: str, item: ProposalItem, **more: Any) -> None:
    run(f"proposal.{verb}", {"item_id": str(item.public_id), **more}, actor=actor, now=timezone.now())
    deliver()


def told(waiting: AgentRun) -> list[str]:
    """What WorkHub said by itself, behind its answer."""
    waiting.refresh_from_db()
    assert waiting.status == RunStatus.DONE
    own = Message.objects.filter(conversation=waiting.message.conversation, author="agent", answers=None)
    return list(own.values_list("text", flat=True))


def test_what_is_tried_waits_for_somebody_however_sure_and_says_so(cast: Cast, waiting: AgentRun) -> None:
    item = finish(waiting)
    assert (item.status, item.policy) == (ItemStatus.PENDING, Policy.SHADOW)
    assert item.confidence >= 0.8
    assert Incident.objects.get().severity == "critical"
    assert "This is being tried; somebody decides first." in Message.objects.get(answers=waiting.message).text


def test_nobody_decided_in_time(cast: Cast, waiting: AgentRun) -> None:
    Proposal.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert let_go_of_undecided_items(now=timezone.now()) == 1
    deliver()
    sentence = f"Not done: {finish(waiting).summary}. Nobody decided in time. Write again if it still matters."
    assert told(waiting) == [sentence]
    assert Notification.objects.get(recipient=cast.ana, kind="message.outcome").title == sentence
    kinds = list(waiting.steps.values_list("kind", flat=True))
    assert StepKind.DECIDED not in kinds
    assert kinds.count(StepKind.NOT_DONE) == 1


def test_somebody_said_no_and_why(cast: Cast, waiting: AgentRun, working: Visit) -> None:
    decide(cast.office(), "reject", finish(waiting), note="The boiler is still open.")
    assert told(waiting) == [f"Not done: {finish(waiting).summary}. The boiler is still open."]
    working.refresh_from_db()
    assert working.status == VisitStatus.ON_SITE


def test_somebody_said_yes(cast: Cast, waiting: AgentRun, working: Visit) -> None:
    decide(cast.office(), "approve", finish(waiting))
    assert told(waiting) == [f"{working.code} at Oak St is finished."]


def test_what_the_person_decided_is_no_news_to_them(cast: Cast, waiting: AgentRun) -> None:
    decide(cast.field(), "approve", finish(waiting))
    assert told(waiting) == []


def test_it_is_said_once_although_the_last_step_runs_again(cast: Cast, waiting: AgentRun) -> None:
    decide(cast.office(), "approve", finish(waiting))
    items = [str(i.public_id) for i in finish(waiting).proposal.items.all()]
    nodes.report(
        {
            "run_id": str(waiting.public_id),
            "item_ids": items,
            "understanding": waiting.understanding or {},
            "hazard": "",
        }
    )
    assert len(told(waiting)) == 1


def test_a_run_that_waited_for_nobody_says_no_more_than_its_answer(cast: Cast, working: Visit) -> None:
    assert told(tell(cast, STORY)) == []


def test_what_is_ruled_out_while_it_waits_cannot_be_approved_any_more(cast: Cast, waiting: AgentRun) -> None:
    CommandPolicy.objects.filter(command="visit.complete").update(mode=PolicyMode.NEVER)
    with pytest.raises(IllegalTransition, match="the agent does not do this"):
        decide(cast.office(), "approve", finish(waiting))
    decide(cast.office(), "reject", finish(waiting))
    assert finish(waiting).status == ItemStatus.REJECTED
