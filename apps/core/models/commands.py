"""What a command answered, so that the same id twice answers the same."""

from django.conf import settings
from django.db import models


class CommandReceipt(models.Model):
    """The first result of a command that carried an id, written in the command's own transaction."""

    command_id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    command = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the command's name and arguments.")
    result_type = models.CharField(max_length=40, blank=True)
    result_id = models.UUIDField(null=True)
    result_version = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.command} {self.command_id}"
