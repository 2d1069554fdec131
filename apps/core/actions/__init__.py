"""The kernel's verbs: proposals, deliveries, slots of schedules."""

from apps.core.actions.applying import apply_item
from apps.core.actions.asking import answer_about_item, ask_about_item
from apps.core.actions.deciding import approve_item, reject_item, undo_item
from apps.core.actions.editing import edit_item
from apps.core.actions.expiring import let_go_of_undecided_items
from apps.core.actions.letters import bury_delivery, dismiss_delivery, retry_delivery
from apps.core.actions.proposing import Suggestion, propose, propose_more
from apps.core.actions.slots import fill_slot

__all__ = [
    "Suggestion",
    "answer_about_item",
    "apply_item",
    "approve_item",
    "ask_about_item",
    "bury_delivery",
    "dismiss_delivery",
    "edit_item",
    "fill_slot",
    "let_go_of_undecided_items",
    "propose",
    "propose_more",
    "reject_item",
    "retry_delivery",
    "undo_item",
]
