"""Trips to do the work, and who makes them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record
from apps.crews.models import Crew, Member
from apps.jobs.models.jobs import Job
from apps.jobs.states import ENDED_ON_SITE, VISIT, OutcomeReason, StopReason, VisitStatus

REASON_NEEDED = [VisitStatus.PARTIAL, VisitStatus.UNABLE, VisitStatus.CANCELLED]


class Visit(Record):
    """One trip to a job's site. Times nobody noted stay empty: unknown, not invented."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="visits", verbose_name=_("job"))
    sequence = models.PositiveSmallIntegerField(editable=False)
    planned_start = models.DateTimeField(_("planned start"))
    planned_end = models.DateTimeField(_("planned end"))
    status = models.CharField(_("status"), max_length=12, choices=VisitStatus, default=VisitStatus.DRAFT)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    outcome_reason = models.CharField(
        _("why not done"), max_length=16, choices=OutcomeReason, blank=True, default="", db_default=""
    )
    stop_reason = models.CharField(
        _("kind of reason"), max_length=16, choices=StopReason, blank=True, default="", db_default=""
    )
    replan_because = models.CharField(
        _("to be planned again because"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: the plan stands."),
    )
    outcome_note = models.TextField(_("what was done"), blank=True, max_length=10_000)
    en_route_at = models.DateTimeField(_("on the way since"), null=True, blank=True)
    on_site_at = models.DateTimeField(_("on site since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    members = models.ManyToManyField(Member, through="Assignment", related_name="visits")

    class Meta:
        ordering = ["planned_start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["job", "sequence"], name="visit_sequence"),
            models.CheckConstraint(condition=Q(planned_end__gt=F("planned_start")), name="visit_times_in_order"),
            models.CheckConstraint(
                condition=~Q(status__in=REASON_NEEDED) | ~Q(status_reason=""), name="visit_reason_when_not_done"
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(ENDED_ON_SITE), ended_at__isnull=False)
                | (~Q(status__in=sorted(ENDED_ON_SITE)) & Q(ended_at__isnull=True)),
                name="visit_ended_when_over",
            ),
        ]
        indexes = [
            models.Index(fields=["planned_start"], name="visit_planned"),
            models.Index(fields=["status", "planned_start"], name="visit_status"),
            models.Index(fields=["stop_reason", "planned_start"], condition=~Q(stop_reason=""), name="visit_stopped"),
            models.Index(fields=["planned_start"], condition=~Q(replan_because=""), name="visit_to_replan"),
        ]

    def __str__(self) -> str:
        return f"{self.code}"

    @property
    def code(self) -> str:
        """The job's number, with the trip's when it is not the first: WH-1042, WH-1042/2."""
        return self.job.code if self.sequence == 1 else f"{self.job.code}/{self.sequence}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return VISIT.looks[self.status]


class Assignment(Record):
    """A member on a visit, holding their time while `live`. Two live ones of a member cannot overlap."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="assignments")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assignments")
    via_crew = models.ForeignKey(Crew, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    during = DateTimeRangeField()
    live = models.BooleanField(default=True)
    override_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "member"], name="assignment_once"),
            ExclusionConstraint(
                # Equality of members as overlap of one-element ranges: needs no extension (settings.md).
                name="assignment_no_double_booking",
                expressions=[
                    (
                        Func(
                            F("member"),
                            F("member"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(live=True, override_reason=""),
                deferrable=Deferrable.IMMEDIATE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} on {self.visit}"
