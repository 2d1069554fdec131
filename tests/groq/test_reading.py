"""What is asked of Groq, and what people see of who decided: the model, or the rules and why."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from apps.agent.brains.rules import understand
from apps.agent.models import AgentCall, AgentRun
from apps.agent.states import Brain, Fallback, RunStatus, why_rules
from apps.core.models import Policy
from apps.crews.models import Attendance, User
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from tests.agent.telling import STORY, tell
from tests.conftest import Cast
from tests.groq.behaviours import answers
from tests.groq.failures import STATUSES, TRAVELS
from tests.groq.models import reading, saying
from tests.groq.server import GroqServer
from tests.groq.shapes import ToolCall
from workhub.env import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
SignedIn = Callable[[User], Client]


def test_it_reads_without_tools_and_plans_without_the_raw_text(cast: Cast, working: Visit, groq: GroqServer) -> None:
    done = tell(cast, "finished at Oak St, secret-word")
    working.refresh_from_db()
    assert (done.brain, working.status, done.fallback_reason) == (Brain.GROQ, VisitStatus.COMPLETED, "")
    (triage,), plans = groq.asked_for("triage"), groq.asked_for("plan")
    assert "tools" not in triage
    assert triage["response_format"]["json_schema"]["strict"] is True
    assert all("response_format" not in plan and "secret-word" not in str(plan["messages"]) for plan in plans)
    assert (triage["model"], {p["model"] for p in plans}) == ("openai/gpt-oss-20b", {"openai/gpt-oss-120b"})
    assert {c.step: c.brain for c in AgentCall.objects.filter(run=done)} == {"triage": "groq", "plan": "groq"}
    assert all(c.tokens_in > 100 and c.tokens_out > 0 for c in AgentCall.objects.filter(run=done))


def test_what_only_rules_can_read_is_asked_for_though_a_model_plans_the_rest(
    cast: Cast, working: Visit, groq: GroqServer
) -> None:
    done = tell(cast, "finished here. I need next Wednesday off")
    assert done.proposal is not None
    planned = {item.command: item.brain for item in done.proposal.items.all()}
    assert planned == {"visit.complete": Brain.GROQ, "request.add": Brain.RULES}


def test_what_is_said_of_a_suggestion_is_never_a_commands_name(cast: Cast, working: Visit, groq: GroqServer) -> None:
    finish = ToolCall("propose_visit_complete", {"visit_id": str(working.public_id)})
    groq.next(answers(saying(reading(understand("finished here"), summary=""), finish)))
    done = tell(cast, "finished here")
    assert done.proposal is not None
    assert [item.summary for item in done.proposal.items.all()] == ["Finish a visit: Oak St (WH-1001)"]


def test_a_move_is_as_sure_as_what_was_said_of_it_and_no_surer(cast: Cast, working: Visit, groq: GroqServer) -> None:
    finished, unsure = reading(understand("finished here")), {"job_action": "en_route", "confidence": 0.5}
    here = {"visit_id": str(working.public_id)}
    both = {**finished, "actions": [*finished["actions"], finished["actions"][0] | unsure]}
    groq.next(answers(saying(both, ToolCall("propose_visit_depart", here), ToolCall("propose_visit_complete", here))))
    done = tell(cast, "finished here, heading out soon maybe")
    assert done.proposal is not None
    sure = {item.command: (item.confidence, item.policy) for item in done.proposal.items.all()}
    assert sure["visit.depart"] == (0.5, Policy.ASK)
    assert sure["visit.complete"][1] == Policy.AUTO


def test_a_move_that_nobody_spoke_of_is_asked_about(cast: Cast, working: Visit, groq: GroqServer) -> None:
    here = {"visit_id": str(working.public_id)}
    groq.next(answers(saying(reading(understand("finished here")), ToolCall("propose_visit_depart", here))))
    done = tell(cast, "finished here")
    assert done.proposal is not None
    assert [item.policy for item in done.proposal.items.all()] == [Policy.ASK]


def test_a_colleagues_day_is_nobodys_own_though_a_model_plans(cast: Cast, working: Visit, groq: GroqServer) -> None:
    clocked = reading(understand("clock Ben in for today"))
    groq.next(answers(saying(clocked, ToolCall("propose_attendance_check_in", {}))))
    done = tell(cast, "clock Ben in for today")
    assert not Attendance.objects.filter(member=cast.ana.member).exists()
    assert done.message.for_office


def test_a_question_reaches_the_office_without_a_decision(cast: Cast, working: Visit, groq: GroqServer) -> None:
    done = tell(cast, "what colour does the customer want the door?")
    assert done.message.for_office
    assert done.status == RunStatus.DONE


def test_one_connection_serves_all_calls_of_a_run(cast: Cast, working: Visit, groq: GroqServer) -> None:
    tell(cast, STORY)
    assert len(groq.requests) == 4
    assert groq.connections <= 2  # one for each model


def test_a_danger_is_known_while_the_model_is_still_asked(
    cast: Cast, working: Visit, groq: GroqServer, settings: Any, signed_in: SignedIn
) -> None:
    settings.GROQ_PATIENCE = 6.0
    groq.next(TRAVELS["hangs"])
    with _meanwhile(lambda: tell(cast, STORY)):
        assert groq.asked.wait(20)
        assert Incident.objects.get().severity == "critical"
        page = signed_in(cast.ana).get("/portal/messages/log/", headers={"HX-Request": "true"}).content.decode()
        assert "Leave the building now" in page
        assert "Reading your message" in page
        assert AgentRun.objects.get().status == RunStatus.RUNNING
        outsider = signed_in(cast.charlie).get("/portal/messages/log/", headers={"HX-Request": "true"})
        assert "Leave the building" not in outsider.content.decode()
    page = signed_in(cast.ana).get("/portal/messages/log/", headers={"HX-Request": "true"}).content.decode()
    assert page.count("Leave the building now") == 1


@contextmanager
def _meanwhile(work: Callable[[], object]) -> Iterator[None]:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(60)


def test_the_answers_badge_and_the_runs_page_say_why_it_was_not_the_model(
    cast: Cast, working: Visit, groq: GroqServer, signed_in: SignedIn
) -> None:
    groq.next(STATUSES["401"])
    done = tell(cast, STORY)
    said = "By rules: the AI does not accept the key that is set"
    for who, address in (
        (cast.ana, "/portal/messages/"),
        (cast.dana, f"/admin/agent/agentrun/{done.pk}/change/"),
    ):
        page = signed_in(who).get(address).content.decode()
        assert said in page
        assert "By safety rules" in page
    assert "key_refused" in page
    outsider = signed_in(cast.charlie)
    assert said not in outsider.get("/portal/messages/").content.decode()


def test_by_ai_is_said_when_it_was(cast: Cast, working: Visit, groq: GroqServer, signed_in: SignedIn) -> None:
    tell(cast, "finished at Oak St")
    page = signed_in(cast.ana).get("/portal/messages/").content.decode()
    assert "By AI" in page
    assert "By rules" not in page


@pytest.mark.parametrize("code", Fallback.values)
def test_every_code_has_a_sentence_and_stands_in_the_operators_handbook(code: str) -> None:
    assert why_rules(code) != code
    assert f"| `{code}` | {why_rules(code)} |" in (ROOT / "docs" / "OPERATE.md").read_text()


def test_a_code_nobody_knows_is_shown_as_it_is() -> None:
    assert why_rules("of an older version") == "of an older version"
