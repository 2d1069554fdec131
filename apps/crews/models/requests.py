"""What staff ask for, and what was said about it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record, StoredFile
from apps.crews.models.people import User
from apps.crews.states import STAFF_REQUEST, RequestKind, RequestStatus


class StaffRequest(Record):
    """Somebody asks for time, hours, access, money or something else; somebody responsible decides."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    requester = models.ForeignKey(User, on_delete=models.PROTECT, related_name="requests", verbose_name=_("asked by"))
    kind = models.CharField(_("kind"), max_length=12, choices=RequestKind)
    text = models.TextField(_("what for"), max_length=4000, blank=True)
    start = models.DateTimeField(_("from"), null=True, blank=True)
    end = models.DateTimeField(_("until"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=RequestStatus, default=RequestStatus.PENDING)
    asked_back = models.BooleanField(_("waits for an answer"), default=False)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.CharField(_("reason"), max_length=500, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gt=F("start")), name="request_in_order"
            ),
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gt=0), name="request_hours"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="request_amount"),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.REJECTED) | ~Q(decision_reason=""), name="request_rejected_why"
            ),
        ]
        indexes = [models.Index(fields=["status", "-number"], name="request_status")]

    def __str__(self) -> str:
        return f"{self.code} {self.get_kind_display()}"

    @property
    def code(self) -> str:
        """The number people say: SR-12."""
        return f"SR-{self.number}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return STAFF_REQUEST.looks[self.status]


class RequestNote(Record):
    """A question, an answer or a remark about a request; never changed."""

    request = models.ForeignKey(StaffRequest, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_question = models.BooleanField(default=False)
    text = models.TextField(_("text"), max_length=4000)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class RequestFile(Record):
    """A file that goes with a request."""

    request = models.ForeignKey(StaffRequest, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.file)
