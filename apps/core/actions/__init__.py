"""The kernel's verbs: proposals, deliveries, slots of schedules."""

from apps.core.actions.applying import apply_item
from apps.core.actions.deciding import approve_item, reject_item, undo_item
from apps.core.actions.proposing import Suggestion, propose
from apps.core.actions.slots import fill_slot

__all__ = ["Suggestion", "apply_item", "approve_item", "fill_slot", "propose", "reject_item", "undo_item"]
