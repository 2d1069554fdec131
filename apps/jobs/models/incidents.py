"""Something unsafe or broken."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record
from apps.jobs.models.assets import Asset
from apps.jobs.models.customers import Site
from apps.jobs.models.visits import Visit
from apps.jobs.states import INCIDENT, SEVERITY_LOOKS, IncidentStatus, ResolutionKind, Severity


class Incident(Record):
    """Something unsafe or broken, where it is, who said so, and what became of it."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    status = models.CharField(_("status"), max_length=12, choices=IncidentStatus, default=IncidentStatus.OPEN)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what was reported"), blank=True, max_length=20_000)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who takes care"),
    )
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(_("reported"))
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolution = models.TextField(_("what was done about it"), blank=True, max_length=4000)
    resolution_kind = models.CharField(
        _("what became of it"), max_length=16, choices=ResolutionKind, blank=True, default="", db_default=""
    )
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=IncidentStatus.WITHDRAWN) | ~Q(withdrawn_reason=""), name="incident_withdrawn_why"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[IncidentStatus.RESOLVED, IncidentStatus.CLOSED])
                | Q(resolved_at__isnull=False),
                name="incident_resolved_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=IncidentStatus.ACKNOWLEDGED) | Q(acknowledged_at__isnull=False),
                name="incident_acknowledged_when",
            ),
        ]
        indexes = [models.Index(fields=["status", "severity", "-number"], name="incident_status")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The number people say: WH-I-27."""
        return f"WH-I-{self.number}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return INCIDENT.looks[self.status]

    @property
    def severity_look(self) -> Look:
        """How its severity looks."""
        return SEVERITY_LOOKS[Severity(self.severity)]
