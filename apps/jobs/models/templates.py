"""Kinds of jobs: what a job of that kind begins with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record
from apps.crews.models import Skill
from apps.jobs.states import Priority

DURATION = (5, 60 * 24 * 14)  # minutes
CREW_SIZE = (1, 20)


class JobTemplate(Record):
    """A kind of job that is done again and again; a job made from it inherits what it says."""

    name = models.CharField(
        _("name"), max_length=160, unique=True, help_text=_("The job's title, unless it has its own.")
    )
    description = models.TextField(_("what is to be done"), blank=True, max_length=10_000)
    instructions = models.TextField(
        _("instructions"), blank=True, max_length=10_000, help_text=_("How it is done here; for those who go.")
    )
    duration_minutes = models.PositiveIntegerField(
        _("expected minutes"), help_text=_("Without it no day can be planned.")
    )
    crew_size = models.PositiveSmallIntegerField(_("how many go"), default=1)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NORMAL)
    respond_hours = models.PositiveIntegerField(
        _("somebody is there within"), null=True, blank=True, help_text=_("Hours after the job came in.")
    )
    finish_hours = models.PositiveIntegerField(
        _("done within"), null=True, blank=True, help_text=_("Hours after the job came in.")
    )
    retired_at = models.DateTimeField(_("not used any more since"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(duration_minutes__range=DURATION), name="template_duration"),
            models.CheckConstraint(condition=Q(crew_size__range=CREW_SIZE), name="template_crew_size"),
            models.CheckConstraint(
                condition=(Q(respond_hours__isnull=True) | Q(respond_hours__range=(1, 8760)))
                & (Q(finish_hours__isnull=True) | Q(finish_hours__range=(1, 8760))),
                name="template_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateSkill(Record):
    """A skill that jobs of this kind ask for."""

    template = models.ForeignKey(JobTemplate, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level"), default=1)

    class Meta:
        ordering = ["skill__name"]
        constraints = [
            models.UniqueConstraint(fields=["template", "skill"], name="template_skill_once"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="template_skill_level"),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"
