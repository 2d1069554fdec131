"""Files people bring: papers of certificates, receipts, photos."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.ids import new_public_id
from apps.core.models.base import Record


def _place(stored: "StoredFile", _name: str) -> str:
    """A name that nobody can guess or collide with; the given name is kept in its column only."""
    return f"{stored.created_at:%Y/%m}/{new_public_id()}"


class StoredFile(Record):
    """A file in WORKHUB_HOME, served only to who may see what it belongs to (core.files)."""

    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    content: Any = models.FileField(upload_to=_place, max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
