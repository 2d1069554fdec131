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
from apps.core.models import StoredFile
from apps.core.outbox import emit, emit_each
from apps.core.rows import lock, save
from apps.notifications.events import EMAIL_QUEUED, NOTIFIED, READ
from apps.notifications.models import Email, Notification
from apps.notifications.selectors import notifications_visible_to

CLOCK = Actor.clock()


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
    with transaction.atomic(savepoint=False):
        known = set(
            Notification.objects.filter(event_id=envelope.id, kind=text.kind).values_list("recipient_id", flat=True)
        )
        people = {person.pk: person for person in recipients if person.pk not in known}
        told = Notification.objects.bulk_create(
            Notification(
                recipient_id=pk,
                event_id=envelope.id,
                kind=text.kind,
                created_at=now,
                updated_at=now,
                urgent=text.urgent,
                title=text.title[:200],
                body=text.body,
                url=text.url,
            )
            for pk in people
        )
        emit_each(NOTIFIED, actor=CLOCK, about=[(n, {"recipient": n.recipient_id}) for n in told], now=now)
        if by_email:
            _write_emails(text, [(n, address) for n in told if (address := people[n.recipient_id].email)], now)
    return len(told)


def _write_emails(text: Text, told: list[tuple[Notification, str]], now: datetime) -> None:
    """The same words to each address: rendered once."""
    title = text.title[:200]
    context = {
        "title": title,
        "subject": title,
        "body": text.body,
        "action_url": f"{settings.PUBLIC_URL}{text.url}" if text.url else "",
        "action_label": _("Open it"),
        "urgent": text.urgent,
        "company_name": settings.COMPANY_NAME,
    }
    plain, html = (render_to_string(f"email/notification.{form}", context) for form in ("txt", "html"))
    emails = Email.objects.bulk_create(
        Email(
            created_at=now,
            updated_at=now,
            notification=notification,
            recipient_id=notification.recipient_id,
            address=address,
            subject=" ".join(title.split()),
            text=plain,
            html=html,
            message_id=f"<{notification.event_id}.{notification.public_id}@workhub>",
        )
        for notification, address in told
    )
    emit_each(EMAIL_QUEUED, actor=CLOCK, about=[(email, {}) for email in emails], now=now)


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
            emit(EMAIL_QUEUED, actor=CLOCK, subject=email, now=now)
    return email if new else None


def send_out(address: str, letter: Letter, *, attachment: StoredFile, about: UUID, now: datetime) -> Email:
    """Write an email with a file to somebody who does not sign in, for the slow lane to send; once for what it is
    `about`, however often this is called. Such a letter asks for no right: its reader has none.
    """
    message_id = f"<{about}.{attachment.public_id}@workhub>"
    values = {
        "created_at": now,
        "updated_at": now,
        "address": address,
        "subject": " ".join(letter.subject.split())[:250],
        "text": letter.text,
        "html": letter.html,
        "attachment": attachment,
    }
    with transaction.atomic():
        email, new = Email.objects.get_or_create(message_id=message_id, defaults=values)
        if new:
            emit(EMAIL_QUEUED, actor=CLOCK, subject=email, now=now)
    return email


def answer_stranger(
    address: str, subject: str, text: str, *, event_id: UUID, now: datetime, reply_to: str = ""
) -> Email | None:
    """Write an email to somebody without an account, for the slow lane to send; once per event.

    Returns:
        None when it was written before.
    """
    values = {"created_at": now, "updated_at": now, "address": address, "event_id": event_id, "text": text}
    values["reply_to"] = reply_to
    with transaction.atomic():
        email, new = Email.objects.get_or_create(
            message_id=f"<{event_id}.stranger@workhub>",
            defaults={**values, "subject": " ".join(subject.split())[:250]},
        )
        if new:
            emit(EMAIL_QUEUED, actor=CLOCK, subject=email, now=now)
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
        emit(READ, actor=actor, subject=notification, now=now, recipient=notification.recipient_id)
    return notification
