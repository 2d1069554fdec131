"""What was misunderstood is put right by the next message, also while the agent works or waits."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from apps.agent.actions import install_policies
from apps.agent.corrections.saying import correction_in
from apps.agent.models import AgentRun, CommandPolicy
from apps.agent.states import PolicyMode
from apps.core.commands import run
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.agent.corrections.conftest import at, item_of
from tests.agent.telling import deliver, tell
from tests.conftest import Cast, PlanVisit


@pytest.mark.parametrize(
    "text",
    [
        "no, the other job",
        "No the other one",
        "not that one, at Elm St",
        "wrong job",
        "sorry, wrong visit",
        "no, at Elm St",
        "I meant Elm St",
        "no era ese trabajo",
        "no, el otro",
        "perdón, era el otro trabajo",
        "trabajo equivocado",
        "no, WH-1002",
        "undo that",
        "that's wrong",
        "deshazlo",
        "¿me lo puedes deshacer?",
        "can you undo that",
        "eso está mal",
    ],
)
def test_a_correction_is_recognised(text: str) -> None:
    assert correction_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "finished at Oak St",
        "heading to the other job now",
        "no gas smell here",
        "no parking anywhere so I will be about ten minutes late getting to the site at Elm St today",
        "customer gave us the wrong address",
        "we are at the wrong site, nobody told us it moved",
        "wrong part delivered, need the other valve",
        "not finished yet",
        "no",
        "voy al otro trabajo",
        "nobody home at Elm St",
    ],
)
def test_what_is_new_is_no_correction(text: str) -> None:
    assert correction_in(text) is None


def statuses(*visits: Visit) -> list[str]:
    for visit in visits:
        visit.refresh_from_db()
    return [visit.status for visit in visits]


DISPATCHED, COMPLETED = VisitStatus.DISPATCHED, VisitStatus.COMPLETED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words", ["no, the other job", "not that one, at Elm St", "no era ese trabajo"])
def test_the_other_visit_it_was(cast: Cast, oak: Visit, elm: Visit, words: str) -> None:
    tell(cast, "finished at Oak St")
    assert statuses(oak, elm) == [COMPLETED, DISPATCHED]
    answer = tell(cast, words).message.answer.text
    assert statuses(oak, elm) == [DISPATCHED, COMPLETED]
    assert "Oak St" in answer
    assert "Elm St" in answer


@pytest.mark.django_db(transaction=True)
def test_a_place_that_is_none_of_the_visits_is_asked_about_and_no_other_is_taken(
    cast: Cast, oak: Visit, elm: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.agent.policy.SURE", 1.1)  # it waits, so that both visits are open
    tell(cast, "finished at Oak St")
    monkeypatch.setattr("apps.agent.policy.SURE", 0.8)
    asked = tell(cast, "no, at Pine St").message.answer.text
    assert asked == f"Which one was it: Elm St ({elm.code})?"
    assert statuses(oak, elm) == [DISPATCHED, DISPATCHED]


@pytest.mark.django_db(transaction=True)
def test_undo_in_plain_words(cast: Cast, oak: Visit, elm: Visit) -> None:
    tell(cast, "finished at Oak St")
    assert tell(cast, "undo that").message.answer.text.startswith("Taken back: Finish the visit at Oak St")
    assert statuses(oak, elm) == [DISPATCHED, DISPATCHED]


@pytest.mark.django_db(transaction=True)
def test_one_short_question_when_several_can_be_meant(cast: Cast, oak: Visit, elm: Visit, plan: PlanVisit) -> None:
    bay = at(cast, plan, "Bay Rd", 5)
    tell(cast, "finished at Oak St")
    asked = tell(cast, "no, the other job").message.answer.text
    assert asked == f"Which one was it: Elm St ({elm.code}), Bay Rd ({bay.code})?"
    assert statuses(oak, elm, bay) == [COMPLETED, DISPATCHED, DISPATCHED]
    tell(cast, "Bay Rd")
    assert statuses(oak, elm, bay) == [DISPATCHED, DISPATCHED, COMPLETED]


@pytest.mark.django_db(transaction=True)
def test_while_it_waits_for_a_decision(cast: Cast, oak: Visit, elm: Visit, monkeypatch: Any) -> None:
    monkeypatch.setattr("apps.agent.policy.SURE", 1.1)
    waiting = tell(cast, "finished at Oak St")
    assert waiting.status == "waiting"
    item = item_of(waiting)
    monkeypatch.setattr("apps.agent.policy.SURE", 0.8)
    tell(cast, "no, the other job")
    for row in (item, waiting):
        row.refresh_from_db()
    assert (item.status, waiting.status) == ("rejected", "done")
    assert statuses(oak, elm) == [DISPATCHED, COMPLETED]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("mode", "policy", "status"),
    [
        (PolicyMode.SHADOW, Policy.SHADOW, ItemStatus.PENDING),
        (PolicyMode.ASK, Policy.ASK, ItemStatus.PENDING),
        (PolicyMode.NEVER, Policy.FORBID, ItemStatus.REJECTED),
    ],
)
def test_a_correction_does_nothing_by_itself_that_the_agent_may_not(
    cast: Cast, oak: Visit, elm: Visit, mode: PolicyMode, policy: Policy, status: ItemStatus
) -> None:
    tell(cast, "finished at Oak St")
    install_policies(now=timezone.now())
    CommandPolicy.objects.filter(command="visit.complete").update(mode=mode)
    tell(cast, "no, the other job")
    assert statuses(oak, elm) == [DISPATCHED, DISPATCHED]
    there = ProposalItem.objects.get(command="visit.complete", arguments__visit_id=str(elm.public_id))
    assert (there.policy, there.status) == (policy, status)


@pytest.mark.django_db(transaction=True)
def test_what_waited_because_it_was_unsure_waits_on_the_right_visit(cast: Cast, oak: Visit, elm: Visit) -> None:
    tell(cast, "finished at Oak St")
    ProposalItem.objects.update(status=ItemStatus.PENDING, policy=Policy.ASK, confidence=0.6)
    Visit.objects.filter(pk=oak.pk).update(status=DISPATCHED, ended_at=None)
    tell(cast, "no, the other job")
    assert statuses(oak, elm) == [DISPATCHED, DISPATCHED]
    there = ProposalItem.objects.get(command="visit.complete", arguments__visit_id=str(elm.public_id))
    assert (there.policy, there.status, there.confidence) == (Policy.ASK, ItemStatus.PENDING, 0.6)
    run("proposal.approve", {"item_id": str(there.public_id)}, actor=cast.field(), now=timezone.now())
    assert statuses(oak, elm) == [DISPATCHED, COMPLETED]


@pytest.mark.django_db(transaction=True)
def test_when_the_correction_overtakes_the_message(cast: Cast, oak: Visit, elm: Visit) -> None:
    """A worker takes the correction first: it works off what it corrects before."""
    from apps.agent.driver import drive

    first, second = (_written(cast, text) for text in ("finished at Oak St", "no, the other job"))
    drive(second)
    assert statuses(oak, elm) == [DISPATCHED, COMPLETED]
    drive(first)
    deliver()
    assert statuses(oak, elm) == [DISPATCHED, COMPLETED]
    assert ProposalItem.objects.filter(command="message.correct").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_correction_that_overtakes_many_messages_is_about_the_last_of_them(
    cast: Cast, oak: Visit, elm: Visit
) -> None:
    from apps.agent.driver import drive

    for text in ("hello", "good morning", "thanks", "ok", "finished at Oak St"):
        _written(cast, text)
    drive(_written(cast, "no, the other job"))
    assert statuses(oak, elm) == [DISPATCHED, COMPLETED]


def _written(cast: Cast, text: str) -> UUID:
    receipt = run("message.send", {"text": text}, actor=cast.field(), now=timezone.now())
    return AgentRun.objects.get(message__public_id=receipt.id).public_id


@pytest.mark.django_db(transaction=True)
def test_nothing_to_correct_goes_as_any_message(cast: Cast, oak: Visit) -> None:
    assert tell(cast, "no, the other job").status == "done"
    assert statuses(oak) == [DISPATCHED]


@pytest.mark.django_db(transaction=True)
def test_nobody_corrects_what_somebody_else_said(cast: Cast, oak: Visit, elm: Visit) -> None:
    tell(cast, "finished at Oak St")
    run("message.send", {"text": "undo that"}, actor=cast.outsider(), now=timezone.now())
    deliver()
    assert statuses(oak, elm) == [COMPLETED, DISPATCHED]


@pytest.mark.django_db(transaction=True)
def test_what_does_not_answer_the_question_is_a_message_of_its_own(
    cast: Cast, oak: Visit, elm: Visit, plan: PlanVisit
) -> None:
    bay = at(cast, plan, "Bay Rd", 5)
    for text in ("finished at Oak St", "no, the other job", "thanks"):
        last = tell(cast, text)
    assert "Which one" not in last.message.answer.text
    assert statuses(oak, elm, bay) == [COMPLETED, DISPATCHED, DISPATCHED]
