"""Reads of the kernel; each takes the actor and fails closed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from apps.core.actor import Actor
from apps.core.models import AuditEntry, Delivery, Proposal, ProposalItem

ITEM_WORDS = ("summary", "proposal__title", "proposal__served__name")  # where a search looks


def proposals_visible_to(actor: Actor) -> QuerySet[Proposal]:
    """The office sees all proposals; a person those made in their name."""
    if actor.is_clock or (actor.user and actor.user.is_active and actor.user.is_office):
        return Proposal.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Proposal.objects.none()
    return Proposal.objects.filter(served_id=actor.user.pk)


def items_visible_to(actor: Actor) -> QuerySet[ProposalItem]:
    """The items of those proposals."""
    return ProposalItem.objects.filter(proposal__in=proposals_visible_to(actor))


def items_about(actor: Actor, type_name: str, public_id: UUID) -> QuerySet[ProposalItem]:
    """The suggested commands that made or changed a row: why it is as it is."""
    return items_visible_to(actor).filter(result_type=type_name, result_id=public_id).select_related("proposal")


def history_of(type_name: str, public_id: UUID) -> QuerySet[AuditEntry]:
    """Everything done to or refused for one row, newest first. The caller has checked that the row is visible."""
    return (
        AuditEntry.objects.filter(subject_type=type_name, subject_id=public_id)
        .select_related("user", "on_behalf_of")
        .order_by("-id")
    )


def sees_history(actor: Actor) -> bool:
    """Whether the actor may read what was done to a row: the office, and the clock."""
    return actor.is_clock or bool(actor.user and actor.user.is_active and actor.user.is_office)


def delivery_health(now: datetime) -> dict[str, Any]:
    """How far behind the outbox is: age in seconds of the oldest due delivery, and how many are given up."""
    oldest = Delivery.objects.filter(state=Delivery.State.DUE, due_at__lte=now).aggregate(at=Min("due_at"))["at"]
    return {
        "oldest_due_seconds": round((now - oldest).total_seconds(), 1) if oldest else 0,
        "dead": Delivery.objects.filter(state=Delivery.State.DEAD).count(),
    }
