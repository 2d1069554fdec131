"""Telling people: a line in the app, and an email where it matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from apps.core.actor import Actor, Person
from apps.core.commands import Risk, command
from apps.core.events import Envelope
from apps.core.outbox import emit
from apps.core.rows import lock, save
from apps.notifications.events import EMAIL_QUEUED, NOTIFIED, READ
from apps.notifications.models import Email, Notification
from apps.notifications.selectors import notifications_visible_to


class Recipient(Person, Protocol):
    """Somebody who can be told."""

    @property
    def email(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Text:
    """What to tell: a title, a body, where it leads (a path within WorkHub), and whether it is urgent."""

    kind: str
    title: str
    body: str = ""
    url: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """An email that stands for itself. `right`: what its reader must be allowed when it is sent."""

    subject: str
    text: str
    html: str
    right: str


def notify(
    envelope: Envelope, recipients: Iterable[Recipient], text: Text, *, now: datetime, by_email: bool = False
) -> int:
    """Tell each of these people once per event and kind; how many were told now. Safe to call again.

    Emails are written here and sent by the slow lane.
    """
    told = 0
    with transaction.atomic():
        for person in recipients:
            told += _tell(envelope, person, text, now, by_email=by_email)
    return told


def _tell(envelope: Envelope, person: Recipient, text: Text, now: datetime, *, by_email: bool) -> int:
    notification, new = Notification.objects.get_or_create(
        recipient_id=person.pk,
        event_id=envelope.id,
        kind=text.kind,
        defaults={
            "public_id": uuid4(),
            "created_at": now,
            "updated_at": now,
            "urgent": text.urgent,
            "title": text.title[:200],
            "body": text.body,
            "url": text.url,
        },
    )
    if not new:
        return 0
    emit(NOTIFIED, actor=Actor.clock(), subject=notification, now=now, recipient=person.pk)
    if by_email and person.email:
        _write_email(notification, person.email, now)
    return 1


def _write_email(notification: Notification, address: str, now: datetime) -> None:
    context = {
        "title": notification.title,
        "subject": notification.title,
        "body": notification.body,
        "action_url": f"{settings.PUBLIC_URL}{notification.url}" if notification.url else "",
        "action_label": _("Open it"),
        "urgent": notification.urgent,
        "company_name": settings.COMPANY_NAME,
    }
    email = Email.objects.create(
        created_at=now,
        updated_at=now,
        notification=notification,
        recipient_id=notification.recipient_id,
        address=address,
        subject=" ".join(notification.title.split()),
        text=render_to_string("email/notification.txt", context),
        html=render_to_string("email/notification.html", context),
        message_id=f"<{notification.event_id}.{notification.public_id}@workhub>",
    )
    emit(EMAIL_QUEUED, actor=Actor.clock(), subject=email, now=now)


def send_letter(person: Recipient, letter: Letter, *, now: datetime, event_id: UUID | None = None) -> Email | None:
    """Write an email of its own for the slow lane to send; None when this person has it already for that event."""
    public_id = uuid4()
    values = {
        "public_id": public_id,
        "created_at": now,
        "updated_at": now,
        "address": person.email,
        "subject": " ".join(letter.subject.split())[:250],
        "text": letter.text,
        "html": letter.html,
        "right": letter.right,
        "message_id": f"<{event_id or public_id}.{person.public_id}@workhub>",
    }
    with transaction.atomic():
        if event_id is None:
            email, new = Email.objects.create(recipient_id=person.pk, **values), True
        else:
            email, new = Email.objects.get_or_create(recipient_id=person.pk, event_id=event_id, defaults=values)
        if new:
            emit(EMAIL_QUEUED, actor=Actor.clock(), subject=email, now=now)
    return email if new else None


@command("notification.read", title="Mark as read", risk=Risk.REVERSIBLE)
def read_notification(*, actor: Actor, now: datetime, notification_id: UUID) -> Notification:
    """Mark one of one's own notifications as read; again changes nothing.

    Raises:
        NotHere: there is none, or it is somebody else's; NotAllowed.
    """
    notification = lock(notifications_visible_to(actor), notification_id)
    actor.require("notification.read")
    if notification.read_at is None:
        notification.read_at = now
        save(notification, now=now, fields=["read_at"])
        emit(READ, actor=actor, subject=notification, now=now)
    return notification
