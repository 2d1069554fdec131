"""The steps of a run: what those who watch it see, each once, in order, whoever writes it twice."""

from uuid import uuid4

import pytest
from django.utils import timezone, translation

from apps.agent.actions import begin_run, finish_run, note_outcomes, note_step, send_message
from apps.agent.brains.hazards import Hazard
from apps.agent.labels import LABELS
from apps.agent.models import AgentRun, AgentStep
from apps.agent.selectors import steps_visible_to
from apps.agent.states import StepKind
from apps.agent.step_words import HAZARDS, UNDERSTOOD, sentence
from apps.core.commands import run
from apps.core.errors import NotHere
from apps.core.models import FeedEntry, ItemStatus
from apps.core.relay import fast
from apps.jobs.models import Visit
from tests.agent.telling import STORY, deliver, tell
from tests.conftest import NOW, Cast, events
from tests.racing import race


def kinds(done: AgentRun) -> list[str]:
    return [step.kind for step in done.steps.all()]


def test_every_danger_and_every_label_has_words() -> None:
    assert set(HAZARDS) == set(Hazard)
    assert {":".join(filter(None, key)) for key in UNDERSTOOD} == set(LABELS)


@pytest.mark.django_db(transaction=True)
def test_a_danger_and_a_finished_visit_step_by_step(cast: Cast, working: Visit) -> None:
    done = tell(cast, STORY)
    assert kinds(done) == [
        StepKind.SENT,
        StepKind.READ,
        StepKind.DANGER,
        StepKind.DID,
        StepKind.UNDERSTOOD,
        StepKind.PLANNED,
        StepKind.DID,
        StepKind.ANSWERED,
        StepKind.FINISHED,
    ]
    assert [step.seq for step in done.steps.all()] == list(range(1, 10))
    said = [sentence(step, own=True) for step in done.steps.all()]
    assert said[1:3] == ["Reading your message", "Danger found: gas. The office is being told."]
    assert said[4] == "Understood: a danger to life · work is finished"
    assert not [step for step in done.steps.all() if "smell" in str(step.facts)]  # what somebody wrote is in no step


@pytest.mark.django_db(transaction=True)
def test_the_next_message_goes_on_counting_and_nothing_is_said_of_a_danger(cast: Cast, working: Visit) -> None:
    tell(cast, STORY)
    done = tell(cast, "what is the door code at Oak St?")
    assert done.steps.earliest("seq").seq == 10
    assert StepKind.NO_DANGER in kinds(done)
    assert StepKind.PASSED_ON in kinds(done)


@pytest.mark.django_db(transaction=True)
def test_what_waits_says_for_whom_and_who_decided(cast: Cast, working: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.agent.policy.SURE", 1.1)
    waiting = tell(cast, "finished here")
    last = waiting.steps.latest("seq")
    assert (last.kind, sentence(last, own=True)) == (StepKind.WAITING, "Waiting for your decision")
    assert sentence(last, own=False) == "Waiting for Ana Silva to decide"
    assert waiting.proposal is not None
    item = waiting.proposal.items.get(status=ItemStatus.PENDING)
    run("proposal.approve", {"item_id": str(item.public_id)}, actor=cast.field(), now=timezone.now())
    deliver()
    told = [sentence(step, own=False) for step in waiting.steps.filter(seq__gt=last.seq)]
    assert told == [f"Ana Silva approved: {item.summary}", f"Done: {item.summary}", "Finished"]


@pytest.mark.django_db(transaction=True)
def test_taking_back_is_a_step_too(cast: Cast, working: Visit) -> None:
    done = tell(cast, STORY)
    assert done.proposal is not None
    item = done.proposal.items.get(command="incident.report")
    arguments = {"item_id": str(item.public_id), "reason": "It was the barbecue next door"}
    run("proposal.undo", arguments, actor=cast.office(), now=timezone.now())
    deliver()
    last = done.steps.latest("seq")
    assert sentence(last, own=True) == f"Dana Reyes took back: {item.summary}"


def test_a_step_written_again_is_there_once_and_told_once(cast: Cast) -> None:
    message = send_message(actor=cast.field(), now=NOW, text="hello")
    for _ in range(2):
        begin_run(run_id=message.run.public_id, now=NOW)
        note_step(run_id=message.run.public_id, kind=StepKind.UNDERSTOOD, now=NOW, what=[])
        note_outcomes(run_id=message.run.public_id, now=NOW)
    finish_run(run_id=message.run.public_id, now=NOW)
    assert kinds(message.run) == [StepKind.SENT, StepKind.READ, StepKind.UNDERSTOOD, StepKind.FINISHED]
    assert len(events("run.stepped")) == 1
    with pytest.raises(NotHere):
        note_step(run_id=uuid4(), kind=StepKind.UNDERSTOOD, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_writers_number_without_gap_or_double(cast: Cast) -> None:
    runs = [send_message(actor=cast.field(), now=NOW, text=f"message {n}").run.public_id for n in range(6)]
    race(*(lambda r=r: note_step(run_id=r, kind=StepKind.UNDERSTOOD, now=NOW) for r in runs for _ in range(2)))
    assert sorted(AgentStep.objects.values_list("seq", flat=True)) == list(range(1, 13))


def test_the_person_their_managers_and_the_office_hear_of_it_and_nobody_else(cast: Cast) -> None:
    message = send_message(actor=cast.field(), now=NOW, text="hello")
    note_step(run_id=message.run.public_id, kind=StepKind.UNDERSTOOD, now=NOW, what=[])
    fast.drain(timezone.now())
    told = FeedEntry.objects.filter(event__name="run.stepped").values_list("audience", flat=True)
    assert set(told) == {"office", f"user.{cast.ana.pk}"}
    assert steps_visible_to(cast.field()).count() == 2
    assert steps_visible_to(cast.office()).count() == 2
    assert not steps_visible_to(cast.outsider()).exists()


@pytest.mark.parametrize("kind", StepKind)
def test_every_kind_is_said_in_a_sentence_even_without_its_facts(kind: StepKind) -> None:
    for own in (True, False):
        said = sentence(AgentStep(kind=kind, facts={}), own=own)
        assert said[0].isupper()
        assert said != kind.value
    with translation.override("es"):
        assert sentence(AgentStep(kind=kind, facts={}), own=True)
