"""Suggested commands that nobody decided in time are let go."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.events import PROPOSAL_DECIDED
from apps.core.models import ItemStatus, ProposalItem
from apps.core.outbox import emit
from apps.core.rows import save

MOST = 200  # at one look; the next follows in a minute


def let_go_of_undecided_items(*, now: datetime) -> int:
    """Expire the suggestions whose time is over, the oldest first; how many. Whoever waits for them goes on."""
    due = _due(now).order_by("created_at", "id").values_list("public_id", flat=True)[:MOST]
    return sum(_expire(public_id, now) for public_id in due)


def _due(now: datetime) -> "QuerySet[ProposalItem]":
    return ProposalItem.objects.filter(status=ItemStatus.PENDING, proposal__expires_at__lte=now)


def _expire(item_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        rows = _due(now).select_for_update(of=("self",), no_key=True).select_related("proposal")
        item = rows.filter(public_id=item_id).first()
        if item is None:  # decided a moment ago
            return False
        item.status, item.decided_at, item.asked_back = ItemStatus.EXPIRED, now, False
        save(item, now=now, fields=["status", "decided_at", "asked_back"])
        emit(PROPOSAL_DECIDED, actor=Actor.clock(), subject=item.proposal, now=now, item=str(item.public_id))
        return True
