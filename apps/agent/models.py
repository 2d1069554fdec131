"""What people write to the agent, what it did with it, and every call of a brain."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.agent.states import RUN, Author, Brain, RunStatus
from apps.core.looks import Look
from apps.core.models import Proposal, Record


class Conversation(Record):
    """A person's talk with the agent; one per person, for now."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversation")

    def __str__(self) -> str:
        return str(self.user)


class Message(Record):
    """One thing said. A person's message carries the client's id, so that sending twice says it once."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.CharField(max_length=10, choices=Author)
    text = models.TextField(_("text"), max_length=20_000)
    visit_id = models.UUIDField(null=True, help_text="The visit whose page it was written on.")
    for_office = models.BooleanField(default=False, help_text="The agent could do nothing with it; people read it.")
    answers = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="answer")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["conversation", "-id"], name="message_log")]

    def __str__(self) -> str:
        return self.text[:60]


class AgentRun(Record):
    """One go of the graph, for one message. Its public id is the checkpoints' thread."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="run")
    served = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.QUEUED)
    brain = models.CharField(max_length=20, choices=Brain, blank=True)
    understanding = models.JSONField(null=True)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="run")
    warning = models.TextField(
        blank=True, default="", db_default="", help_text="What to do at once, told before the rest is read."
    )
    fallback_reason = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[RunStatus.DONE, RunStatus.FAILED]) | Q(finished_at__isnull=False),
                name="run_finished_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.public_id}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return RUN.looks[self.status]


class AgentCall(models.Model):
    """One call of a brain within a run: what for, how long, what it cost, how it ended."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(AgentRun, on_delete=models.CASCADE, related_name="calls")
    step = models.CharField(max_length=20)
    brain = models.CharField(max_length=20, choices=Brain)
    model = models.CharField(max_length=80, blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    milliseconds = models.FloatField()
    error_code = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.step} by {self.brain}"


class AgentEvaluation(models.Model):
    """How well a brain understood a file of labelled messages: kept figures, to compare versions by."""

    id = models.BigAutoField(primary_key=True)
    brain = models.CharField(_("brain"), max_length=20, choices=Brain)
    version = models.CharField(_("version"), max_length=80, help_text="Of the weights, or the models' names.")
    file = models.CharField(_("file"), max_length=200)
    messages = models.PositiveIntegerField(_("messages"))
    figures = models.JSONField(help_text="As `evaluate_agent --json` prints them: overall, and by language.")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.brain} {self.version} on {self.file}"
