"""What is to be checked on a visit: checklists in versions, and what was answered. Answers are never changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record, StoredFile
from apps.jobs.models.assets import Asset
from apps.jobs.models.incidents import Incident
from apps.jobs.models.jobs import Job
from apps.jobs.models.templates import JobTemplate
from apps.jobs.models.visits import Visit

LONGEST_ANSWER = 4000  # characters


class Checklist(Record):
    """Something that is checked again and again, in versions: one is being written at most, the others stand."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    description = models.CharField(_("what it is for"), max_length=500, blank=True)
    retired_at = models.DateTimeField(_("not used any more since"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ChecklistVersion(Record):
    """The items as they stand in one version. Once published it is never changed: answers stay on it."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    items: Any = models.JSONField(_("items"), default=list, help_text="As `checklists.items.Item` writes them.")
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["checklist", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "number"], name="checklist_version_number"),
            models.UniqueConstraint(
                fields=["checklist"], condition=Q(published_at__isnull=True), name="checklist_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checklist} {self.number}"


class JobChecklist(Record):
    """A checklist that each visit of a job answers."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="checklists")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "checklist"], name="job_checklist_once")]

    def __str__(self) -> str:
        return f"{self.checklist}"


class TemplateChecklist(Record):
    """A checklist that each visit of every job made from a template answers."""

    template = models.ForeignKey(JobTemplate, on_delete=models.CASCADE, related_name="checklists")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="on_templates")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "checklist"], name="template_checklist_once")]

    def __str__(self) -> str:
        return f"{self.checklist}"


class ChecklistRun(Record):
    """A checklist as it is answered on one visit, from the first answer on, on the version of that moment.

    A follow-up visit goes on where the one before ended: `carries` is that visit's run, whose good answers count.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="checklist_runs")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="runs")
    form = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="runs")
    carries = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="carried_on_by")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "checklist"], name="checklist_run_once")]

    def __str__(self) -> str:
        return f"{self.checklist} · {self.visit}"


class ChecklistAnswer(Record):
    """One answer to one item, as it was given. The newest counts; the database lets none be changed or deleted."""

    run = models.ForeignKey(ChecklistRun, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=40, help_text="The item's key in the run's version.")
    value = models.TextField(_("answer"), blank=True, max_length=LONGEST_ANSWER)
    number = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    failed = models.BooleanField(default=False)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="readings")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["asset", "item", "-answered_at"], name="answer_readings")]

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"


class AnswerFile(Record):
    """A photo or a signature that an answer consists of."""

    answer = models.ForeignKey(ChecklistAnswer, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["answer", "file"], name="answer_file_once")]

    def __str__(self) -> str:
        return f"{self.file}"
