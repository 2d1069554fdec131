"""Writing down a set of suggested commands, once per source."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.core.actor import Actor, Person
from apps.core.commands import canonical, find
from apps.core.events import PROPOSAL_MADE
from apps.core.models import ItemStatus, Policy, Proposal, ProposalItem, Record
from apps.core.outbox import emit
from apps.core.receipts import fingerprint
from apps.core.rows import create

KEPT_OPEN = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One command to suggest: arguments, reasons, the row it rests on, and what policy says of it."""

    command: str
    arguments: dict[str, Any]
    summary: str
    confidence: float
    brain: str
    policy: Policy
    policy_reason: str = ""
    evidence: list[dict[str, Any]] = field(default_factory=list)
    base: Record | None = None


def propose(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    source: str,
    source_id: UUID | None,
    served: Person,
    suggestions: list[Suggestion],
) -> Proposal:
    """Write a proposal and its items; the same source twice gives the first one back.

    Items that policy allows are approved at once, those it forbids are rejected, the rest wait for a person.

    Raises:
        NotHere, BadInput: a suggestion names no command, or its arguments do not fit.
    """
    with transaction.atomic():
        if kept := _made_before(source_id):
            return kept
        try:
            with transaction.atomic():
                proposal = create(
                    Proposal,
                    now=now,
                    title=title[:200],
                    source=source,
                    source_id=source_id,
                    served_id=served.pk,
                    expires_at=now + KEPT_OPEN,
                )
        except IntegrityError:
            if kept := _made_before(source_id):  # somebody was faster by a moment
                return kept
            raise
        for position, suggestion in enumerate(_distinct(suggestions)):
            _add(proposal, position, suggestion, now)
        emit(PROPOSAL_MADE, actor=actor, subject=proposal, now=now)
        return proposal


def propose_more(*, actor: Actor, now: datetime, proposal: Proposal, suggestions: list[Suggestion]) -> Proposal:
    """Write further items of a proposal, behind those it has; what it has already is left as it is.

    Raises:
        NotHere, BadInput: a suggestion names no command, or its arguments do not fit.
    """
    with transaction.atomic():
        kept = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
        there = set(kept.items.values_list("fingerprint", flat=True))
        new = [s for s in _distinct(suggestions) if _fingerprint(s) not in there]
        for position, suggestion in enumerate(new, start=len(there)):
            _add(kept, position, suggestion, now)
        if new:
            emit(PROPOSAL_MADE, actor=actor, subject=kept, now=now)
        return kept


def _made_before(source_id: UUID | None) -> Proposal | None:
    return Proposal.objects.filter(source_id=source_id).first() if source_id else None


def _distinct(suggestions: list[Suggestion]) -> list[Suggestion]:
    """The same command with the same arguments is suggested once."""
    seen: dict[str, Suggestion] = {}
    for s in suggestions:
        seen.setdefault(_fingerprint(s), s)
    return list(seen.values())


def _fingerprint(suggestion: Suggestion) -> str:
    return fingerprint(suggestion.command, canonical(suggestion.command, suggestion.arguments))


STATUS_BY_POLICY = {
    Policy.AUTO: ItemStatus.APPROVED,
    Policy.ASK: ItemStatus.PENDING,
    Policy.SHADOW: ItemStatus.PENDING,
    Policy.FORBID: ItemStatus.REJECTED,
}


def _add(proposal: Proposal, position: int, suggestion: Suggestion, now: datetime) -> None:
    arguments = canonical(suggestion.command, suggestion.arguments)
    create(
        ProposalItem,
        now=now,
        proposal=proposal,
        position=position,
        command=suggestion.command,
        arguments=arguments,
        fingerprint=fingerprint(suggestion.command, arguments),
        summary=suggestion.summary[:300],
        evidence=suggestion.evidence,
        confidence=suggestion.confidence,
        brain=suggestion.brain,
        risk=find(suggestion.command).risk,
        policy=suggestion.policy,
        policy_reason=suggestion.policy_reason,
        base_type=suggestion.base.type_name() if suggestion.base else "",
        base_id=suggestion.base.public_id if suggestion.base else None,
        base_version=suggestion.base.version if suggestion.base else None,
        status=STATUS_BY_POLICY[suggestion.policy],
        decided_at=None if STATUS_BY_POLICY[suggestion.policy] == ItemStatus.PENDING else now,
    )
