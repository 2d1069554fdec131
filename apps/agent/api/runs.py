"""How the agent came to what it did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.agent.models import AgentCall, AgentRun
from apps.agent.selectors import runs_visible_to
from apps.agent.states import Brain, RunStatus
from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.details import one
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words

router = Router()
RUN = noun("agentrun", "agent-runs", "Agent runs", one="agent run", many="agent runs")
NEWEST = by_moment("created_at", descending=True)
RUN_WORDS = ("message__text", "served__name")


class CallOut(Schema):
    """One call of a brain."""

    step: str
    brain: Brain
    model: str
    tokens_in: int
    tokens_out: int
    tokens_cached: int = Field(description="Of those in, what the provider had read before.")
    cost_micro: int | None = Field(description="Millionths of a dollar; null when no price is set for the model.")
    from_cache: bool = Field(description="The same words were read within a day; no model was asked.")
    request_id: str = Field(description="The provider's own, of each request with a space between.")
    queue_ms: float | None
    milliseconds: float
    error_code: str
    at: datetime

    @classmethod
    def of(cls, call: AgentCall) -> "CallOut":
        """The call."""
        return cls(
            step=call.step,
            brain=Brain(call.brain),
            model=call.model,
            tokens_in=call.tokens_in,
            tokens_out=call.tokens_out,
            tokens_cached=call.tokens_cached,
            cost_micro=call.cost_micro,
            from_cache=call.from_cache,
            request_id=call.request_id,
            queue_ms=call.queue_ms,
            milliseconds=call.milliseconds,
            error_code=call.error_code,
            at=call.at,
        )


class RunOut(RecordOut):
    """One go of the agent, for one message."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id="2d8e1f60-93c4-4a7b-b5d2-7f0c1e3a9b48",
            message_id="4c8b1f7e-6d20-4935-a1f8-0e5d9c3b7a62",
            served={"id": "b5b1c2de-54f0-4a55-9d0e-3c1b7a2f9e11", "name": "Ana Silva"},
            status="done",
            brain="rules",
            understanding={"lang": "en", "actions": []},
            proposal_id="c1f0a7de-41b2-4b0e-8f27-9d3e6a5b7c80",
            warning="Leave the building now.",
            fallback_reason="",
            started_at="2026-03-02T15:28:44.391020Z",
            finished_at="2026-03-02T15:28:45.302117Z",
            error="",
            calls=[
                {
                    "step": "plan",
                    "brain": "rules",
                    "model": "",
                    "tokens_in": 0,
                    "tokens_out": 0,
                    "tokens_cached": 0,
                    "cost_micro": None,
                    "from_cache": False,
                    "request_id": "",
                    "queue_ms": None,
                    "milliseconds": 3.1,
                    "error_code": "",
                    "at": "2026-03-02T15:28:44.402512Z",
                }
            ],
        )
    )

    message_id: UUID
    served: NameOut = Field(description="In whose name.")
    status: RunStatus
    brain: Brain | None = Field(description="What understood the message; null before that.")
    understanding: dict[str, Any] | None
    proposal_id: UUID | None
    warning: str = Field(description="What the person was told to do at once, before any model was asked.")
    fallback_reason: str = Field(description="Why the model was not asked.")
    started_at: datetime | None
    finished_at: datetime | None
    error: str
    calls: list[CallOut]

    @classmethod
    def of(cls, run: AgentRun) -> "RunOut":
        """The run with its calls."""
        return cls(
            **record(run),
            message_id=run.message.public_id,
            served=NameOut.of(run.served),
            status=RunStatus(run.status),
            brain=Brain(run.brain) if run.brain else None,
            understanding=run.understanding,
            proposal_id=run.proposal.public_id if run.proposal else None,
            warning=run.warning,
            fallback_reason=run.fallback_reason,
            started_at=run.started_at,
            finished_at=run.finished_at,
            error=run.error,
            calls=[CallOut.of(call) for call in run.calls.all()],
        )


class RunFilters(Listing):
    """Which runs."""

    status: list[RunStatus] = []
    brain: list[Brain] = []
    served: UUID | None = Field(None, description="In this person's name.")
    q: str = Field("", max_length=200, description="Words of the message or the person's name.")
    updated_since: Moment | None = None


def _runs(actor: Actor) -> "QuerySet[AgentRun]":
    return runs_visible_to(actor).select_related("message", "served", "proposal").prefetch_related("calls")


@router.get("/agent-runs", **RUN.listing(RunOut))
def list_agent_runs(request: HttpRequest, asked: Query[RunFilters]) -> HttpResponse:
    """Newest first: the office all of them, everybody else those for their messages."""
    rows = narrowed(
        with_words(_runs(actor_of(request)), asked.q, RUN_WORDS),
        status__in=asked.status,
        brain__in=asked.brain,
        served__public_id=asked.served,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, RunOut.of)


@router.get("/agent-runs/{id}", **RUN.detail(RunOut))
def read_agent_run(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One run with every call of a brain."""
    return one(request, _runs(actor_of(request)), id, RunOut.of)
