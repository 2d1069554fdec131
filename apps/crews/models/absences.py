"""When members are away."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record
from apps.crews.models.people import Member
from apps.crews.models.requests import StaffRequest
from apps.crews.states import AbsenceKind


class Absence(Record):
    """A time in which a member cannot be planned; cancelled, it never counts."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="absences", verbose_name=_("member"))
    kind = models.CharField(_("kind"), max_length=12, choices=AbsenceKind)
    start = models.DateTimeField(_("from"))
    end = models.DateTimeField(_("until"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    request = models.OneToOneField(
        StaffRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="absence", editable=False
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["-start"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="absence_in_order")]
        indexes = [models.Index(fields=["member", "start"], condition=Q(cancelled_at=None), name="absence_standing")]

    def __str__(self) -> str:
        return f"{self.member} {self.start:%Y-%m-%d}"
