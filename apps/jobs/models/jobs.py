"""The work to be done."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record
from apps.crews.models import Skill
from apps.jobs.models.assets import Asset
from apps.jobs.models.customers import Site
from apps.jobs.models.external import external_id, external_id_once
from apps.jobs.models.templates import CREW_SIZE, DURATION, JobTemplate
from apps.jobs.states import JOB, JobStatus, Priority, StopReason


def _window(which: str) -> models.CheckConstraint:
    """Both of its ends in order, or neither. A comparison alone lets an end without a start through."""
    start, end = f"{which}_start", f"{which}_end"
    whole = Q(**{f"{start}__isnull": False, f"{end}__isnull": False, f"{end}__gt": F(start)})
    return models.CheckConstraint(
        condition=Q(**{f"{start}__isnull": True, f"{end}__isnull": True}) | whole, name=f"job_{which}_window"
    )


class Job(Record):
    """An agreed piece of work at a site. From `scheduled` on its status is derived from its visits."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="jobs", verbose_name=_("site"))
    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name=_("asset")
    )
    template = models.ForeignKey(
        JobTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name=_("template")
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what is to be done"), blank=True, max_length=10_000)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NORMAL)
    instructions = models.TextField(_("instructions"), blank=True, max_length=10_000, default="", db_default="")
    duration_minutes = models.PositiveIntegerField(_("expected minutes"), default=60)
    crew_size = models.PositiveSmallIntegerField(_("how many go"), default=1, db_default=1)
    tags = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True, verbose_name=_("tags"))
    # What the customer asked for, what they were told, and until when it must be; what is planned and what came of it
    # are the visits'.
    requested_start = models.DateTimeField(_("asked for from"), null=True, blank=True)
    requested_end = models.DateTimeField(_("asked for until"), null=True, blank=True)
    promised_start = models.DateTimeField(_("promised from"), null=True, blank=True)
    promised_end = models.DateTimeField(_("promised until"), null=True, blank=True)
    respond_by = models.DateTimeField(_("somebody is there by"), null=True, blank=True)
    due_at = models.DateTimeField(_("done by"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=JobStatus, default=JobStatus.READY)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    stop_reason = models.CharField(
        _("kind of reason"), max_length=16, choices=StopReason, blank=True, default="", db_default=""
    )
    needs_follow_up = models.BooleanField(_("needs a follow-up"), default=False)
    review_question = models.CharField(
        _("asked in the review"),
        max_length=1000,
        blank=True,
        default="",
        db_default="",
        help_text=_("What whoever did it is to answer before it is closed. Empty: nothing."),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    external_id = external_id()

    class Meta:
        ordering = ["-number"]
        constraints = [
            external_id_once("job"),
            models.CheckConstraint(
                condition=~Q(status__in=[JobStatus.ON_HOLD, JobStatus.CANCELLED]) | ~Q(status_reason=""),
                name="job_reason_when_stopped",
            ),
            models.CheckConstraint(
                condition=Q(duration_minutes__gte=DURATION[0], duration_minutes__lte=DURATION[1]), name="job_duration"
            ),
            models.CheckConstraint(condition=Q(crew_size__range=CREW_SIZE), name="job_crew_size"),
            _window("requested"),
            _window("promised"),
        ]
        indexes = [
            models.Index(fields=["status", "-number"], name="job_status"),
            models.Index(fields=["stop_reason", "-number"], condition=~Q(stop_reason=""), name="job_stopped"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="job_due"),
            models.Index(fields=["-number"], condition=Q(needs_follow_up=True), name="job_follow_up"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The number people say: WH-1042."""
        return f"WH-{self.number}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return JOB.looks[self.status]


class JobSkill(Record):
    """A skill that somebody on each visit must hold, on the visit's day, at this level or above."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level"), default=1)

    class Meta:
        ordering = ["skill__name"]
        constraints = [
            models.UniqueConstraint(fields=["job", "skill"], name="job_skill_once"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="job_skill_level"),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"
