"""Whatever Groq does, the rules finish the same run: once, in time, and they say why it was not the model."""

import contextlib
import socket
from datetime import timedelta
from typing import Any

import pytest

from apps.agent.models import AgentCall, AgentRun
from apps.agent.states import Brain, Fallback, RunStatus
from apps.core.models import ItemStatus
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from tests.agent.telling import STORY, tell
from tests.conftest import Cast, events
from tests.groq.failures import PLANS, STATUSES, TRAVELS, UNUSABLE
from tests.groq.server import GroqServer

pytestmark = pytest.mark.django_db(transaction=True)

F = Fallback
CODES: dict[str, Fallback] = {
    "400": F.REFUSED,
    "400 tool_use_failed": F.TOOL_USE_FAILED,
    "400 tool_use_failed, second shape": F.TOOL_USE_FAILED,
    "400 json_validate_failed": F.MALFORMED_ANSWER,
    "401": F.KEY_REFUSED,
    "403": F.FORBIDDEN,
    "404": F.MODEL_GONE,
    "413": F.TOO_LONG,
    "422": F.REFUSED,
    "424": F.REFUSED,
    "429 short": F.RATE_LIMITED,
    "429 long": F.RATE_LIMITED,
    "429 without a time": F.RATE_LIMITED,
    "429 requests": F.RATE_LIMITED,
    "429 with an odd time": F.RATE_LIMITED,
    "498": F.NO_CAPACITY,
    "499": F.REFUSED,
    "500": F.SERVER_ERROR,
    "502 in HTML": F.SERVER_ERROR,
    "503": F.SERVER_ERROR,
    "truncated JSON": F.MALFORMED_ANSWER,
    "no JSON at all": F.MALFORMED_ANSWER,
    "an odd object": F.MALFORMED_ANSWER,
    "a list": F.MALFORMED_ANSWER,
    "no choices": F.MALFORMED_ANSWER,
    "no content": F.MALFORMED_ANSWER,
    "words instead": F.MALFORMED_ANSWER,
    "cut off": F.MALFORMED_ANSWER,
    "hangs": F.TIMEOUT,
    "trickles": F.TIMEOUT,
    "breaks off": F.UNREACHABLE,
    "is shorter than it says": F.UNREACHABLE,
    "arguments that are no JSON": F.MALFORMED_ARGUMENTS,
    "arguments that are a list": F.MALFORMED_ANSWER,
    "a severity that is not there": F.MALFORMED_ARGUMENTS,
    "arguments of the wrong type": F.UNKNOWN_RECORD,
    "arguments nobody asked for": F.MALFORMED_ARGUMENTS,
    "a visit that is not there": F.UNKNOWN_RECORD,
    "a tool that is not there": F.UNKNOWN_TOOL,
    "a command it was not given": F.UNKNOWN_TOOL,
    "never stops": F.TOO_MANY_STEPS,
    "suggests nothing": F.NOTHING_PLANNED,
    "too many calls at once": F.TOO_MANY_STEPS,
    "an unwritable character": F.MALFORMED_ARGUMENTS,
}
# With tools, words are an answer: that there is nothing to record.
IN_PLAN = {"no content": F.NOTHING_PLANNED, "words instead": F.NOTHING_PLANNED, "cut off": F.NOTHING_PLANNED}
ANYWHERE = {**STATUSES, **UNUSABLE, **TRAVELS}
WITH_TOOLS = {**ANYWHERE, **PLANS}
# How often Groq is asked: what it generated badly, and a limit that ends soon, are worth one more go.
ASKED = {
    "400 tool_use_failed": 2,
    "400 tool_use_failed, second shape": 2,
    "400 json_validate_failed": 2,
    "429 short": 2,
    "never stops": 4,
}


@pytest.fixture
def patience(request: pytest.FixtureRequest, groq: GroqServer, settings: Any) -> None:
    """Long enough for what fails by itself, short for what would never end."""
    endless = request.node.callspec.params["name"] in ("hangs", "trickles")
    settings.GROQ_PATIENCE = 4.0 if endless else 20.0


