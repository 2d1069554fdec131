"""What waits for somebody's decision, requests of staff and suggested changes alike."""

from datetime import datetime

from apps.core.actions.deciding import may_decide
from apps.core.actor import Actor
from apps.core.models import ItemStatus, ProposalItem
from apps.core.selectors import items_visible_to
from apps.crews.approvers import waiting_for


def items_waiting_for(actor: Actor, now: datetime) -> list[ProposalItem]:
    """The suggested changes that wait and that this actor decides, the oldest first, also those asked back about."""
    pending = items_visible_to(actor).filter(status=ItemStatus.PENDING, proposal__expires_at__gt=now)
    found = pending.select_related("proposal__served").prefetch_related("notes__author").order_by("created_at", "id")
    return [item for item in found if may_decide(actor, item)]


def number_waiting_for(actor: Actor, now: datetime) -> int:
    """How many decisions wait for this actor, without those that wait for an answer first."""
    asked = sum(approver.in_turn and not request.asked_back for request, approver in waiting_for(actor, now))
    return asked + sum(not item.asked_back for item in items_waiting_for(actor, now))
