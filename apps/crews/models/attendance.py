"""The working day: check-in, breaks, check-out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record
from apps.crews.models.people import Member, User
from apps.crews.states import ATTENDANCE, AttendanceStatus, Mark


class Attendance(Record):
    """A member's working time, from a check-in to a check-out. At most one of a member is open."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("member"))
    status = models.CharField(_("status"), max_length=12, choices=AttendanceStatus, default=AttendanceStatus.CHECKED_IN)
    checked_in_at = models.DateTimeField(_("checked in"))
    checked_out_at = models.DateTimeField(_("checked out"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["-checked_in_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=~Q(status=AttendanceStatus.CHECKED_OUT), name="attendance_one_open"
            ),
            models.CheckConstraint(
                condition=Q(checked_out_at__isnull=True) | Q(checked_out_at__gte=F("checked_in_at")),
                name="attendance_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status=AttendanceStatus.CHECKED_OUT, checked_out_at__isnull=False)
                | (~Q(status=AttendanceStatus.CHECKED_OUT) & Q(checked_out_at__isnull=True)),
                name="attendance_out_when_over",
            ),
        ]
        indexes = [models.Index(fields=["member", "-checked_in_at"], name="attendance_of_member")]

    def __str__(self) -> str:
        return f"{self.member} {self.checked_in_at:%Y-%m-%d}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return ATTENDANCE.looks[self.status]


class AttendanceBreak(Record):
    """A break within a working time; open while `end` is empty."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="breaks")
    start = models.DateTimeField(_("from"))
    end = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="break_in_order"),
            models.UniqueConstraint(fields=["attendance"], condition=Q(end__isnull=True), name="break_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.start:%H:%M}"


class AttendanceMark(Record):
    """One tap as it came: when by the device's clock, when by ours, and where if the person allowed it.

    Append-only, except that the position is deleted after the configured days.
    """

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="marks")
    action = models.CharField(max_length=12, choices=Mark)
    at = models.DateTimeField(help_text="The moment that counts.")
    device_at = models.DateTimeField(null=True, help_text="What the device's clock said.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    via = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True, help_text="Of a correction.")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True, help_text="Metres.")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["at"], condition=Q(latitude__isnull=False), name="mark_with_position"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.at:%H:%M}"
