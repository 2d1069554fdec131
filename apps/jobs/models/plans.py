"""Maintenance that comes again: plans, their rules, and each date on which one falls."""

from datetime import date, time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record
from apps.crews.models import Crew, Member
from apps.jobs.models.assets import Asset
from apps.jobs.models.customers import Site
from apps.jobs.models.jobs import Job
from apps.jobs.models.templates import JobTemplate
from apps.jobs.plans.dates import Recurrence
from apps.jobs.plans.saying import in_words
from apps.jobs.plans.states import OCCURRENCE, PLAN, OccurrenceStatus, PlanStatus

MOST_AHEAD, MOST_FLEXIBLE = 366, 60


class MaintenancePlan(Record):
    """What is done again and again at a site: which kind of job, and by which rules."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="plans", verbose_name=_("site"))
    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("asset")
    )
    template = models.ForeignKey(
        JobTemplate, on_delete=models.PROTECT, related_name="plans", verbose_name=_("template")
    )
    name = models.CharField(_("name"), max_length=160)
    title = models.CharField(_("title of the jobs"), max_length=200)
    starts_on = models.DateField(_("first day"), help_text=_("Intervals are counted from here."))
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: it goes on."))
    status = models.CharField(_("status"), max_length=12, choices=PlanStatus, default=PlanStatus.ACTIVE)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("maintenance plan")
        verbose_name_plural = _("maintenance plans")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="plan_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.ACTIVE) | ~Q(status_reason=""), name="plan_reason_when_stopped"
            ),
        ]
        indexes = [models.Index(fields=["status", "name"], name="plan_status")]

    def __str__(self) -> str:
        return self.name

    @property
    def look(self) -> Look:
        """How its status looks."""
        return PLAN.looks[self.status]


class PlanRule(Record):
    """One rhythm of a plan. Days are the site's; the time is what a clock on the wall there shows."""

    plan = models.ForeignKey(MaintenancePlan, on_delete=models.CASCADE, related_name="rules")
    rrule = models.CharField(_("rule"), max_length=300)
    exrules = models.JSONField(_("except by rule"), default=list, blank=True)
    except_days = models.JSONField(_("except on"), default=list, blank=True)
    extra_days = models.JSONField(_("also on"), default=list, blank=True)
    months = models.JSONField(_("season"), default=list, blank=True)
    floating = models.BooleanField(_("counted from completion"), default=False)
    at = models.TimeField(_("time of day"), default=time(8))
    generate_ahead_days = models.PositiveSmallIntegerField(_("make the job so many days ahead"), default=14)
    flex_before_days = models.PositiveSmallIntegerField(_("may be so many days early"), default=0)
    flex_after_days = models.PositiveSmallIntegerField(_("may be so many days late"), default=0)
    crew = models.ForeignKey(
        Crew, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("preferred crew")
    )
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("preferred member")
    )
    anchor = models.DateField(_("counted from"))
    shift_days = models.SmallIntegerField(_("days later than the rule says"), default=0)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(generate_ahead_days__lte=MOST_AHEAD)
                & Q(flex_before_days__lte=MOST_FLEXIBLE, flex_after_days__lte=MOST_FLEXIBLE),
                name="plan_rule_days",
            ),
        ]

    def __str__(self) -> str:
        return in_words(self.rrule)

    @property
    def recurrence(self) -> Recurrence:
        """The rule as the calendar asks for it, ended by the plan's last day as well."""
        ends = [day for day in (self.until, self.plan.ends_on) if day is not None]
        return Recurrence(
            rrule=self.rrule,
            anchor=self.anchor,
            exrules=tuple(self.exrules),
            except_days=frozenset(map(date.fromisoformat, self.except_days)),
            extra_days=frozenset(map(date.fromisoformat, self.extra_days)),
            months=frozenset(self.months),
            shift_days=self.shift_days,
            since=self.since,
            until=min(ends, default=None),
            floating=self.floating,
        )


class Occurrence(Record):
    """One date of a plan, and the job that was made of it.

    `due` is the day on which the rule falls and never changes; `on` is the day for which it is planned now.
    """

    plan = models.ForeignKey(MaintenancePlan, on_delete=models.CASCADE, related_name="occurrences")
    rule = models.ForeignKey(PlanRule, on_delete=models.CASCADE, related_name="occurrences")
    due = models.DateField(_("due"), editable=False)
    on = models.DateField(_("planned for"))
    at = models.DateTimeField(_("time"))
    window_from = models.DateField(_("not before"))
    window_until = models.DateField(_("not after"))
    status = models.CharField(_("status"), max_length=12, choices=OccurrenceStatus, default=OccurrenceStatus.PLANNED)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    job = models.OneToOneField(
        Job, on_delete=models.PROTECT, null=True, blank=True, related_name="occurrence", verbose_name=_("job")
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    problem = models.CharField(_("why no job was made"), max_length=500, blank=True)
    failed_at = models.DateTimeField(_("tried last"), null=True, blank=True)

    class Meta:
        verbose_name = _("date of a plan")
        verbose_name_plural = _("dates of plans")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "rule", "due"], name="occurrence_once"),
            models.CheckConstraint(
                condition=Q(status__in=[OccurrenceStatus.GENERATED, OccurrenceStatus.DONE], job__isnull=False)
                | Q(status__in=[OccurrenceStatus.SKIPPED, OccurrenceStatus.CANCELLED])
                | Q(status__in=[OccurrenceStatus.PLANNED, OccurrenceStatus.MOVED], job__isnull=True),
                name="occurrence_has_its_job",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[OccurrenceStatus.SKIPPED, OccurrenceStatus.CANCELLED]) | ~Q(status_reason=""),
                name="occurrence_reason_when_stopped",
            ),
            models.CheckConstraint(
                condition=Q(status=OccurrenceStatus.DONE, done_on__isnull=False)
                | (~Q(status=OccurrenceStatus.DONE) & Q(done_on__isnull=True)),
                name="occurrence_done_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["on"],
                condition=Q(status__in=[OccurrenceStatus.PLANNED, OccurrenceStatus.MOVED]),
                name="occurrence_to_come",
            ),
            models.Index(fields=["at"], name="occurrence_at"),
            models.Index(fields=["at"], condition=~Q(problem=""), name="occurrence_problem"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.on:%Y-%m-%d}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return OCCURRENCE.looks[self.status]
