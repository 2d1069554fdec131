"""Deliveries after their last try: buried by the machine, tried again or left at that by people."""

from datetime import datetime
from uuid import UUID

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.events import DELIVERY_DISMISSED, DELIVERY_GIVEN_UP, DELIVERY_RETRIED
from apps.core.models import DeadLetter, Delivery, LetterStatus
from apps.core.models.letters import LETTER
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.core.selectors import letters_visible_to


def bury_delivery(*, delivery: Delivery, error: str, now: datetime) -> DeadLetter:
    """Keep that a delivery was given up, and tell of it, in the transaction that marks it dead."""
    letter = DeadLetter.objects.select_for_update(of=("self",)).filter(delivery=delivery).first()
    if letter is None:
        letter = create(DeadLetter, now=now, delivery=delivery, error=error[:2000], given_up_at=now)
    else:
        letter.status, letter.error, letter.given_up_at = LetterStatus.WAITING, error[:2000], now
        letter.decided_by_id, letter.decided_at, letter.note = None, None, ""
        save(letter, now=now, fields=["status", "error", "given_up_at", "decided_by", "decided_at", "note"])
    if delivery.event.name != DELIVERY_GIVEN_UP:  # the word of a lost word may be lost: no chain of them
        emit(DELIVERY_GIVEN_UP, actor=Actor.clock(), subject=letter, now=now)
    return letter


@command("delivery.retry", title="Try a delivery again", risk=Risk.REVERSIBLE)
def retry_delivery(*, actor: Actor, now: datetime, letter_id: UUID) -> DeadLetter:
    """Make a given-up delivery due now, with all its tries before it.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is being tried already.
    """
    letter = _decide(actor, "delivery.retry", letter_id, LetterStatus.RETRIED, now)
    Delivery.objects.filter(pk=letter.delivery_id, state=Delivery.State.DEAD).update(
        state=Delivery.State.DUE, due_at=now, attempts=0, lease_until=None, lease_token=None
    )
    emit(DELIVERY_RETRIED, actor=actor, subject=letter, now=now)
    return letter


@command("delivery.dismiss", title="Leave a delivery undone", risk=Risk.REVERSIBLE)
def dismiss_delivery(*, actor: Actor, now: datetime, letter_id: UUID, reason: str) -> DeadLetter:
    """Leave a given-up delivery as it is, for a reason; it can still be tried again later.

    Raises:
        NotHere, NotAllowed; BadInput: no reason; IllegalTransition: somebody decided already.
    """
    letter = _decide(actor, "delivery.dismiss", letter_id, LetterStatus.DISMISSED, now, reason=reason)
    emit(DELIVERY_DISMISSED, actor=actor, subject=letter, now=now)
    return letter


def _decide(
    actor: Actor, right: str, letter_id: UUID, status: LetterStatus, now: datetime, *, reason: str | None = None
) -> DeadLetter:
    letter = lock(letters_visible_to(actor), letter_id)
    actor.require(right)
    LETTER.check(letter.status, status)
    letter.status, letter.decided_at = status, now
    letter.note = "" if reason is None else require_reason(reason)
    letter.decided_by_id = actor.user.pk if actor.user else None
    save(letter, now=now, fields=["status", "decided_at", "note", "decided_by"])
    return letter
