"""The outbox: what happened, who still has to be told, and what each person can pull."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from apps.core.models.fields import CurrentTransactionId, TransactionIdField


class Lane(models.TextChoices):
    """How a delivery is made."""

    ALARM = "alarm", "Alarm: the relay itself, in a thread of its own, each in transactions of its own"
    URGENT = "urgent", "Urgent: the relay itself, before everything else"
    FAST = "fast", "Fast: the relay itself, database only"
    SLOW = "slow", "Slow: a Celery worker, the outside world"
    AGENT = "agent", "Agent: a Celery worker, an agent run"


class Event(models.Model):
    """Something that happened, written in the transaction that made it happen. Ids only, no secrets."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    xid = TransactionIdField(db_default=CurrentTransactionId())
    name = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_version = models.PositiveIntegerField()
    payload = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    via = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_id}"


class Delivery(models.Model):
    """One subscriber's share of an event: due, done, or dead after too many tries."""

    class State(models.TextChoices):
        DUE = "due", "Due"
        DONE = "done", "Done"
        DEAD = "dead", "Given up"

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(max_length=120)
    lane = models.CharField(max_length=10, choices=Lane)
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once")]
        indexes = [
            # The relay's one question: what is due in this lane, oldest first.
            models.Index(fields=["lane", "due_at", "id"], condition=Q(state="due"), name="delivery_due"),
            models.Index(fields=["id"], condition=Q(state="dead"), name="delivery_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} of {self.event_id}"


class FeedEntry(models.Model):
    """One line of "what changed for me": an audience (`office`, `user.12`) and what it is about."""

    id = models.BigAutoField(primary_key=True)
    xid = TransactionIdField(db_default=CurrentTransactionId())
    audience = models.CharField(max_length=60)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "feed entries"
        constraints = [models.UniqueConstraint(fields=["event", "audience"], name="feed_once")]
        indexes = [models.Index(fields=["audience", "xid", "id"], name="feed_cursor")]

    def __str__(self) -> str:
        return f"{self.audience} {self.event_id}"
