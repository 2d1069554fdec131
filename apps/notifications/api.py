"""What I was told."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.api.times import Moment
from apps.notifications.models import Notification
from apps.notifications.selectors import notifications_visible_to

router = Router()
NOTIFICATION = noun("notification", "notifications", "Notifications")
NEWEST = by_moment("created_at", descending=True)
TOLD = "d4a9c6e1-5f03-4b72-8e1d-0c7b9a2f6e58"
show_how({"notification.read": {"notification_id": TOLD}})


class NotificationOut(RecordOut):
    """One line for one person."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=TOLD,
            kind="incident.reported",
            urgent=True,
            title="Critical: Smell of gas by the meter",
            body="Ana Silva at Oak St (WH-1042)",
            url="/admin/jobs/incident/",
            event_id="8e2b7f04-1d6c-4a95-9c3e-5b0f8d7a2c61",
            read_at=None,
        )
    )

    kind: str
    urgent: bool
    title: str
    body: str
    url: str = Field(description="A path within WorkHub's own pages.")
    event_id: UUID
    read_at: datetime | None

    @classmethod
    def of(cls, notification: Notification) -> "NotificationOut":
        """The notification."""
        return cls(
            **record(notification),
            kind=notification.kind,
            urgent=notification.urgent,
            title=notification.title,
            body=notification.body,
            url=notification.url,
            event_id=notification.event_id,
            read_at=notification.read_at,
        )


class NotificationFilters(Listing):
    """Which notifications."""

    unread: bool | None = Field(None, description="Only those not read yet, or only those read.")
    urgent: bool | None = None
    updated_since: Moment | None = None


@router.get("/notifications", **NOTIFICATION.listing(NotificationOut))
def list_notifications(request: HttpRequest, asked: Query[NotificationFilters]) -> HttpResponse:
    """Newest first; everybody their own."""
    rows = narrowed(
        notifications_visible_to(actor_of(request)),
        read_at__isnull=asked.unread,
        urgent=asked.urgent,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, NotificationOut.of)


@router.get("/notifications/{id}", **NOTIFICATION.detail(NotificationOut))
def read_notification(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One notification. Reading it here does not mark it as read."""
    return one(request, notifications_visible_to(actor_of(request)), id, NotificationOut.of)
