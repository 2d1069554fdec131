"""Service reports that went out to customers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record, StoredFile
from apps.jobs.models.jobs import Job


class ServiceReport(Record):
    """A job's report on its way to one address. `file` is what was sent, byte for byte; NULL while it is made."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="service_reports", verbose_name=_("job"))
    address = models.EmailField(_("email"), max_length=254)
    message = models.TextField(_("message"), blank=True, max_length=4000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="service_reports")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.job.code} → {self.address}"
