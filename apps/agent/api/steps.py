"""What the agent comes to, step by step: for those who watch it work."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.agent.api.runs import RUN
from apps.agent.models import AgentStep
from apps.agent.selectors import runs_visible_to, steps_visible_to
from apps.agent.states import StepKind
from apps.agent.step_words import sentence
from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.paging import Listing, by_number, page, page_of
from apps.core.errors import NotHere

router = Router()
IN_ORDER = by_number("seq", tie="id")


class StepOut(Schema):
    """One step of the agent's work on a message. `seq` counts through the whole talk, without a gap."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "seq": 7,
                    "run_id": "2d8e1f60-93c4-4a7b-b5d2-7f0c1e3a9b48",
                    "kind": "understood",
                    "sentence": "Understood: work is finished",
                    "facts": {"what": [{"intent": "job_update", "action": "complete"}]},
                    "at": "2026-03-02T15:28:44.610312Z",
                }
            ]
        }
    )

    seq: int
    run_id: UUID
    kind: StepKind
    sentence: str = Field(description="What happened, in the language that was asked for.")
    facts: dict[str, Any] = Field(description="Ids and names that the sentence is made of.")
    at: datetime


class StepFilters(Listing):
    """Which steps."""

    after: int = Field(0, ge=0, le=2**63 - 1, description="The highest `seq` there is already.")


@router.get(
    "/agent-runs/{id}/steps",
    response=page_of(StepOut),
    operation_id="list_steps_of_agent_run",
    summary="List the steps of an agent run",
    tags=[RUN.tag],
)
def list_steps_of_run(request: HttpRequest, id: UUID, asked: Query[StepFilters]) -> HttpResponse:  # noqa: A002
    """In their order; with `after` those that came since."""
    actor = actor_of(request)
    if not runs_visible_to(actor).filter(public_id=id).exists():
        raise NotHere
    return _answer(request, actor, steps_visible_to(actor).filter(run__public_id=id), asked)


@router.get(
    "/agent-steps",
    response=page_of(StepOut),
    operation_id="list_agent_steps",
    summary="List the steps of my own talk",
    tags=[RUN.tag],
)
def list_steps(request: HttpRequest, asked: Query[StepFilters]) -> HttpResponse:
    """In their order. After a hint about a message or a run, and after each reconnect, ask with the highest `seq` you
    have as `after`: what comes is everything since, each once.
    """
    actor = actor_of(request)
    mine = actor.user.pk if actor.user else 0
    return _answer(request, actor, steps_visible_to(actor).filter(conversation__user_id=mine), asked)


def _answer(request: HttpRequest, actor: Actor, steps: "QuerySet[AgentStep]", asked: StepFilters) -> HttpResponse:
    found = steps.filter(seq__gt=asked.after).select_related("run__proposal").prefetch_related("run__proposal__items")

    def shape(step: AgentStep) -> StepOut:
        own = actor.user is not None and step.run.served_id == actor.user.pk
        return StepOut(
            seq=step.seq,
            run_id=step.run.public_id,
            kind=StepKind(step.kind),
            sentence=sentence(step, own=own),
            facts=step.facts,
            at=step.at,
        )

    return page(request, found, asked, IN_ORDER, shape)
