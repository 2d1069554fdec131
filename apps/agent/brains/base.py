"""The one interface behind which a brain decides. A brain reads and suggests; it never does anything."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel

from apps.agent.facts import Facts
from apps.agent.states import Brain
from apps.agent.understanding import Span, Understanding, Understood

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spent:
    """What the calls of one step took. Of `tokens_in`, `tokens_cached` were known to the provider and cost less."""

    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    queue_ms: float | None = None
    request_id: str = ""
    from_cache: bool = False

    @property
    def tokens(self) -> int:
        """In and out."""
        return self.tokens_in + self.tokens_out

    def and_then(self, more: "Spent") -> "Spent":
        """With a further call."""
        waits = [wait for wait in (self.queue_ms, more.queue_ms) if wait is not None]
        return Spent(
            model=more.model or self.model,
            tokens_in=self.tokens_in + more.tokens_in,
            tokens_out=self.tokens_out + more.tokens_out,
            tokens_cached=self.tokens_cached + more.tokens_cached,
            queue_ms=sum(waits) if waits else None,
            request_id=f"{self.request_id} {more.request_id}".strip(),
        )


class BrainFailure(Exception):
    """A brain could not answer; `code` says why in a word, for the run's page. The next brain is asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.spent = Spent()


class Planned(BaseModel):
    """One command a brain suggests, with its reasons. Plain data: it is kept in checkpoints."""

    command: str
    arguments: dict[str, Any]
    summary: str
    confidence: float
    brain: Brain
    evidence: tuple[Span, ...] = ()
    base_visit: UUID | None = None
    ask_because: str = ""
    """Why a person decides this in any case, whatever policy would allow; empty: policy decides."""


class Plan(BaseModel):
    """What a brain suggests, and what it wants to say or ask besides."""

    planned: tuple[Planned, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a brain plans from: the message's meaning, the person's visits and working day, where and when it was
    written.
    """

    message_id: UUID
    text: str
    understanding: Understanding
    facts: Facts
    page_visit: UUID | None
    written_at: datetime
    now: datetime
    """On the writer's own clock: "tomorrow" is theirs."""
    page: UUID | None = None
    """The job or member on whose page it was written; whoever reads it asks whether the writer may see it."""

    def saying(self, actions: Iterable[Understood]) -> "PlanRequest":
        """The same message as if it said these things only."""
        return replace(self, understanding=self.understanding.model_copy(update={"actions": tuple(actions)}))


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A brain's answer with what it took."""

    value: T
    model: str = ""
    spent: Spent = Spent()


class Thinker(Protocol):
    """A brain."""

    kind: Brain

    def triage(self, text: str) -> Answer[Understanding]:
        """What a message means. No tools: nothing in the text can cause anything.

        Raises:
            BrainFailure: it cannot say.
        """
        ...

    def plan(self, request: PlanRequest) -> Answer[Plan]:
        """Which commands to suggest.

        Raises:
            BrainFailure: it cannot say.
        """
        ...
