"""What the agent may do with each command it can suggest, and what became of what it suggested."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.agent import policy
from apps.agent.models import CommandPolicy
from apps.agent.selectors import policies_visible_to
from apps.agent.states import Brain, PolicyMode
from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.commands import Risk, find
from apps.core.outcomes import Tally, tallies

router = Router()
POLICY = noun(
    "commandpolicy", "agent-policies", "Agent runs", one="agent policy", many="agent policies", verbs="policy"
)
BY_COMMAND = Order("command")
COUNTED = timedelta(days=90)
show_how(
    {
        "policy.set": {
            "policy_id": "7c2e91d4-0b5a-4f3c-8e6d-1a9f4b7c2e30",
            "mode": "shadow",
            "threshold": 0.9,
            "reason": "We try it for a month",
            "version": 1,
        }
    }
)


class TallyOut(Schema):
    """What became of one brain's suggestions of the last 90 days."""

    brain: Brain
    suggested: int
    by_itself: int
    accepted: int = Field(description="By a person, as suggested.")
    edited: int = Field(description="By a person, with changes.")
    rejected: int
    expired: int
    conflicted: int
    undone: int
    forbidden: int = Field(description="The rules did not allow it.")
    waiting: int
    accept_rate: float | None = Field(description="accepted / (accepted + edited + rejected)")

    @classmethod
    def of(cls, brain: str, tally: Tally) -> "TallyOut":
        """The numbers."""
        names = set(cls.model_fields) - {"brain", "suggested", "accept_rate"}
        numbers = {name: tally.numbers.get(name, 0) for name in names}
        return cls(brain=Brain(brain), suggested=tally.suggested, accept_rate=tally.rate, **numbers)


class PolicyOut(RecordOut):
    """The rule for one command: the code's, made stricter by administrators."""

    model_config = ConfigDict(
        json_schema_extra=example(
            command="visit.complete",
            risk="reversible",
            mode="auto",
            threshold=0.8,
            reason="",
            suggestions=[],
        )
    )

    command: str
    risk: Risk
    mode: PolicyMode
    threshold: float = Field(description="How sure the agent must be to do it by itself; below it somebody decides.")
    reason: str
    suggestions: list[TallyOut] = Field(description="Of the last 90 days, within sight, by brain.")

    @classmethod
    def of(cls, row: CommandPolicy, tallied: dict[str, dict[str, Tally]]) -> "PolicyOut":
        """The rule, with its numbers."""
        return cls(
            **record(row),
            command=row.command,
            risk=find(row.command).risk,
            mode=PolicyMode(row.mode),
            threshold=max(policy.SURE, row.threshold),
            reason=row.reason,
            suggestions=[TallyOut.of(brain, tally) for brain, tally in tallied.get(row.command, {}).items()],
        )


def _tallied(actor: Actor) -> dict[str, dict[str, Tally]]:
    return tallies(actor, source=policy.SOURCE, since=timezone.now() - COUNTED)


@router.get("/agent-policies", **POLICY.listing(PolicyOut))
def list_agent_policies(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """One for each command that the agent may suggest; for the office and its programs."""
    actor = actor_of(request)
    tallied = _tallied(actor)
    return page(request, policies_visible_to(actor), asked, BY_COMMAND, lambda row: PolicyOut.of(row, tallied))


@router.get("/agent-policies/{id}", **POLICY.detail(PolicyOut))
def read_agent_policy(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One rule."""
    actor = actor_of(request)
    return one(request, policies_visible_to(actor), id, lambda row: PolicyOut.of(row, _tallied(actor)))


add_history(router, POLICY, policies_visible_to)
