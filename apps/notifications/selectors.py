"""Reads of what people were told; each takes the actor and fails closed."""

from uuid import UUID

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.notifications.models import Email, Notification


def notifications_visible_to(actor: Actor) -> QuerySet[Notification]:
    """Everybody sees their own and nobody else's."""
    if actor.user is None or not actor.user.is_active:
        return Notification.objects.none()
    return Notification.objects.filter(recipient_id=actor.user.pk)


def written_for(event_id: UUID) -> list[int]:
    """The user ids of those who were written a letter of their own for an event."""
    return [pk for pk in Email.objects.filter(event_id=event_id).values_list("recipient_id", flat=True) if pk]


def letters_of(event_id: UUID) -> QuerySet[Email]:
    """Those letters, by recipient. The caller has checked that this person may see who got them."""
    return Email.objects.filter(event_id=event_id).select_related("recipient").order_by("recipient__name")
