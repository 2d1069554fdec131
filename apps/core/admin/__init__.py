"""What the office sees of the kernel, and the base of every office page: writes are commands, nothing else."""

from apps.core.admin.audit import AuditAdmin
from apps.core.admin.commanding import ActionModelAdmin
from apps.core.admin.deliveries import DeliveryAdmin
from apps.core.admin.letters import DeadLetterAdmin
from apps.core.admin.pages import Facts, OfficeAdmin, ReadOnlyAdmin, actor_of
from apps.core.admin.proposals import ProposalItemAdmin
from apps.core.admin.verbs import Verb

__all__ = [
    "ActionModelAdmin",
    "AuditAdmin",
    "DeadLetterAdmin",
    "DeliveryAdmin",
    "Facts",
    "OfficeAdmin",
    "ProposalItemAdmin",
    "ReadOnlyAdmin",
    "Verb",
    "actor_of",
]
