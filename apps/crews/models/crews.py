"""Crews: who belongs to which one when, who manages it, and who stands in."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record
from apps.crews.models.people import Member, User


class Crew(Record):
    """Members who usually go together."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    color = models.CharField(_("color"), max_length=7, default="#64748b", help_text=_("Hexadecimal, as #64748b."))
    base = models.CharField(_("home base"), max_length=200, blank=True)
    vehicle = models.CharField(
        _("vehicle"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_("As people call it, or its plate."),
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CrewMembership(Record):
    """A member's time in a crew, by whole days in the company's time zone; open while `until` is empty.

    There may be many, past, present and to come; a member is in one crew on a day.
    """

    crew = models.ForeignKey(Crew, on_delete=models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, included."))
    is_lead = models.BooleanField(_("leads the crew"), default=False)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="membership_days_in_order"
            ),
            ExclusionConstraint(
                # Equality of members as overlap of one-element ranges: needs no extension.
                name="membership_one_crew_a_day",
                expressions=[
                    (
                        Func(
                            F("member"),
                            F("member"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.crew}"


class CrewManager(Record):
    """A manager's responsibility for a crew: they see its people and work, and decide what its members ask for."""

    crew = models.ForeignKey(Crew, on_delete=models.CASCADE, related_name="managed_by")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="manages")

    class Meta:
        ordering = ["crew__name", "user__name"]
        constraints = [models.UniqueConstraint(fields=["crew", "user"], name="crew_manager_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.crew}"


class Substitution(Record):
    """Somebody decides in another's place, by whole days in the company's time zone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="substitutions", verbose_name=_("away"))
    substitute = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="stands_in", verbose_name=_("stands in")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), help_text=_("The last day, included."))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, help_text=_("When it was ended early."))

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="substitution_days_in_order"),
            models.CheckConstraint(condition=~Q(user=F("substitute")), name="substitution_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} for {self.user}"
