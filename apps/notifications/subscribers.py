"""Sends emails, and tells people's pages that there is something new."""

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from apps.core import feed
from apps.core.actor import OFFICE, user_audience
from apps.core.events import DELIVERY_DISMISSED, DELIVERY_GIVEN_UP, DELIVERY_RETRIED, Envelope, subscribe
from apps.core.models import Lane
from apps.notifications.events import EMAIL_QUEUED, NOTIFIED, READ
from apps.notifications.models import Email

# To strangers: their own machines are asked not to answer, so that no two of them talk for ever (RFC 3834).
BY_A_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@subscribe(NOTIFIED, READ, lane=Lane.URGENT)
def feed_notification(envelope: Envelope) -> None:
    """The bell of the person told."""
    recipient = envelope.payload.get("recipient")
    if recipient is not None:
        feed.publish(envelope, [user_audience(recipient)])


@subscribe(DELIVERY_GIVEN_UP, DELIVERY_RETRIED, DELIVERY_DISMISSED)
def feed_letter(envelope: Envelope) -> None:
    """The office sees what could not be delivered."""
    feed.publish(envelope, [OFFICE])


@subscribe(EMAIL_QUEUED, lane=Lane.SLOW)
def send_email(envelope: Envelope) -> None:
    """Hand an email to the mail server. Tried again after a crash it carries the same Message-ID."""
    queued = Email.objects.filter(public_id=envelope.subject_id, state=Email.State.QUEUED)
    email = queued.select_related("recipient", "attachment").first()
    if email is None:
        return
    if not _is_still_theirs(email):
        queued.update(state=Email.State.WITHHELD, updated_at=timezone.now())
        return
    message = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        to=[email.address],
        reply_to=[email.reply_to] if email.reply_to else None,
        headers={"Message-ID": email.message_id, **(BY_A_MACHINE if email.recipient is None else {})},
    )
    if email.html:
        message.attach_alternative(email.html, "text/html")
    if email.attachment is not None:
        with email.attachment.content.open("rb") as content:
            message.attach(email.attachment.name, content.read(), email.attachment.content_type)
    message.send()
    now = timezone.now()
    with transaction.atomic():
        Email.objects.filter(pk=email.pk).update(state=Email.State.SENT, sent_at=now, updated_at=now)


def _is_still_theirs(email: Email) -> bool:
    """Who lost their access, or the right to it, since it was written gets nothing."""
    if email.recipient is None:
        return not email.right
    return email.recipient.is_active and (not email.right or email.recipient.may(email.right))
