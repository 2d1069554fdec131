"""What members can do, and the papers that say so."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record, StoredFile
from apps.crews.models.people import Member

HIGHEST_LEVEL = 5


class Skill(Record):
    """Something work can ask for: gas, high voltage, a forklift licence."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    description = models.CharField(_("what it covers"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Certificate(Record):
    """A member's skill, its level, and the days it holds in the company's time zone; withdrawn, it never counts."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("member"))
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level"), default=1, help_text=_("From 1 to 5."))
    number = models.CharField(_("number"), max_length=80, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day, included. Empty: it does not expire.")
    )
    document = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=500, blank=True)
    reminded_days = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="The last reminder sent: so many days before it expires."
    )

    class Meta:
        ordering = ["skill__name", "-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, HIGHEST_LEVEL)), name="certificate_level"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="certificate_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["member", "skill"], name="certificate_of_member")]

    def __str__(self) -> str:
        return f"{self.member} · {self.skill}"

    def holds_on(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (
            self.withdrawn_at is None
            and self.valid_from <= day
            and (self.valid_until is None or self.valid_until >= day)
        )
