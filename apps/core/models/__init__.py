"""The kernel's tables."""

from apps.core.models.audit import AuditEntry
from apps.core.models.base import Record
from apps.core.models.commands import CommandReceipt
from apps.core.models.counters import Counter
from apps.core.models.events import Delivery, Event, FeedEntry, Lane
from apps.core.models.files import StoredFile
from apps.core.models.letters import DeadLetter, LetterStatus
from apps.core.models.proposals import BY_AGENT, BY_PERSON, ItemNote, ItemStatus, Policy, Proposal, ProposalItem
from apps.core.models.slots import ScheduledSlot

__all__ = [
    "BY_AGENT",
    "BY_PERSON",
    "AuditEntry",
    "CommandReceipt",
    "Counter",
    "DeadLetter",
    "Delivery",
    "Event",
    "FeedEntry",
    "ItemNote",
    "ItemStatus",
    "Lane",
    "LetterStatus",
    "Policy",
    "Proposal",
    "ProposalItem",
    "Record",
    "ScheduledSlot",
    "StoredFile",
]
