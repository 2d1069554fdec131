"""Reads of the kernel; each takes the actor and fails closed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from apps.core.actor import Actor
from apps.core.charge import own_and_in_charge
from apps.core.models import AuditEntry, DeadLetter, Delivery, LetterStatus, Proposal, ProposalItem, ScheduledSlot

LATE = timedelta(seconds=30)  # a delivery that nobody has taken for this long is late (reliability.md §5.9)

ITEM_WORDS = ("summary", "proposal__title", "proposal__served__name")  # where a search looks


def sees_all(actor: Actor) -> bool:
    """Whether the actor's sight has no bounds: most of the office, API clients, and the clock."""
    return actor.is_clock or (actor.user is not None and actor.user.is_active and actor.user.sees_all)


def is_of_the_office(actor: Actor) -> bool:
    """Whether the actor sees all, or works in the office within bounds: a manager. What is within their sight they
    may look into: its history, the reasons of what was done.
    """
    return sees_all(actor) or (actor.user is not None and actor.user.is_active and actor.user.is_office)


def proposals_visible_to(actor: Actor) -> QuerySet[Proposal]:
    """Those made in one's name and in the names of those one answers for; who sees all: every proposal."""
    if sees_all(actor):
        return Proposal.objects.all()
    return Proposal.objects.filter(own_and_in_charge(actor, "served"))


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


def audit_visible_to(actor: Actor) -> QuerySet[AuditEntry]:
    """The whole log for those who see all; for others of the office what they and those they answer for did."""
    if sees_all(actor):
        return AuditEntry.objects.all()
    if not is_of_the_office(actor):
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(own_and_in_charge(actor, "user"))


def slots_visible_to(actor: Actor) -> QuerySet[ScheduledSlot]:
    """What ran on schedule; the office sees it."""
    if is_of_the_office(actor):
        return ScheduledSlot.objects.all()
    return ScheduledSlot.objects.none()


def deliveries_visible_to(actor: Actor) -> QuerySet[Delivery]:
    """What goes out, to whom: for those who see all."""
    return Delivery.objects.all() if sees_all(actor) else Delivery.objects.none()


def letters_visible_to(actor: Actor) -> QuerySet[DeadLetter]:
    """What could not be delivered: for those who see all."""
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
