"""What people write to the agent, what it did with it, every call of a brain, and what stands before those calls."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from apps.agent.states import (
    BREAKER_LOOKS,
    MODE_LOOKS,
    RUN,
    Author,
    Brain,
    BreakerState,
    PolicyMode,
    RunStatus,
    StepKind,
)
from apps.core.looks import Look
from apps.core.models import Proposal, Record


class Conversation(Record):
    """A person's talk with the agent; one per person, for now. `last_step` is the number of its newest step."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversation")
    last_step = models.PositiveBigIntegerField(default=0, db_default=0, editable=False)
    keeps_corrections = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The person lets corrections be kept as examples, without names and numbers.",
    )

    def __str__(self) -> str:
        return str(self.user)


class Message(Record):
    """One thing said. A person's message carries the client's id, so that sending twice says it once."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.CharField(max_length=10, choices=Author)
    text = models.TextField(_("text"), max_length=20_000)
    visit_id = models.UUIDField(null=True, help_text="The visit whose page it was written on.")
    page_id = models.UUIDField(null=True, help_text="The job or member whose page it was written on.")
    for_office = models.BooleanField(default=False, help_text="The agent could do nothing with it; people read it.")
    sources = models.JSONField(
        default=list,
        db_default=Value([], models.JSONField()),
        help_text="Of an answer: type, id and label of the rows it is from.",
    )
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
    tokens = models.PositiveIntegerField(default=0, db_default=0, help_text="Spent on models, or set aside for a call.")
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
    tokens_cached = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Of those in, what the provider had read before and sells for less."
    )
    cost_micro = models.BigIntegerField(null=True, help_text="Millionths of a dollar; empty when no price is set.")
    from_cache = models.BooleanField(default=False, db_default=False, help_text="Read before; no model was asked.")
    request_id = models.CharField(max_length=200, blank=True, default="", db_default="")
    queue_ms = models.FloatField(null=True, help_text="What of it the provider let it wait.")
    milliseconds = models.FloatField()
    error_code = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.step} by {self.brain}"

    @property
    def cost(self) -> Decimal | None:
        """In dollars; None when no price is set."""
        return None if self.cost_micro is None else Decimal(self.cost_micro) / 1_000_000


class Breaker(Record):
    """Whether one model of one provider is asked at all: one row, shared by all workers."""

    provider = models.CharField(_("provider"), max_length=200, help_text="The host that is asked.")
    model = models.CharField(_("model"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=BreakerState, default=BreakerState.CLOSED)
    failed_at = ArrayField(models.DateTimeField(), default=list, help_text="The last few failures, oldest first.")
    in_a_row = models.PositiveIntegerField(default=0, help_text="Failures since it last answered.")
    reason = models.CharField(max_length=80, blank=True, default="", help_text="The code of the last failure.")
    opened_at = models.DateTimeField(null=True)
    probe_at = models.DateTimeField(null=True, help_text="While open: when it may be tried again.")
    not_before = models.DateTimeField(null=True, help_text="The provider's own limit: not asked until then.")

    class Meta:
        verbose_name = _("AI model")
        verbose_name_plural = _("AI models")
        ordering = ["model", "provider"]
        constraints = [models.UniqueConstraint(fields=["provider", "model"], name="breaker_once")]

    def __str__(self) -> str:
        return f"{self.model} ({self.provider})"

    @property
    def look(self) -> Look:
        """How its state looks."""
        return BREAKER_LOOKS[BreakerState(self.state)]


class TokenDay(models.Model):
    """What one person's messages, or the whole company's, took of models on one day of the company's calendar."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", help_text="Empty: everybody."
    )
    tokens = models.PositiveBigIntegerField(default=0, help_text="Spent, or set aside for a call.")
    calls = models.PositiveIntegerField(default=0)
    cost_micro = models.BigIntegerField(default=0, help_text="Millionths of a dollar, as far as prices are set.")

    class Meta:
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "user"], name="token_day_of_person", condition=Q(user__isnull=False)
            ),
            models.UniqueConstraint(fields=["day"], name="token_day_of_company", condition=Q(user__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.user_id or 'everybody'}"


class CachedReading(models.Model):
    """What a model read in one text, for a day: the same words need not be paid for twice."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True, help_text="Of model, prompt, schema and text.")
    reading = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:12]


class CommandPolicy(Record):
    """What administrators say the agent may do with one command. It makes the code's rule stricter, never looser."""

    command = models.CharField(max_length=80, unique=True)
    mode = models.CharField(_("what the agent may do"), max_length=10, choices=PolicyMode, default=PolicyMode.AUTO)
    threshold = models.FloatField(
        _("how sure it must be to do it by itself"), help_text=_("From 0.8 to 1. Below it somebody decides.")
    )
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        ordering = ["command"]
        verbose_name = _("rule for the agent")
        verbose_name_plural = _("what the agent may do")
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=0, threshold__lte=1), name="policy_threshold_is_a_share")
        ]

    def __str__(self) -> str:
        return self.command

    @property
    def look(self) -> Look:
        """How its mode looks."""
        return MODE_LOOKS[PolicyMode(self.mode)]


class AgentStep(models.Model):
    """What a run came to next, for those who watch it: written once, never changed.

    `seq` counts through the whole talk, without a gap and in the order of commits: whoever has read up to a number asks
    for what is above it. `key` says which step it is when its writer runs again after a crash. `facts` are ids, names
    and small numbers for the sentence; never what somebody wrote.
    """

    id = models.BigAutoField(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="steps")
    run = models.ForeignKey(AgentRun, on_delete=models.CASCADE, related_name="steps")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20, choices=StepKind)
    key = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="step_numbered_once"),
            models.UniqueConstraint(fields=["run", "key"], condition=~Q(key=""), name="step_written_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class CorrectionExample(models.Model):
    """What a message says that was misunderstood and put right, without whose it was: the corpus learns from it.

    `wrong` is what was understood, `actions` what it says; empty where the person only said that it was wrong.
    """

    id = models.BigAutoField(primary_key=True)
    origin = models.UUIDField(unique=True, help_text="Made of the message's id, so that it is kept once.")
    text = models.TextField()
    lang = models.CharField(max_length=2)
    actions = models.JSONField(default=list)
    wrong = models.JSONField(default=list)
    at = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


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