def finished_by_rules(run: AgentRun, working: Visit, code: Fallback) -> None:
    """The story's two changes are there, once; the run says who made them, and why not the model."""
    working.refresh_from_db()
    assert (run.status, run.brain, run.fallback_reason) == (RunStatus.DONE, Brain.RULES, code)
    assert working.status == VisitStatus.COMPLETED
    assert Incident.objects.get().severity == "critical"
    assert len(events("visit.completed")) == len(events("incident.reported")) == 1
    assert run.proposal is not None
    assert {(i.command, i.brain, i.status) for i in run.proposal.items.all()} == {
        ("incident.report", "safety_net", ItemStatus.APPLIED),
        ("visit.complete", "rules", ItemStatus.APPLIED),
    }
    assert run.finished_at is not None
    assert run.started_at is not None
    assert run.finished_at - run.started_at < timedelta(seconds=12)


def calls(run: AgentRun) -> list[tuple[str, str, str]]:
    return [(c.step, c.brain, c.error_code) for c in AgentCall.objects.filter(run=run)]


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("name", ANYWHERE)
def test_when_reading_fails_all_of_the_run_goes_by_rules(
    cast: Cast, working: Visit, groq: GroqServer, name: str
) -> None:
    groq.next(ANYWHERE[name], step="triage")
    done = tell(cast, STORY)
    finished_by_rules(done, working, CODES[name])
    assert calls(done) == [("triage", "groq", CODES[name]), ("triage", "rules", ""), ("plan", "rules", "")]
    assert len(groq.requests) == ASKED.get(name, 1)


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("name", WITH_TOOLS)
def test_when_planning_fails_the_rules_plan_what_was_read(
    cast: Cast, working: Visit, groq: GroqServer, name: str
) -> None:
    code = IN_PLAN.get(name, CODES[name])
    groq.next(WITH_TOOLS[name], step="plan")
    done = tell(cast, STORY)
    finished_by_rules(done, working, code)
    assert calls(done) == [("triage", "groq", ""), ("plan", "groq", code), ("plan", "rules", "")]
    assert len(groq.asked_for("triage")) == 1
    assert len(groq.asked_for("plan")) == ASKED.get(name, 1)


@pytest.mark.parametrize("failing", ["400 tool_use_failed", "429 short"])
def test_a_second_go_that_works_is_the_models_answer(
    cast: Cast, working: Visit, groq: GroqServer, failing: str
) -> None:
    groq.next(STATUSES[failing], step="plan", times=1)
    done = tell(cast, STORY)
    working.refresh_from_db()
    assert (done.brain, done.fallback_reason, working.status) == (Brain.GROQ, "", VisitStatus.COMPLETED)


def test_nobody_waits_for_a_limit_that_ends_after_the_patience(
    cast: Cast, working: Visit, groq: GroqServer, settings: Any
) -> None:
    settings.GROQ_PATIENCE = 0.9  # the limit would end in a second
    groq.next(STATUSES["429 short"])
    done = tell(cast, STORY)
    assert done.fallback_reason in (F.RATE_LIMITED, F.OUT_OF_TIME)
    assert len(groq.requests) <= 1


def test_nobody_at_the_address_means_rules(cast: Cast, working: Visit, groq: GroqServer, settings: Any) -> None:
    settings.GROQ_BASE_URL = "http://127.0.0.1:9"
    finished_by_rules(tell(cast, STORY), working, F.UNREACHABLE)


def test_an_address_that_never_answers_a_connection_costs_little(
    cast: Cast, working: Visit, groq: GroqServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.agent.brains.groq_calls.CONNECT", 0.5)
    with socket.socket() as full, contextlib.ExitStack() as queue:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # its queue is full: what comes now waits for ever
            waiting = queue.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        settings.GROQ_BASE_URL = f"http://127.0.0.1:{full.getsockname()[1]}"
        finished_by_rules(tell(cast, STORY), working, F.UNREACHABLE)


def test_an_address_where_there_is_no_model_is_named_as_such(
    cast: Cast, working: Visit, groq: GroqServer, settings: Any
) -> None:
    settings.GROQ_BASE_URL = f"{groq.address}/elsewhere"
    finished_by_rules(tell(cast, STORY), working, F.WRONG_ADDRESS)


def test_a_run_taken_up_again_too_late_asks_no_model(
    cast: Cast, working: Visit, groq: GroqServer, settings: Any
) -> None:
    settings.GROQ_PATIENCE = 0.1  # as when a worker died in the middle of a call and its lease had to end first
    finished_by_rules(tell(cast, STORY), working, F.OUT_OF_TIME)
    assert groq.requests == []


def test_a_fault_in_the_models_brain_is_not_the_messages_end(
    cast: Cast, working: Visit, groq: GroqServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("apps.agent.brains.groq_brain.TRIAGE")
    finished_by_rules(tell(cast, STORY), working, F.BRAIN_ERROR)
