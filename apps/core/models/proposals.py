"""Commands that wait for a decision, with their reasons."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models.base import Record


class ItemStatus(models.TextChoices):
    """The life of one suggested command."""

    PENDING = "pending", _("Waiting for a decision")
    APPROVED = "approved", _("Approved")
    APPLIED = "applied", _("Applied")
    REJECTED = "rejected", _("Rejected")
    EXPIRED = "expired", _("Expired")
    CONFLICTED = "conflicted", _("Overtaken by another change")
    UNDONE = "undone", _("Undone")


class Policy(models.TextChoices):
    """What the rules in code say about a suggested command."""

    AUTO = "auto", _("Applied without asking")
    ASK = "ask", _("Somebody decides")
    SHADOW = "shadow", _("Being tried: somebody decides")
    FORBID = "forbid", _("Never")


BY_PERSON = "person"
"""The source of what somebody asks for themselves."""
BY_AGENT = "agent"
"""The source of what the agent suggests because of a message: it stands in the talk of whoever wrote it."""


class Proposal(Record):
    """A reviewable set of changes suggested by the agent, the planner, a rule or a person."""

    title = models.CharField(max_length=200)
    source = models.CharField(max_length=20, help_text="Who suggests: agent, planner, automation, person.")
    source_id = models.UUIDField(null=True, unique=True, help_text="The run that made it; at most one per run.")
    served = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="In whose name."
    )
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        """Derived from the items: pending while one is, else what most decisively happened."""
        found = {item.status for item in self.items.all()}
        order = (
            ItemStatus.PENDING,
            ItemStatus.APPROVED,
            ItemStatus.CONFLICTED,
            ItemStatus.APPLIED,
            ItemStatus.UNDONE,
            ItemStatus.EXPIRED,
            ItemStatus.REJECTED,
        )
        return next((status for status in order if status in found), ItemStatus.PENDING)


class ProposalItem(Record):
    """One command with its arguments, why it is suggested, on which state it rests, and what became of it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    command = models.CharField(max_length=80)
    arguments = models.JSONField(encoder=DjangoJSONEncoder)
    suggested = models.JSONField(
        null=True,
        encoder=DjangoJSONEncoder,
        help_text="The arguments as they were suggested, where a person changed them.",
    )
    fingerprint = models.CharField(max_length=64, help_text="Of what was suggested; it stays when a person changes it.")
    summary = models.CharField(max_length=300, blank=True)
    evidence = models.JSONField(default=list, help_text="Spans of the text that led here: {start, end, text}.")
    confidence = models.FloatField()
    brain = models.CharField(max_length=20, help_text="safety_net, rules, groq or person.")
    risk = models.CharField(max_length=20)
    policy = models.CharField(max_length=10, choices=Policy)
    policy_reason = models.CharField(max_length=200, blank=True)
    base_type = models.CharField(max_length=40, blank=True)
    base_id = models.UUIDField(null=True)
    base_version = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=12, choices=ItemStatus, default=ItemStatus.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, blank=True)
    asked_back = models.BooleanField(default=False, db_default=False, help_text="A question waits for its answer.")
    result_type = models.CharField(max_length=40, blank=True)
    result_id = models.UUIDField(null=True)
    result_version = models.PositiveIntegerField(null=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "fingerprint"], name="proposal_item_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="proposal_item_confidence"
            ),
        ]
        indexes = [
            models.Index(fields=["result_type", "result_id"], name="proposal_item_result"),
            models.Index(fields=["created_at"], condition=models.Q(status="pending"), name="proposal_item_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.command} ({self.status})"


class ItemNote(Record):
    """A question about a suggested command, or an answer; never changed."""

    item = models.ForeignKey(ProposalItem, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_question = models.BooleanField(default=False)
    text = models.TextField(max_length=4000)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]
