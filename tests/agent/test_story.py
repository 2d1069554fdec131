"""The main story through the graph, without processes: one message, everything that follows from it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from apps.agent.models import AgentRun, Message
from apps.agent.states import RunStatus
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.models import ItemStatus
from apps.jobs.actions import pause_visit, plan_visit, start_visit
from apps.jobs.models import Incident, Job, Visit
from apps.jobs.states import VisitStatus
from tests.agent.telling import STORY, deliver, tell
from tests.conftest import HOUR, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_finished_but_gas_completes_the_visit_and_opens_a_critical_incident(cast: Cast, working: Visit) -> None:
    done = tell(cast, STORY)
    working.refresh_from_db()
    incident = Incident.objects.get()
    assert done.status == RunStatus.DONE
    assert working.status == VisitStatus.COMPLETED
    assert (incident.severity, incident.visit, incident.site) == ("critical", working, working.job.site)
    assert incident.reported_by == cast.ana
    assert done.proposal is not None
    assert {i.command: i.status for i in done.proposal.items.all()} == {
        "incident.report": ItemStatus.APPLIED,
        "visit.complete": ItemStatus.APPLIED,
    }


def test_the_answer_says_what_was_done_and_to_get_out(cast: Cast, working: Visit) -> None:
    done = tell(cast, STORY)
    answer = Message.objects.get(answers=done.message)
    assert answer.text.startswith("Leave the building now")
    assert "WH-I-1" in answer.text
    assert f"{working.job.code} at Oak St is finished" in answer.text


def test_every_step_says_who_decided_and_on_which_words(cast: Cast, working: Visit) -> None:
    done = tell(cast, STORY)
    assert done.proposal is not None
    told = {i.command: i for i in done.proposal.items.all()}
    report, finish = told["incident.report"], told["visit.complete"]
    assert (report.brain, report.confidence) == ("safety_net", 1.0)
    assert "smell gas" in report.evidence[0]["text"]
    assert finish.brain == "rules"
    assert finish.confidence >= 0.8
    assert finish.evidence[0]["text"].startswith("finished")


def test_the_same_client_id_twice_does_it_once(cast: Cast, working: Visit) -> None:
    client_id = uuid4()
    first, second = (tell(cast, STORY, client_id=client_id) for _ in range(2))
    assert first == second
    assert (Incident.objects.count(), Message.objects.count(), AgentRun.objects.count()) == (1, 2, 1)


def test_a_dispatcher_undoes_both(cast: Cast, working: Visit) -> None:
    done = tell(cast, STORY)
    assert done.proposal is not None
    for item in done.proposal.items.all():
        arguments = {"item_id": str(item.public_id), "reason": "Was the neighbour's barbecue"}
        run("proposal.undo", arguments, actor=Actor(cast.dana, Via.ADMIN), now=timezone.now())
    working.refresh_from_db()
    assert working.status == VisitStatus.ON_SITE
    assert Incident.objects.get().status == "withdrawn"


def test_a_danger_is_reported_even_when_no_visit_is_known(cast: Cast) -> None:
    tell(cast, "strong smell of gas here, what do I do")
    incident = Incident.objects.get()
    assert (incident.severity, incident.site) == ("critical", None)


def test_when_several_visits_could_be_meant_it_asks_and_finishes_none(cast: Cast, working: Visit, job: Job) -> None:
    pause_visit(actor=cast.field(), now=timezone.now(), visit_id=working.public_id)
    second = plan_visit(
        actor=cast.office(),
        now=timezone.now(),
        job_id=job.public_id,
        planned_start=timezone.now() + 2 * HOUR,
        planned_end=timezone.now() + 3 * HOUR,
        member_ids=[cast.ana.member.public_id],
    )
    start_visit(actor=cast.field(), now=timezone.now(), visit_id=second.public_id)
    done = tell(cast, "all finished here")
    assert "Which visit do you mean" in Message.objects.get(answers=done.message).text
    assert not Visit.objects.filter(status=VisitStatus.COMPLETED).exists()


def test_what_is_unsure_waits_for_a_decision_and_then_goes_on(
    cast: Cast, working: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.agent.policy.SURE", 1.1)  # nothing but the safety net is sure enough
    waiting = tell(cast, STORY)
    assert waiting.status == RunStatus.WAITING
    assert Incident.objects.count() == 1  # the danger waited for nobody
    assert waiting.proposal is not None
    item = waiting.proposal.items.get(status=ItemStatus.PENDING)
    run("proposal.approve", {"item_id": str(item.public_id)}, actor=cast.field(), now=timezone.now())
    deliver()
    waiting.refresh_from_db()
    working.refresh_from_db()
    assert (waiting.status, working.status) == (RunStatus.DONE, VisitStatus.COMPLETED)
    assert Message.objects.filter(answers=waiting.message).count() == 1


def test_a_question_goes_to_the_office_and_says_so(cast: Cast, working: Visit) -> None:
    done = tell(cast, "what is the door code at Oak St?")
    assert done.message.for_office
    assert "office" in Message.objects.get(answers=done.message).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "huele a gas en el sótano",
            ["Salga del edificio", "El incidente WH-I-", "(crítico)", "Se avisa a la oficina"],
        ),
        ("terminé el trabajo WH-99999", ["WH-99999 no es ninguna de sus visitas"]),
        ("I am done with WH-99999", ["WH-99999 is none of your visits"]),
        ("gracias, buen día", ["No hay nada que anotar"]),
    ],
)
def test_the_answer_is_in_the_language_of_the_message(cast: Cast, visit: Visit, text: str, said: list[str]) -> None:
    answer = Message.objects.get(answers=tell(cast, text).message).text
    assert all(part in answer for part in said)
