"""The kernel's verbs: proposals, deliveries, slots of schedules."""

from apps.core.actions.applying import apply_item
from apps.core.actions.deciding import approve_item, reject_item, undo_item
from apps.core.actions.letters import bury_delivery, dismiss_delivery, retry_delivery
from apps.core.actions.proposing import Suggestion, propose, propose_more
from apps.core.actions.slots import fill_slot

__all__ = [
    "Suggestion",
    "apply_item",
    "approve_item",
    "bury_delivery",
    "dismiss_delivery",
    "fill_slot",
    "propose",
    "propose_more",
    "reject_item",
    "retry_delivery",
    "undo_item",
]
