"""What customers ask for, before it is work."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record, StoredFile
from apps.crews.models import Skill, User
from apps.jobs.models.assets import Asset
from apps.jobs.models.customers import Customer, Site
from apps.jobs.models.jobs import Job
from apps.jobs.states import SERVICE_REQUEST, Channel, Priority, ServiceRequestStatus

S = ServiceRequestStatus


class ServiceRequest(Record):
    """Somebody asks for work; the office makes a job of it, asks back, or says no.

    The `suggested_…` columns are what a triage found; empty until there was one.
    """

    number = models.PositiveIntegerField(unique=True, editable=False)
    channel = models.CharField(_("came by"), max_length=8, choices=Channel, default=Channel.OFFICE)
    title = models.CharField(_("what it is about"), max_length=200)
    text = models.TextField(_("what is wanted"), blank=True, max_length=8000)
    urgency = models.CharField(_("urgency"), max_length=8, choices=Priority, default=Priority.NORMAL)
    contact_name = models.CharField(_("name"), max_length=160, blank=True)
    contact_email = models.EmailField(_("email"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True, help_text=_("Where, as it was told."))
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("customer")
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("site")
    )
    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("asset")
    )
    status = models.CharField(_("status"), max_length=12, choices=S, default=S.NEW)
    question = models.CharField(_("question"), max_length=2000, blank=True)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("same as")
    )
    job = models.ForeignKey(
        Job, on_delete=models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("job")
    )
    message_id = models.CharField(
        max_length=250, blank=True, editable=False, help_text="Of the email it came by: each makes one request."
    )
    suggested_priority = models.CharField(max_length=8, choices=Priority, blank=True, editable=False)
    suggested_skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    suggested_summary = models.CharField(max_length=500, blank=True, editable=False)
    suggested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    suggested_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("service request")
        verbose_name_plural = _("service requests")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=S.CONVERTED, job__isnull=False) | (~Q(status=S.CONVERTED) & Q(job__isnull=True)),
                name="service_request_converted_has_job",
            ),
            models.CheckConstraint(
                condition=Q(status=S.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(status=S.DUPLICATE) & Q(duplicate_of__isnull=True)),
                name="service_request_duplicate_of_one",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=F("id")), name="service_request_not_its_own"
            ),
            models.CheckConstraint(
                condition=~Q(status=S.DECLINED) | ~Q(status_reason=""), name="service_request_declined_why"
            ),
            models.CheckConstraint(
                condition=~Q(status=S.NEEDS_INFO) | ~Q(question=""), name="service_request_asked_what"
            ),
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="service_request_once_per_message"
            ),
        ]
        indexes = [models.Index(fields=["status", "-number"], name="service_request_status")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The number people say: WH-R-12."""
        return f"WH-R-{self.number}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return SERVICE_REQUEST.looks[self.status]


class ServiceRequestAnswer(Record):
    """What somebody wrote by email about a request that was there already; never changed."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"), max_length=8000, blank=True)
    address = models.EmailField(_("email"), blank=True)
    message_id = models.CharField(max_length=250, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="service_request_answer_once_per_message"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ServiceRequestFile(Record):
    """A photo or paper that came with a request; the job made of it shows the same."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["request", "file"], name="service_request_file_once")]

    def __str__(self) -> str:
        return str(self.file)
