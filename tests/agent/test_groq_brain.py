"""The Groq brain against a loopback server, and the rules taking over within the same run whatever Groq does."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.agent.models import AgentCall
from apps.agent.states import Brain, RunStatus
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from tests.agent.groq_server import GroqServer, Reply, completion, failure, serving
from tests.agent.telling import STORY, tell
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def groq(settings: Any) -> Iterator[GroqServer]:
    with serving() as (server, address):
        settings.GROQ_API_KEY, settings.GROQ_BASE_URL = "gsk_test", address
        yield server


def reading(**action: Any) -> dict[str, Any]:
    plain = {
        "intent": "job_update",
        "job_action": "complete",
        "attendance_action": None,
        "severity": None,
        "request_kind": None,
        "confidence": 0.97,
        "evidence_words": ["finished"],
        "summary": "Finished at Oak St",
    }
    return {"actions": [{**plain, **action}], "lang": "en", "job_number": None, "place": "Oak St", "ask": None}


def test_it_reads_without_tools_and_plans_without_the_raw_text(
    cast: Cast,
    working: Visit,
    groq: GroqServer,
) -> None:
    groq.reading = reading()
    groq.tool_calls = [("list_visits", {}), ("propose_visit_complete", {"visit_id": str(working.public_id)})]
    done = tell(cast, "finished at Oak St, secret-word")
    working.refresh_from_db()
    assert (done.brain, working.status) == (Brain.GROQ, VisitStatus.COMPLETED)
    triage, plan = groq.requests[0], groq.requests[1]
    assert "tools" not in triage
    assert triage["response_format"]["json_schema"]["strict"] is True
    assert "secret-word" not in str(plan["messages"])
    assert {c.step: (c.model, c.tokens_in) for c in AgentCall.objects.filter(run=done)} == {
        "triage": ("openai/gpt-oss-20b", 100),
        "plan": ("openai/gpt-oss-120b", 200),
    }


def test_a_danger_is_reported_although_the_model_saw_none(
    cast: Cast,
    working: Visit,
    groq: GroqServer,
) -> None:
    groq.reading, groq.tool_calls = reading(), []
    tell(cast, STORY)
    assert Incident.objects.get().severity == "critical"


def test_a_command_the_agent_may_not_suggest_is_never_run(
    cast: Cast,
    working: Visit,
    groq: GroqServer,
) -> None:
    groq.reading = reading()
    groq.tool_calls = [("propose_job_cancel", {"job_id": str(working.job.public_id), "reason": "x"})]
    done = tell(cast, "finished at Oak St")
    working.job.refresh_from_db()
    assert working.job.status != "cancelled"
    assert "unknown_tool" in done.fallback_reason


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (failure(500, "internal_error"), "500"),
        (failure(429, "rate_limit_exceeded"), "429 rate_limit_exceeded"),
        (failure(404, "model_not_found"), "404 model_not_found"),
        (failure(400, "tool_use_failed"), "400 tool_use_failed"),
        (failure(401, "invalid_api_key"), "401"),
        ((200, completion({"content": "not json"})), "malformed_answer"),
        ((200, {"odd": True}), ""),
    ],
)
def test_whatever_groq_does_the_rules_finish_the_run_and_say_so(
    cast: Cast,
    working: Visit,
    groq: GroqServer,
    answer: Reply,
    code: str,
) -> None:
    groq.fail = answer
    done = tell(cast, STORY)
    working.refresh_from_db()
    assert (done.status, done.brain) == (RunStatus.DONE, Brain.RULES)
    assert working.status == VisitStatus.COMPLETED
    assert code in done.fallback_reason
    assert done.fallback_reason.startswith("groq:")


def test_malformed_arguments_fall_back_to_the_rules(cast: Cast, working: Visit, groq: GroqServer) -> None:
    groq.reading = reading()
    groq.tool_calls = [("propose_visit_complete", '{"visit_id": ')]
    done = tell(cast, "finished at Oak St")
    working.refresh_from_db()
    assert working.status == VisitStatus.COMPLETED
    assert "malformed_arguments" in done.fallback_reason


def test_nobody_at_the_address_means_rules(cast: Cast, working: Visit, settings: Any) -> None:
    settings.GROQ_API_KEY, settings.GROQ_BASE_URL = "gsk_test", "http://127.0.0.1:9"
    done = tell(cast, STORY)
    assert done.fallback_reason.startswith("groq: not_reachable")
    assert done.status == RunStatus.DONE
