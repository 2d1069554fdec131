"""Applying an approved item: the command runs once, in one transaction with the mark that it did."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import run
from apps.core.errors import BadInput, DomainError, NotAllowed, NotHere, TryAgain
from apps.core.execution import refusals_outlive_rollback
from apps.core.gates import bar
from apps.core.lookup import model_for
from apps.core.models import ItemStatus, ProposalItem
from apps.core.rows import note

STALE = "stale_version"
FIELDS = [
    "status",
    "result_type",
    "result_id",
    "result_version",
    "error_code",
    "error_message",
    "updated_at",
    "version",
]


def apply_item(*, actor: Actor, now: datetime, item_id: UUID) -> ProposalItem:
    """Run an approved item's command as `actor` and note the result; in any other status it is left as it is.

    Called again after a crash it does nothing twice: effect and mark are one commit. What the command refuses is
    written on the item: conflicted when the world has moved on, rejected when it was never allowed.

    Raises:
        NotHere: no such item.
        TryAgain: another change was in the way; repeat.
    """
    with refusals_outlive_rollback(), transaction.atomic():
        item = (
            ProposalItem.objects.select_for_update(of=("self",))
            .select_related("proposal")
            .filter(public_id=item_id)
            .first()
        )
        if item is None:
            raise NotHere
        if item.status != ItemStatus.APPROVED:
            return item
        note(item, before=snapshot(item))
        _apply(item, actor, now)
        item.updated_at = now
        item.version += 1
        item.save(update_fields=FIELDS)
        return item


def _apply(item: ProposalItem, actor: Actor, now: datetime) -> None:
    if item.proposal.expires_at <= now:
        item.status = ItemStatus.EXPIRED
        return
    if why := bar(item):
        item.status, item.error_code, item.error_message = ItemStatus.REJECTED, "barred", why
        return
    if _base_moved(item):
        item.status = ItemStatus.CONFLICTED
        item.error_code, item.error_message = STALE, _("It was changed after this was suggested.")
        return
    try:
        receipt = run(item.command, item.arguments, actor=as_they_are_now(actor), now=now)
    except TryAgain:
        raise
    except DomainError as error:
        never = isinstance(error, NotAllowed | BadInput)
        item.status = ItemStatus.REJECTED if never else ItemStatus.CONFLICTED
        item.error_code, item.error_message = error.code, error.message
    else:
        item.status = ItemStatus.APPLIED
        item.result_type, item.result_id, item.result_version = receipt.type, receipt.id, receipt.version


def as_they_are_now(actor: Actor) -> Actor:
    """Rights that were taken away since somebody decided, or since they opened the page, are gone."""
    if actor.user is None:
        return actor
    person = get_user_model()._default_manager.filter(pk=actor.user.pk).first()
    served = person if actor.on_behalf_of == actor.user else actor.on_behalf_of
    return replace(actor, user=person, on_behalf_of=served)


def _base_moved(item: ProposalItem) -> bool:
    """Whether somebody else changed the row this rests on. Earlier items of the same proposal may have."""
    if item.base_id is None:
        return False
    current = (
        model_for(item.base_type)
        ._default_manager.filter(public_id=item.base_id)
        .values_list("version", flat=True)
        .first()
    )
    siblings = item.proposal.items.filter(
        status=ItemStatus.APPLIED, result_type=item.base_type, result_id=item.base_id
    ).values_list("result_version", flat=True)
    return current not in {item.base_version, *siblings}
