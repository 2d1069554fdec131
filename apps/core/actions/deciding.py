"""People's verbs on suggested commands: approve, reject, undo."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actions.applying import apply_item, as_they_are_now
from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command, find, run
from apps.core.errors import IllegalTransition, NotAllowed
from apps.core.events import PROPOSAL_DECIDED
from apps.core.gates import bar
from apps.core.models import BY_PERSON, AuditEntry, ItemStatus, ProposalItem
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import lock, save
from apps.core.selectors import history_of, items_visible_to

DECIDE = "proposal.decide"


@command("proposal.approve", title="Approve a suggested change", risk=Risk.REVERSIBLE)
def approve_item(*, actor: Actor, now: datetime, item_id: UUID, note: str = "") -> ProposalItem:
    """Approve one suggested command and apply it at once with the approver's own rights.

    Raises:
        NotHere, NotAllowed: not visible, or not this person's decision.
        IllegalTransition: it is already decided, or may not be done any more.
    """
    item = decide(take(actor, item_id), ItemStatus.APPROVED, actor=actor, now=now, note=note)
    return apply_item(actor=actor, now=now, item_id=item.public_id)


@command("proposal.reject", title="Reject a suggested change", risk=Risk.REVERSIBLE)
def reject_item(*, actor: Actor, now: datetime, item_id: UUID, note: str = "") -> ProposalItem:
    """Turn one suggested command down.

    Raises:
        NotHere, NotAllowed: not visible, or not this person's decision.
        IllegalTransition: it is already decided.
    """
    item = take(actor, item_id, whatever_bars=True)
    return decide(item, ItemStatus.REJECTED, actor=actor, now=now, note=note)


def take(actor: Actor, item_id: UUID, *, right: str = "", whatever_bars: bool = False) -> ProposalItem:
    """One suggested command that waits, locked, when it is this person's decision.

    Args:
        right: what they must hold besides.
        whatever_bars: also one that may not be done any more.

    Raises:
        NotHere, NotAllowed: not visible, or not this person's decision.
        IllegalTransition: it is already decided, or may not be done any more.
    """
    item = lock(items_visible_to(actor).select_related("proposal"), item_id)
    now_holding = as_they_are_now(actor)
    if right:
        now_holding.require(right)
    if not may_decide(now_holding, item):
        raise NotAllowed(_("This decision belongs to somebody else."))
    if item.status != ItemStatus.PENDING:
        raise IllegalTransition(_("This was already decided: %(status)s.") % {"status": item.get_status_display()})
    if not whatever_bars and (why := bar(item)):
        raise IllegalTransition(why, code="barred")
    return item


def decide(
    item: ProposalItem, status: ItemStatus, *, actor: Actor, now: datetime, note: str, besides: Iterable[str] = ()
) -> ProposalItem:
    """Write the decision on a locked item that waited, with the other fields that were set on it."""
    item.status, item.decided_at, item.decision_note, item.asked_back = status, now, note, False
    item.decided_by_id = actor.user.pk if actor.user else None
    save(item, now=now, fields=["status", "decided_at", "decision_note", "decided_by", "asked_back", *besides])
    emit(PROPOSAL_DECIDED, actor=actor, subject=item.proposal, now=now, item=str(item.public_id))
    return item


def may_decide(actor: Actor, item: ProposalItem) -> bool:
    """The office decides; so does the person served, on what can be undone and is within their own rights.

    What a person asked for themselves is never theirs to decide. What is about whoever runs it is theirs alone: if
    somebody else approved it, that person would check in.
    """
    served = actor.user is not None and item.proposal.served_id == actor.user.pk
    if (served and item.proposal.source == BY_PERSON) or (find(item.command).personal and not served):
        return False
    return actor.may(item.command) and (actor.may(DECIDE) or (served and item.risk == Risk.REVERSIBLE))


@command("proposal.undo", title="Undo an applied change", risk=Risk.REVERSIBLE)
def undo_item(*, actor: Actor, now: datetime, item_id: UUID, reason: str) -> ProposalItem:
    """Run the declared inverse of an applied command, as a person who may run that inverse, with a reason.

    Raises:
        NotHere, NotAllowed: not visible, or the inverse is not this person's.
        IllegalTransition: it was not applied, has no inverse, or the world has moved on.
        BadInput: the reason is missing.
    """
    item = lock(items_visible_to(actor), item_id)
    inverse = _inverse_for(actor, item)
    if inverse is not None:
        actor.require(inverse.command)
    if item.status != ItemStatus.APPLIED or inverse is None or item.result_id is None:
        raise IllegalTransition(_("There is nothing to undo here."))
    if not inverse.at_version and _taken_back(item, inverse):  # at a version the inverse looks for itself
        raise IllegalTransition(_("Somebody took this back before; what stands now was decided anew."))
    reason = require_reason(reason, ask=_("Say in a few words why this is undone."))
    version = {"version": item.result_version} if inverse.at_version else {}
    run(inverse.command, {inverse.argument: str(item.result_id), "reason": reason, **version}, actor=actor, now=now)
    item.status, item.decision_note = ItemStatus.UNDONE, reason
    item.decided_by_id = actor.user.pk if actor.user else None
    save(item, now=now, fields=["status", "decision_note", "decided_by"])
    emit(PROPOSAL_DECIDED, actor=actor, subject=item.proposal, now=now, item=str(item.public_id))
    return item


def _inverse_for(actor: Actor, item: ProposalItem) -> Inverse | None:
    """What undoes it for this person: the declared inverse, or for who may not run that, their own."""
    inverse = find(item.command).inverse
    if inverse is None or inverse.own is None or actor.may(inverse.command):
        return inverse
    return inverse.own


def _taken_back(item: ProposalItem, inverse: Inverse) -> bool:
    """Whether the inverse was run on the result since: undoing again would undo somebody else's decision."""
    result, version = str(item.result_id), item.result_version or 0
    return any(
        change["id"] == result and (change["after"].get("version") or 0) > version
        for entry in history_of(item.result_type, UUID(result)).filter(
            command=inverse.command, outcome=AuditEntry.Outcome.DONE
        )
        for change in entry.changes
    )


def undo_of(item: ProposalItem) -> Inverse | None:
    """The command that would undo this item, when it was applied and has one."""
    return find(item.command).inverse if item.status == ItemStatus.APPLIED else None


def may_undo(actor: Actor, item: ProposalItem) -> bool:
    """Whether it can be taken back, by this person: whoever may do what undoes it."""
    inverse = _inverse_for(actor, item) if undo_of(item) is not None else None
    return inverse is not None and actor.may("proposal.undo") and actor.may(inverse.command)
