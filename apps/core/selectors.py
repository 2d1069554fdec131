"""Reads of the kernel; each takes the actor and fails closed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from apps.core.actor import Actor
from apps.core.models import AuditEntry, DeadLetter, Delivery, LetterStatus, Proposal, ProposalItem, ScheduledSlot

LATE = timedelta(seconds=30)  # a delivery that nobody has taken for this long is late (reliability.md §5.9)

ITEM_WORDS = ("summary", "proposal__title", "proposal__served__name")  # where a search looks


def sees_all(actor: Actor) -> bool:
    """Whether the actor's sight has no bounds: most of the office, API clients, and the clock."""
    return actor.is_clock or (actor.user is not None and actor.user.is_active and actor.user.sees_all)


def proposals_visible_to(actor: Actor) -> QuerySet[Proposal]:
    """The office sees all proposals; a person those made in their name."""
    if sees_all(actor):
        return Proposal.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Proposal.objects.none()
    return Proposal.objects.filter(served_id=actor.user.pk)


def items_visible_to(actor: Actor) -> QuerySet[ProposalItem]:
    """The items of those proposals."""
    return ProposalItem.objects.filter(proposal__in=proposals_visible_to(actor))


def items_about(actor: Actor, type_name: str, public_id: UUID) -> QuerySet[ProposalItem]:
    """The suggested commands that made or changed a row: why it is as it is."""
    return items_visible_to(actor).filter(result_type=type_name, result_id=public_id).select_related("proposal")


def history_of(type_name: str, public_id: UUID) -> QuerySet[AuditEntry]:
    """Everything done to or refused for one row, newest first. The caller has checked that the row is visible."""
    return (
        AuditEntry.objects.filter(subject_type=type_name, subject_id=public_id)
        .select_related("user", "on_behalf_of")
        .order_by("-id")
    )


def slots_visible_to(actor: Actor) -> QuerySet[ScheduledSlot]:
    """What ran on schedule; the office sees it."""
    if sees_all(actor):
        return ScheduledSlot.objects.all()
    return ScheduledSlot.objects.none()


def letters_visible_to(actor: Actor) -> QuerySet[DeadLetter]:
    """The office sees what could not be delivered; nobody else."""
    if sees_all(actor):
        return DeadLetter.objects.all()
    return DeadLetter.objects.none()


def letters_waiting(letters: QuerySet[DeadLetter]) -> QuerySet[DeadLetter]:
    """Those nobody has decided about."""
    return letters.filter(status=LetterStatus.WAITING)


def not_taken(now: datetime) -> QuerySet[Delivery]:
    """The deliveries that somebody should have in hand and nobody has, expired leases included."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Delivery.objects.filter(free, state=Delivery.State.DUE, due_at__lte=now)


def oldest_due(now: datetime) -> dict[str, timedelta]:
    """For each lane with something that nobody has taken yet: how long the oldest of it waits."""
    found = not_taken(now).values("lane").annotate(since=Min("due_at")).order_by("lane")
    return {row["lane"]: now - row["since"] for row in found}


def delivery_health(now: datetime) -> dict[str, Any]:
    """How far behind the outbox is: seconds the oldest due delivery waits, in all and by lane, and the dead letters."""
    waits = {lane: round(age.total_seconds(), 1) for lane, age in oldest_due(now).items()}
    return {
        "oldest_due_seconds": max(waits.values(), default=0),
        "oldest_due_seconds_by_lane": waits,
        "dead": letters_waiting(DeadLetter.objects.all()).count(),
    }
