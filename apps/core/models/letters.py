"""Deliveries that were given up, until somebody decides what becomes of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.lifecycle import Lifecycle
from apps.core.looks import Look
from apps.core.models.base import Record
from apps.core.models.events import Delivery


class LetterStatus(models.TextChoices):
    """Whether somebody has looked at it."""

    WAITING = "waiting", _("Given up")
    RETRIED = "retried", _("Tried again")
    DISMISSED = "dismissed", _("Left at that")


S = LetterStatus
LETTER = Lifecycle(
    thing=_("delivery"),
    moves={
        S.WAITING: frozenset({S.RETRIED, S.DISMISSED}),
        S.RETRIED: frozenset({S.WAITING}),  # it failed twelve times more
        S.DISMISSED: frozenset({S.RETRIED}),
    },
    looks={
        S.WAITING: Look(S.WAITING.label, "block", "rose"),
        S.RETRIED: Look(S.RETRIED.label, "redo", "sky"),
        S.DISMISSED: Look(S.DISMISSED.label, "cancel", "zinc"),
    },
)


class DeadLetter(Record):
    """A delivery after its last try: why, since when, and what somebody decided. One row, however often it dies."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="letter")
    status = models.CharField(_("status"), max_length=10, choices=LetterStatus, default=LetterStatus.WAITING)
    error = models.TextField(_("last error"), blank=True, max_length=2000)
    given_up_at = models.DateTimeField(_("given up"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("undelivered")
        verbose_name_plural = _("undelivered")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-id"], condition=models.Q(status="waiting"), name="letter_waiting"),
        ]

    def __str__(self) -> str:
        return f"#{self.delivery_id}"

    @property
    def look(self) -> Look:
        """How its status looks."""
        return LETTER.looks[self.status]
