"""The portal's list of what one was told."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.errors import DomainError
from apps.core.moments import relative, stamp
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.notifications.models import Notification
from apps.notifications.selectors import notifications_visible_to

SHOWN = 10


class Told(NamedTuple):
    """A notification with its time in words."""

    notification: Notification
    at: str
    ago: str


def notifications_context(actor: Actor, now: datetime) -> dict[str, Any]:
    """What the list shows: the latest, and how many are not read."""
    own = notifications_visible_to(actor)
    return {
        "told": [Told(n, stamp(n.created_at, now), relative(n.created_at, now)) for n in own[:SHOWN]],
        "unread": own.filter(read_at__isnull=True).count(),
    }


@portal_page
def notifications(request: PortalRequest) -> HttpResponse:
    """The list alone, for the page that is open already."""
    if not request.htmx:
        return redirect("portal:me")
    return render(request, "portal/notifications/_list.html", notifications_context(actor_of(request), timezone.now()))


@portal_page
def read(request: PortalRequest, notification_id: UUID) -> HttpResponse:
    """Mark one as read, and go where it leads when that was asked for."""
    if request.method != "POST":
        return redirect("portal:me")
    now = timezone.now()
    try:
        run_form(request, "notification.read", {"notification_id": str(notification_id)}, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    if request.htmx:
        return render(request, "portal/notifications/_list.html", notifications_context(actor_of(request), now))
    return redirect("portal:me")
