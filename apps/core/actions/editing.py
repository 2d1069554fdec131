"""Approving a suggested command with other arguments than were suggested."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.core.actions.applying import STALE, apply_item
from apps.core.actions.deciding import decide, take
from apps.core.actor import Actor
from apps.core.commands import Risk, canonical, command
from apps.core.errors import BadInput
from apps.core.models import ItemStatus, ProposalItem

REFUSED = (ItemStatus.REJECTED, ItemStatus.CONFLICTED)


@command("proposal.edit", title="Approve a suggested change with changes", risk=Risk.REVERSIBLE)
def edit_item(*, actor: Actor, now: datetime, item_id: UUID, arguments: dict[str, Any], note: str = "") -> ProposalItem:
    """Approve one suggested command with other arguments, and apply it at once with the approver's own rights.

    The command stays the one that was suggested, and what was suggested stays written down beside what was done.

    Args:
        arguments: those that are to be otherwise, by the command's own names; the rest stays as it was suggested.

    Raises:
        NotHere, NotAllowed: not visible, or not this person's decision.
        IllegalTransition: it is already decided, or may not be done any more.
        BadInput: an argument does not fit, or the command refuses what it is given now. Then it waits as before.
    """
    item = take(actor, item_id)
    wanted = canonical(item.command, {**item.arguments, **arguments})
    changed: list[str] = []
    if wanted != item.arguments:
        item.suggested, item.arguments = item.arguments, wanted
        changed = ["suggested", "arguments", *_rest_on_nothing_else(item)]
    decide(item, ItemStatus.APPROVED, actor=actor, now=now, note=note, besides=changed)
    done = apply_item(actor=actor, now=now, item_id=item.public_id)
    if done.status in REFUSED and done.error_code != STALE:
        raise BadInput(done.error_message, code=done.error_code)
    return done


def _rest_on_nothing_else(item: ProposalItem) -> list[str]:
    """When it is about another row now, the version it rested on says nothing any more."""
    if item.base_id is None or str(item.base_id) in map(str, item.arguments.values()):
        return []
    item.base_type, item.base_id, item.base_version = "", None, None
    return ["base_type", "base_id", "base_version"]
