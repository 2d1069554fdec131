"""Groq dead in every way: soon nobody asks any more. And what a call costs, is kept of, and is allowed."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.agent.actions import send_message
from apps.agent.brains.base import BrainFailure
from apps.agent.brains.groq_brain import GroqBrain
from apps.agent.brains.probing import QUESTION, probe_paused
from apps.agent.brains.rules import understand
from apps.agent.models import AgentCall, AgentRun, Breaker, CachedReading, TokenDay
from apps.agent.selectors import spent_on_day
from apps.agent.states import Brain, BreakerState, Fallback, RunStatus
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.agent.telling import STORY, tell
from tests.conftest import NOW, Cast, events
from tests.groq.behaviours import Behaviour, fails, spoken
from tests.groq.failures import COUNTS, STATUSES, TOO_MUCH, TRAVELS, UNUSABLE, limited
from tests.groq.models import reading
from tests.groq.server import GroqServer, serving
from tests.groq.shapes import Said

pytestmark = pytest.mark.django_db
whole_runs = pytest.mark.django_db(transaction=True)
F = Fallback
TRIAGE = "openai/gpt-oss-20b"
PASSING: dict[str, tuple[Behaviour, Fallback]] = {
    "hangs": (TRAVELS["hangs"], F.TIMEOUT),
    "500": (STATUSES["500"], F.SERVER_ERROR),
    "498": (STATUSES["498"], F.NO_CAPACITY),
    "half an answer": (TRAVELS["breaks off"], F.UNREACHABLE),
    "no JSON at all": (UNUSABLE["no JSON at all"], F.MALFORMED_ANSWER),
}


@pytest.fixture
def run(cast: Cast) -> AgentRun:
    return AgentRun.objects.get(message=send_message(actor=cast.field(), now=NOW, text="on my way"))


def read(run: AgentRun, n: int = 0) -> str:
    """Another message's reading; why it failed, or nothing."""
    try:
        GroqBrain(seconds=20, run=run).triage(f"{n} meters of pipe left, on my way to Oak St")
    except BrainFailure as failure:
        return failure.code
    return ""


def breaker() -> Breaker:
    return Breaker.objects.get(model=TRIAGE)


def later() -> None:
    """Half a minute passes for what is paused."""
    Breaker.objects.filter(probe_at__isnull=False).update(probe_at=timezone.now())


