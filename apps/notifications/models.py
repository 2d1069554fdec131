"""What people were told, and emails on their way."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record, StoredFile


class Notification(Record):
    """One line for one person; never twice for the same event and kind."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    event_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    urgent = models.BooleanField(default=False)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(max_length=300, blank=True, help_text="A path within WorkHub.")
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "event_id", "kind"], name="notification_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Email(Record):
    """An email to one address. `message_id` stays the same however often it is tried.

    It either carries a notification, or stands for itself: then at most one per event and recipient.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SENT = "sent", _("Sent")
        WITHHELD = "withheld", _("Not sent: no longer theirs to read")

    notification = models.OneToOneField(Notification, on_delete=models.CASCADE, null=True, related_name="email")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    event_id = models.UUIDField(null=True, help_text="The event it tells of, when it stands for itself.")
    right = models.CharField(
        max_length=80, blank=True, default="", db_default="", help_text="What the recipient must be allowed when sent."
    )
    address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    reply_to = models.EmailField(
        max_length=254, blank=True, default="", db_default="", help_text="Where an answer goes; empty: to the sender."
    )
    attachment = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=250, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["event_id", "recipient"], name="email_once")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address}"
