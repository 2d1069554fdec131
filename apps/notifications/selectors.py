"""Reads of what people were told; each takes the actor and fails closed."""

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.notifications.models import Notification


def notifications_visible_to(actor: Actor) -> QuerySet[Notification]:
    """Everybody sees their own and nobody else's."""
    if actor.user is None or not actor.user.is_active:
        return Notification.objects.none()
    return Notification.objects.filter(recipient_id=actor.user.pk)