@pytest.mark.parametrize("name", PASSING)
def test_after_five_failures_nobody_asks_any_more(
    run: AgentRun, groq: GroqServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    behaviour, code = PASSING[name]
    if name == "hangs":
        monkeypatch.setattr("apps.agent.brains.groq_calls.READ", 0.2)
    groq.next(behaviour)
    assert [read(run, n) for n in range(7)] == [code] * 5 + [F.PAUSED] * 2
    assert len(groq.requests) == 5
    assert (breaker().state, breaker().reason) == (BreakerState.OPEN, code)
    assert events("breaker.alarmed") == []


def test_refused_connections_pause_it_too_and_cost_nothing(run: AgentRun, groq: GroqServer, settings: Any) -> None:
    with closed_port() as port:
        settings.GROQ_BASE_URL = f"http://127.0.0.1:{port}"
        assert [read(run, n) for n in range(6)] == [F.UNREACHABLE] * 5 + [F.PAUSED]
    assert spent_on_day(timezone.now()).tokens == 0


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that nobody listens on, and that nobody else gets meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize(("status", "code"), [("401", F.KEY_REFUSED), ("404", F.MODEL_GONE)])
def test_a_wrong_key_or_model_pauses_it_at_once_and_alarms_once(
    run: AgentRun, groq: GroqServer, status: str, code: Fallback
) -> None:
    groq.next(STATUSES[status])
    assert [read(run, n) for n in range(3)] == [code, F.PAUSED, F.PAUSED]
    later()
    for _ in range(2):
        probe_paused()
    assert read(run) == F.PAUSED
    assert len(groq.requests) == 2
    assert len(events("breaker.alarmed")) == 1


@whole_runs
def test_every_message_is_handled_and_the_model_is_back_with_the_first_try_that_is_answered(
    cast: Cast, working: Visit, groq: GroqServer
) -> None:
    groq.next(STATUSES["503"], times=5)
    runs = [tell(cast, f"{n} meters of pipe left, on my way to Oak St") for n in range(6)]
    assert {(done.status, done.brain) for done in runs} == {(RunStatus.DONE, Brain.RULES)}
    assert [done.fallback_reason for done in runs] == [F.SERVER_ERROR] * 5 + [F.PAUSED]
    later()
    assert tell(cast, "on my way to Oak St").fallback_reason == F.PAUSED  # nobody waits for the try
    assert [r["messages"][0]["content"] for r in groq.requests[5:]] == [QUESTION]
    done = tell(cast, "finished at Oak St")
    working.refresh_from_db()
    assert (done.brain, done.fallback_reason, working.status) == (Brain.GROQ, "", VisitStatus.COMPLETED)
    assert breaker().state == BreakerState.CLOSED


def test_a_try_that_hangs_ends_soon_and_leaves_it_paused(
    run: AgentRun, groq: GroqServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.agent.brains.probing.PATIENCE", 0.3)
    groq.next(STATUSES["500"], times=5)
    groq.next(TRAVELS["hangs"])
    assert [read(run, n) for n in range(5)] == [F.SERVER_ERROR] * 5
    later()
    probe_paused()
    assert (len(groq.requests), breaker().state, breaker().reason) == (6, BreakerState.OPEN, F.TIMEOUT)
    assert Breaker.objects.filter(probe_at__gt=timezone.now()).exists()


def test_a_limit_of_a_minute_is_kept_by_everybody_and_is_no_failure(run: AgentRun, groq: GroqServer) -> None:
    groq.next(limited("requests", retry_after="61"))
    before = timezone.now()
    assert {read(run, n) for n in range(7)} == {F.RATE_LIMITED}
    assert len(groq.requests) == 1
    assert breaker().state == BreakerState.CLOSED
    limit = breaker().not_before
    assert limit is not None
    assert timedelta(seconds=61) <= limit - before < timedelta(seconds=120)


@pytest.mark.parametrize("name", ["400 tool_use_failed", "413", "422"])
def test_what_it_says_no_to_is_no_failure_of_its(run: AgentRun, groq: GroqServer, name: str) -> None:
    groq.next(STATUSES[name])
    assert F.PAUSED not in {read(run, n) for n in range(6)}


@whole_runs
def test_the_same_words_are_read_once_a_day_and_planned_each_time(cast: Cast, working: Visit, groq: GroqServer) -> None:
    tell(cast, "on my way to Oak St")
    again = tell(cast, "  On my way\nto OAK st ")
    assert len(groq.asked_for("triage")) == 1
    assert len(groq.asked_for("plan")) > 1
    call = again.calls.get(step="triage")
    assert (call.brain, call.model, call.from_cache, call.tokens_in, call.tokens_out) == ("groq", TRIAGE, True, 0, 0)
    assert call.cost_micro == 0
    assert again.understanding is not None
    spans = [span for action in again.understanding["actions"] for span in action["evidence"]]
    assert all(again.message.text[s["start"] : s["end"]] == s["text"] for s in spans)
    CachedReading.objects.update(expires_at=timezone.now())
    tell(cast, "on my way to Oak St")
    assert len(groq.asked_for("triage")) == 2
    assert CachedReading.objects.count() == 1


def test_what_could_not_be_understood_is_not_kept(run: AgentRun, groq: GroqServer) -> None:
    groq.next(UNUSABLE["words instead"])
    assert read(run) == F.MALFORMED_ANSWER
    assert not CachedReading.objects.exists()


def test_another_model_or_prompt_reads_again(
    run: AgentRun, groq: GroqServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(run) == read(run) == ""
    settings.GROQ_MODEL_TRIAGE = "qwen/qwen3.6-27b"
    assert read(run) == ""
    monkeypatch.setattr("apps.agent.brains.groq_brain.TRIAGE", "Read this.")
    assert read(run) == ""
    assert len(groq.requests) == 3


@whole_runs
def test_the_ledger_is_what_the_provider_counted(cast: Cast, working: Visit, groq: GroqServer) -> None:
    tell(cast, STORY)
    done = tell(cast, "finished at Oak St, all good")
    calls = AgentCall.objects.filter(brain="groq")
    spent = sum(c.tokens_in + c.tokens_out for c in calls)
    company, own = spent_on_day(timezone.now()), TokenDay.objects.get(user=cast.ana)
    assert company.tokens == own.tokens == spent == sum(AgentRun.objects.values_list("tokens", flat=True))
    assert company.calls == len(groq.requests)
    plan = done.calls.get(step="plan", brain="groq")
    assert 0 < plan.tokens_cached < plan.tokens_in
    fresh = plan.tokens_in - plan.tokens_cached
    price = fresh * 0.15 + plan.tokens_cached * 0.075 + plan.tokens_out * 0.60
    assert plan.cost_micro is not None
    assert price <= plan.cost_micro < price + 1
    assert abs(company.cost_micro - sum(c.cost_micro or 0 for c in calls)) <= len(groq.requests)
    assert plan.request_id.startswith("req_")
    assert len(plan.request_id.split()) == len(groq.asked_for("plan")) // 2
    assert plan.queue_ms is not None
    assert plan.queue_ms > 0


@whole_runs
def test_what_a_failed_step_took_is_in_the_ledger_all_the_same(cast: Cast, working: Visit, groq: GroqServer) -> None:
    groq.next(UNUSABLE["words instead"], step="triage")
    done = tell(cast, STORY)
    failed = done.calls.get(step="triage", brain="groq")
    assert (failed.error_code, failed.model) == (F.MALFORMED_ANSWER, TRIAGE)
    assert failed.tokens_in > 0
    assert done.tokens == failed.tokens_in + failed.tokens_out


@pytest.mark.parametrize("name", COUNTS)
def test_what_cannot_have_been_counted_counts_as_what_was_set_aside(run: AgentRun, groq: GroqServer, name: str) -> None:
    groq.next(COUNTS[name])
    spent = GroqBrain(seconds=20, run=run).triage("on my way to Oak St").spent
    assert spent.queue_ms is None
    run.refresh_from_db()
    assert run.tokens > 2_000 if not spent.tokens else run.tokens == spent.tokens


@whole_runs
def test_odd_counts_of_a_step_that_fails_stop_no_run(cast: Cast, working: Visit, groq: GroqServer) -> None:
    groq.next(COUNTS["known less than nothing"], step="plan", times=1)
    groq.next(STATUSES["500"], step="plan")
    done = tell(cast, "finished at Oak St")
    assert (done.status, done.fallback_reason) == (RunStatus.DONE, F.SERVER_ERROR)


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_more_than_a_model_can_say_is_not_taken_in(run: AgentRun, groq: GroqServer, name: str) -> None:
    groq.next(TOO_MUCH[name])
    assert [read(run, n) for n in range(6)] == [F.MALFORMED_ANSWER] * 5 + [F.PAUSED]


def test_nobodys_words_are_sent_on_to_where_the_provider_points(run: AgentRun, groq: GroqServer) -> None:
    with serving() as elsewhere:
        groq.next(fails(307, b"", location=f"{elsewhere.address}/openai/v1/chat/completions"))
        assert read(run) == F.WRONG_ADDRESS
        assert elsewhere.connections == 0


def test_what_is_too_long_for_a_name_is_none(run: AgentRun, groq: GroqServer) -> None:
    long = reading(understand("on my way to Oak St")) | {"place": "Oak " * 5_000, "job_number": "WH-" + "9" * 5_000}
    long["actions"][0]["evidence_words"] = ["on my way"] * 1_000
    groq.next(spoken(Said(json.dumps(long))))
    said = GroqBrain(seconds=20, run=run).triage("on my way to Oak St").value
    assert (said.place, said.job_number) == (None, None)
    assert len(said.actions[0].evidence) <= 12


def test_a_limit_that_no_time_can_hold_is_a_limit(run: AgentRun, groq: GroqServer) -> None:
    groq.next(limited(retry_after="99999999999999999999"))
    assert [read(run), read(run)] == [F.RATE_LIMITED] * 2
    assert len(groq.requests) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AGENT_TOKENS_PER_RUN", F.RUN_BUDGET),
        ("AGENT_TOKENS_PER_PERSON", F.PERSON_BUDGET),
        ("AGENT_TOKENS_PER_DAY", F.DAY_BUDGET),
    ],
)
def test_over_a_budget_nobody_is_asked(
    run: AgentRun, groq: GroqServer, settings: Any, name: str, code: Fallback
) -> None:
    setattr(settings, name, 1_000)
    assert read(run) == code
    assert groq.requests == []


@whole_runs
def test_a_budget_that_ends_within_a_run_ends_the_models_part_of_it(
    cast: Cast, working: Visit, groq: GroqServer, settings: Any
) -> None:
    settings.AGENT_TOKENS_PER_RUN = 9_000  # enough to read, not to plan as well
    done = tell(cast, STORY)
    assert (done.brain, done.fallback_reason) == (Brain.RULES, F.RUN_BUDGET)
    assert len(groq.asked_for("triage")) == 1
    assert done.tokens <= 9_000


@pytest.mark.parametrize("path", ["/openai/v1", "/openai/v1/", "/v1", "/api/v1", ""])
def test_any_address_that_speaks_the_protocol_will_do(
    run: AgentRun, groq: GroqServer, settings: Any, path: str
) -> None:
    groq.root = path.rstrip("/") or "/openai/v1"
    settings.GROQ_BASE_URL = groq.address + path
    assert read(run) == ""
    (sent,) = groq.requests
    only_groqs = None in sent.values() or "reasoning_format" in sent
    assert only_groqs == (groq.root == "/openai/v1")  # others refuse what they do not know


def test_a_brain_outside_of_a_run_keeps_nothing(db: None, groq: GroqServer) -> None:
    answer = GroqBrain(seconds=20).triage("on my way to Oak St")
    assert answer.spent.tokens > 0
    assert not any(kept.objects.exists() for kept in (CachedReading, TokenDay, Breaker))
