"""Saying what the agent may do with a command, within what the code allows."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.agent import policy
from apps.agent.events import POLICY_CHANGED
from apps.agent.models import CommandPolicy
from apps.agent.selectors import policies_visible_to
from apps.agent.states import PolicyMode
from apps.agent.tools import PROPOSABLE
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import lock, refuse_stale, save


@command("policy.set", title="Say what the agent may do", risk=Risk.NEVER)
def set_policy(
    *,
    actor: Actor,
    now: datetime,
    policy_id: UUID,
    mode: PolicyMode,
    threshold: float,
    reason: str,
    version: int | None = None,
) -> CommandPolicy:
    """Make the code's rule for one command stricter, or as it is in the code again. It holds from the next message on.

    What is ruled out while it waits for a decision can only be rejected any more.

    Args:
        threshold: how sure the agent must be to do it by itself, from 0.8 (the code's) to 1.

    Raises:
        NotHere, NotAllowed, StaleVersion; BadInput: there is no reason, or the threshold is none.
    """
    row = lock(policies_visible_to(actor), policy_id)
    actor.require("policy.set")
    refuse_stale(row, version)
    reason = require_reason(reason)
    if not policy.SURE <= threshold <= 1:
        sentence = _("Give a number from %(least)s to 1.") % {"least": policy.SURE}
        raise BadInput(sentence, code="threshold_out_of_range", fields={"threshold": sentence})
    row.mode, row.threshold, row.reason = mode, threshold, reason
    save(row, now=now, fields=["mode", "threshold", "reason"])
    emit(POLICY_CHANGED, actor=actor, subject=row, now=now)
    return row


def install_policies(*, now: datetime) -> None:
    """Give each command that the agent may suggest its row, as the code has it; what administrators said stays."""
    rows = [
        CommandPolicy(command=name, mode=PolicyMode.AUTO, threshold=policy.SURE, created_at=now, updated_at=now)
        for name in PROPOSABLE
    ]
    CommandPolicy.objects.bulk_create(rows, ignore_conflicts=True)
