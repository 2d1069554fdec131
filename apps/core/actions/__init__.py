"""The kernel's verbs: proposals and deliveries."""

from apps.core.actions.applying import apply_item
from apps.core.actions.deciding import approve_item, reject_item, undo_item
from apps.core.actions.proposing import Suggestion, propose, propose_more

__all__ = ["Suggestion", "apply_item", "approve_item", "propose", "propose_more", "reject_item", "undo_item"]
