"""The AI models: which are asked, which are paused, and why."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.agent.models import Breaker
from apps.agent.selectors import breakers_visible_to
from apps.agent.states import BreakerState
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.api.times import Moment

router = Router()
BREAKER = noun("breaker", "ai-models", "AI models", one="AI model", many="AI models")
NEWEST = by_moment("created_at", descending=True)
PAUSED = "7b1f0c3d-92e4-4d58-a6b7-3e5c8d1f2a90"
show_how({"breaker.close": {"breaker_id": PAUSED}})


class AiModelOut(RecordOut):
    """One model of one provider, known from the first time something went wrong with it."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=PAUSED,
            provider="api.groq.com",
            model="openai/gpt-oss-20b",
            state="open",
            reason="timeout",
            opened_at="2026-03-02T15:28:44.391020Z",
            probe_at="2026-03-02T15:29:14.391020Z",
            not_before=None,
        )
    )

    provider: str
    model: str
    state: BreakerState = Field(description="`open`: it is paused, the rules decide.")
    reason: str = Field(description="The code of the last failure.")
    opened_at: datetime | None
    probe_at: datetime | None = Field(description="While it is paused: it is tried with the first message after.")
    not_before: datetime | None = Field(description="The provider's own limit: it is not asked before.")

    @classmethod
    def of(cls, breaker: Breaker) -> "AiModelOut":
        """The model."""
        return cls(
            **record(breaker),
            provider=breaker.provider,
            model=breaker.model,
            state=BreakerState(breaker.state),
            reason=breaker.reason,
            opened_at=breaker.opened_at,
            probe_at=breaker.probe_at,
            not_before=breaker.not_before,
        )


class BreakerFilters(Listing):
    """Which models."""

    state: list[BreakerState] = []
    updated_since: Moment | None = None


@router.get("/ai-models", **BREAKER.listing(AiModelOut))
def list_ai_models(request: HttpRequest, asked: Query[BreakerFilters]) -> HttpResponse:
    """For those who see all; nothing for anybody else."""
    rows = narrowed(breakers_visible_to(actor_of(request)), state__in=asked.state, updated_at__gte=asked.updated_since)
    return page(request, rows, asked, NEWEST, AiModelOut.of)


@router.get("/ai-models/{id}", **BREAKER.detail(AiModelOut))
def read_ai_model(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One model."""
    return one(request, breakers_visible_to(actor_of(request)), id, AiModelOut.of)
