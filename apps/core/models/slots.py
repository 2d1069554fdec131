"""What ran on schedule: one row per planned moment, so that it runs once however often somebody rings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models.base import Record


class ScheduledSlot(Record):
    """One planned moment of a schedule. `created_at` is when it was filled, which may be later than planned."""

    class State(models.TextChoices):
        FILLED = "filled", _("Started")
        MISSED = "missed", _("Missed")

    class By(models.TextChoices):
        BELL = "bell", _("on time, by the clock")
        SWEEP = "sweep", _("by the relay, which looks once a minute")

    schedule = models.CharField(_("schedule"), max_length=80)
    slot = models.CharField(max_length=40, help_text="The planned moment on the schedule's own clock: 2026-03-02.")
    planned_at = models.DateTimeField(_("planned for"))
    plan = models.CharField(max_length=200, help_text="The times that planned it, as crontab and zone.")
    state = models.CharField(_("state"), max_length=10, choices=State)
    by = models.CharField(_("started"), max_length=10, choices=By)

    class Meta:
        verbose_name = _("planned run")
        verbose_name_plural = _("planned runs")
        ordering = ["-planned_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["schedule", "slot"], name="slot_once")]
        indexes = [models.Index(fields=["schedule", "-planned_at"], name="slot_latest")]

    def __str__(self) -> str:
        return f"{self.schedule} {self.slot}"
