"""Suggested commands: what waits, why, and what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actions.deciding import may_decide, may_undo
from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.commands import Risk
from apps.core.models import ItemNote, ItemStatus, Policy, Proposal, ProposalItem
from apps.core.searching import with_words
from apps.core.selectors import ITEM_WORDS, items_visible_to, proposals_visible_to

router = Router()
PROPOSAL = noun("proposal", "proposals", "Proposals")
ITEM = noun("proposalitem", "proposal-items", "Proposals", one="proposal item", many="proposal items")
NEWEST = by_moment("created_at", descending=True)
show_how(
    {
        "proposal.approve": {"item_id": "0b7e5d1c-2f4a-4c3e-9a86-5d1f0e7c2b94", "note": "Seen on the photo"},
        "proposal.reject": {"item_id": "0b7e5d1c-2f4a-4c3e-9a86-5d1f0e7c2b94", "note": "The visit goes on tomorrow"},
        "proposal.edit": {
            "item_id": "0b7e5d1c-2f4a-4c3e-9a86-5d1f0e7c2b94",
            "arguments": {"title": "Smell of gas in the cellar"},
            "note": "She told me where",
        },
        "proposal.ask": {"item_id": "0b7e5d1c-2f4a-4c3e-9a86-5d1f0e7c2b94", "question": "In which room?"},
        "proposal.answer": {"item_id": "0b7e5d1c-2f4a-4c3e-9a86-5d1f0e7c2b94", "text": "In the cellar"},
        "proposal.undo": {"item_id": "0b7e5d1c-2f4a-4c3e-9a86-5d1f0e7c2b94", "reason": "It was another visit"},
    }
)


class RowOut(Schema):
    """A row of any kind, at a version."""

    type: str
    id: UUID
    version: int | None


class ItemNoteOut(Schema):
    """A question about a suggested command, or an answer."""

    author: NameOut | None
    is_question: bool
    text: str
    at: datetime

    @classmethod
    def of(cls, note: ItemNote) -> "ItemNoteOut":
        """The note."""
        author = NameOut.maybe(note.author)
        return cls(author=author, is_question=note.is_question, text=note.text, at=note.created_at)


class ItemOut(RecordOut):
    """One suggested command: with what, on which words, how sure, who decides, and what became of it."""

    model_config = ConfigDict(
        json_schema_extra=example(
            proposal_id="c1f0a7de-41b2-4b0e-8f27-9d3e6a5b7c80",
            position=0,
            command="incident.report",
            arguments={"severity": "critical", "title": "Smell of gas by the meter"},
            suggested=None,
            summary="Open a critical incident: gas by the meter",
            evidence=[{"start": 28, "end": 52, "text": "I smell gas by the meter"}],
            confidence=1.0,
            brain="safety_net",
            risk="reversible",
            policy="auto",
            policy_reason="Danger to life is never asked about",
            base=None,
            status="applied",
            decided_by=None,
            decided_at="2026-03-02T14:31:02.881930Z",
            decision_note="",
            asked_back=False,
            notes=[],
            result={"type": "incident", "id": "f3f7d1c2-8a35-4b8c-a8a1-2b6d4e9f0c11", "version": 1},
            error_code="",
            error_message="",
            may_decide=False,
            may_undo=True,
        )
    )

    proposal_id: UUID
    position: int
    command: str
    arguments: dict[str, Any]
    suggested: dict[str, Any] | None = Field(description="The arguments as suggested, where a person changed them.")
    summary: str
    evidence: list[dict[str, Any]] = Field(description="The words that led here: {start, end, text}.")
    confidence: float
    brain: str = Field(description="What suggested it: safety_net, rules, groq or person.")
    risk: Risk
    policy: Policy
    policy_reason: str
    base: RowOut | None = Field(description="The row it rests on, at the version it was suggested for.")
    status: ItemStatus
    decided_by: NameOut | None
    decided_at: datetime | None
    decision_note: str
    asked_back: bool = Field(description="A question waits for the answer of the person served: `proposal.answer`.")
    notes: list[ItemNoteOut] = Field(description="Questions and answers.")
    result: RowOut | None = Field(description="What the command made or changed.")
    error_code: str
    error_message: str
    may_decide: bool = Field(
        description="It waits, and for you: `proposal.approve`, `proposal.edit`, `proposal.reject`."
    )
    may_undo: bool = Field(description="You may take it back: `proposal.undo`.")

    @classmethod
    def of(cls, item: ProposalItem, actor: Actor) -> "ItemOut":
        """The item, as this person may treat it."""
        return cls(
            **record(item),
            proposal_id=item.proposal.public_id,
            position=item.position,
            command=item.command,
            arguments=item.arguments,
            suggested=item.suggested,
            summary=item.summary,
            evidence=item.evidence,
            confidence=item.confidence,
            brain=item.brain,
            risk=Risk(item.risk),
            policy=Policy(item.policy),
            policy_reason=item.policy_reason,
            base=_row(item.base_type, item.base_id, item.base_version),
            status=ItemStatus(item.status),
            decided_by=NameOut.maybe(item.decided_by),
            decided_at=item.decided_at,
            decision_note=item.decision_note,
            asked_back=item.asked_back,
            notes=[ItemNoteOut.of(note) for note in item.notes.all()],
            result=_row(item.result_type, item.result_id, item.result_version),
            error_code=item.error_code,
            error_message=item.error_message,
            may_decide=item.status == ItemStatus.PENDING and may_decide(actor, item),
            may_undo=may_undo(actor, item),
        )


def _row(type_name: str, public_id: UUID | None, version: int | None) -> RowOut | None:
    return RowOut(type=type_name, id=public_id, version=version) if public_id else None


class ProposalOut(RecordOut):
    """A reviewable set of changes. Its status is that of its items; each item is decided by itself."""

    model_config = ConfigDict(
        json_schema_extra=example(
            title="“finished at Oak St, but I smell gas by the meter”",
            source="agent",
            source_id="2d8e1f60-93c4-4a7b-b5d2-7f0c1e3a9b48",
            served={"id": "b5b1c2de-54f0-4a55-9d0e-3c1b7a2f9e11", "name": "Ana Silva"},
            status="applied",
            expires_at="2026-03-09T14:31:02.881930Z",
            items=[],
        )
    )

    title: str
    source: str = Field(description="Who suggests: agent, planner, automation or person.")
    source_id: UUID | None = Field(description="The agent run that made it.")
    served: NameOut = Field(description="In whose name.")
    status: ItemStatus
    expires_at: datetime
    items: list[ItemOut]

    @classmethod
    def of(cls, proposal: Proposal, actor: Actor) -> "ProposalOut":
        """The proposal with its items."""
        return cls(
            **record(proposal),
            title=proposal.title,
            source=proposal.source,
            source_id=proposal.source_id,
            served=NameOut.of(proposal.served),
            status=ItemStatus(proposal.status),
            expires_at=proposal.expires_at,
            items=[ItemOut.of(item, actor) for item in proposal.items.all()],
        )


class ProposalFilters(Listing):
    """Which proposals."""

    item_status: list[ItemStatus] = Field([], description="With an item that stands so.")
    served: UUID | None = Field(None, description="Made in this person's name.")
    source: str = Field("", max_length=20)
    updated_since: Moment | None = None


class ItemFilters(Listing):
    """Which items."""

    status: list[ItemStatus] = Field([], description="`pending` is the inbox.")
    command: str = Field("", max_length=80)
    proposal: UUID | None = None
    served: UUID | None = Field(None, description="Made in this person's name.")
    q: str = Field("", max_length=200, description="Words of the summary, the title or the person.")
    updated_since: Moment | None = None


def _proposals(actor: Actor) -> "QuerySet[Proposal]":
    found = proposals_visible_to(actor).select_related("served")
    return found.prefetch_related("items__decided_by", "items__notes__author")


def _items(actor: Actor) -> "QuerySet[ProposalItem]":
    return items_visible_to(actor).select_related("proposal", "decided_by").prefetch_related("notes__author")


@router.get("/proposals", **PROPOSAL.listing(ProposalOut))
def list_proposals(request: HttpRequest, asked: Query[ProposalFilters]) -> HttpResponse:
    """Newest first: the office all of them, everybody else those made in their name."""
    actor = actor_of(request)
    rows = narrowed(
        _proposals(actor), served__public_id=asked.served, source=asked.source, updated_at__gte=asked.updated_since
    )
    if asked.item_status:
        having = ProposalItem.objects.filter(status__in=asked.item_status)
        rows = rows.filter(pk__in=having.values("proposal"))
    return page(request, rows, asked, NEWEST, lambda row: ProposalOut.of(row, actor))


@router.get("/proposals/{id}", **PROPOSAL.detail(ProposalOut))
def read_proposal(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """With its items."""
    actor = actor_of(request)
    return one(request, _proposals(actor), id, lambda row: ProposalOut.of(row, actor))


@router.get("/proposal-items", **ITEM.listing(ItemOut))
def list_proposal_items(request: HttpRequest, asked: Query[ItemFilters]) -> HttpResponse:
    """Newest first. With `status=pending` the inbox of what waits for somebody."""
    actor = actor_of(request)
    rows = narrowed(
        with_words(_items(actor), asked.q, ITEM_WORDS),
        status__in=asked.status,
        command=asked.command,
        proposal__public_id=asked.proposal,
        proposal__served__public_id=asked.served,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, lambda row: ItemOut.of(row, actor))


@router.get("/proposal-items/{id}", **ITEM.detail(ItemOut))
def read_proposal_item(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One suggested command."""
    actor = actor_of(request)
    return one(request, _items(actor), id, lambda row: ItemOut.of(row, actor))


add_history(router, ITEM, items_visible_to)
