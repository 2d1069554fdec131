"""When members work: weekly patterns, and the days that are otherwise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record
from apps.crews.models.people import Member


class Weekday(models.IntegerChoices):
    """Days of the week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class WorkPattern(Record):
    """The weeks of a member from one day to another. A member without any may be planned at any time."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="patterns", verbose_name=_("member"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, included."))

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pattern_in_order"),
            models.UniqueConstraint(fields=["member"], condition=Q(until__isnull=True), name="pattern_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.member} since {self.since}"


class ShiftTimes(Record):
    """Wall-clock times in the member's time zone. An end at or before the start is on the next day."""

    start = models.TimeField(_("from"))
    end = models.TimeField(_("until"))
    break_start = models.TimeField(_("break from"), null=True, blank=True)
    break_end = models.TimeField(_("break until"), null=True, blank=True)
    on_call = models.BooleanField(_("on call"), default=False)

    class Meta:
        abstract = True


class Shift(ShiftTimes):
    """One day's work in a pattern, every week."""

    pattern = models.ForeignKey(WorkPattern, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)

    class Meta:
        ordering = ["weekday", "start"]
        constraints = [models.UniqueConstraint(fields=["pattern", "weekday", "start"], name="shift_once")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.start:%H:%M}–{self.end:%H:%M}"


class ShiftException(Record):
    """What holds on one day in the place of the pattern: off, or other times."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="shift_exceptions", verbose_name=_("member")
    )
    day = models.DateField(_("day"))
    off = models.BooleanField(_("off"), default=False)
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("until"), null=True, blank=True)
    on_call = models.BooleanField(_("on call"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["member", "day"], name="shift_exception_once"),
            models.CheckConstraint(
                condition=Q(off=True, start__isnull=True, end__isnull=True)
                | Q(off=False, start__isnull=False, end__isnull=False),
                name="shift_exception_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.day}"
