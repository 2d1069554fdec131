"""Schedules as administrators edit them: on or off, what time, which days, on whose clock. One page, no cron syntax.

celery-beat's own forms offer queues, headers and arguments, answer rubbish with a 500, and take times that stop beat.
"""

from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_celery_beat.models import CrontabSchedule, PeriodicTask
from unfold.admin import ModelAdmin
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.core.admin.naming import Spoken, named, speak_of
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, moment
from apps.core.models import ScheduledSlot
from apps.core.schedules import SCHEDULES, of_task, planned

DAYS = [
    ("1", gettext_lazy("Monday")),
    ("2", gettext_lazy("Tuesday")),
    ("3", gettext_lazy("Wednesday")),
    ("4", gettext_lazy("Thursday")),
    ("5", gettext_lazy("Friday")),
    ("6", gettext_lazy("Saturday")),
    ("0", gettext_lazy("Sunday")),
]
ON = Look(gettext_lazy("On"), "check_circle", "emerald")
OFF = Look(gettext_lazy("Off"), "pause_circle", "zinc")
AHEAD = timedelta(days=8)  # a weekly one is due within that


def title_of(row: PeriodicTask) -> str:
    """What people call a schedule."""
    declared = of_task(row.task)
    return str(declared.title if declared else row.name)


speak_of(PeriodicTask, title_of)


def days_of(times: CrontabSchedule) -> list[str]:
    """The days it is due on, Monday first, as crontab's numbers."""
    due = times.schedule.day_of_week
    return [day for day, _label in DAYS if int(day) in due]


def is_plain(times: CrontabSchedule | None) -> bool:
    """Whether it is one time on some days of the week, which is what the form can say."""
    return (
        times is not None
        and times.hour.isdigit()
        and times.minute.isdigit()
        and times.day_of_month == times.month_of_year == "*"
    )


def in_words(times: CrontabSchedule | None) -> str:
    """07:00 every day (America/New_York)."""
    if times is None:
        return _("Not at set times")
    if not is_plain(times):
        return str(times)
    days, labels = days_of(times), dict(DAYS)
    when = _("every day") if len(days) == len(DAYS) else ", ".join(str(labels[day]) for day in days)
    return f"{int(times.hour):02}:{int(times.minute):02} {when} ({times.timezone})"


def next_time(timetable: PeriodicTask, now: datetime) -> datetime | None:
    """When it is due next; None when it is switched off or not within eight days."""
    if not timetable.enabled or timetable.crontab is None:
        return None
    return next((moment.at for moment in planned(timetable.crontab, now, now + AHEAD)), None)


class ClockInput(UnfoldAdminTextInputWidget):  # type: ignore[misc]
    """The browser's own. Django's warns that the browser's zone differs, which is of no matter here."""

    input_type = "time"


class ScheduleForm(forms.ModelForm):  # type: ignore[type-arg]  # PeriodicTask has no types
    """On or off, and when."""

    enabled = forms.BooleanField(label=gettext_lazy("On"), required=False, widget=UnfoldBooleanSwitchWidget)
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=ClockInput,
        help_text=gettext_lazy(
            "Once a day. If it has passed and today's was not sent yet, that is done within a minute."
        ),
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days"), choices=DAYS, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("On the clock of"),
        choices=lambda: [(name, name) for name in sorted(available_timezones())],
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = PeriodicTask
        fields = ("enabled",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        times = self.instance.crontab if self.instance.pk else None
        self.initial["zone"] = str(times.timezone) if times else settings.TIME_ZONE
        if times is not None and is_plain(times):
            self.initial["at"] = f"{int(times.hour):02}:{int(times.minute):02}"
            self.initial["days"] = days_of(times)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  (Django's signature)
        """Point the schedule at these times; a row of times is never changed, others may use it."""
        at, days = self.cleaned_data["at"], self.cleaned_data["days"]
        times = {
            "minute": str(at.minute),
            "hour": str(at.hour),
            "day_of_month": "*",
            "month_of_year": "*",
            "day_of_week": "*" if len(days) == len(DAYS) else ",".join(sorted(days)),
            "timezone": self.cleaned_data["zone"],
        }
        row = self.instance
        row.crontab = CrontabSchedule.objects.filter(**times).first() or CrontabSchedule.objects.create(**times)
        row.interval = row.solar = row.clocked = None
        return super().save(commit)


class ScheduleAdmin(ModelAdmin):  # type: ignore[misc]
    """What WorkHub does by itself at set times. The code says what; administrators say when."""

    form = ScheduleForm
    fields = ("what", "enabled", "at", "days", "zone", "next")
    readonly_fields = ("what", "next")
    list_display = ("name_shown", "state_now", "when", "last", "next")
    list_display_links = ("name_shown",)
    ordering = ("name",)
    actions = ("switch_on", "switch_off")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[PeriodicTask]":
        """The declared schedules; other rows of celery-beat's are none of anybody's business here."""
        tasks = [declared.task for declared in SCHEDULES.values()]
        return super().get_queryset(request).filter(task__in=tasks).select_related("crontab")  # type: ignore[no-any-return]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Schedules come with the code that does their work."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Switch it off instead: deleted it would come back with the next start."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """For administrators, who are superusers; asked without a query for anybody else."""
        return bool(request.user.is_active and request.user.is_superuser)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Under the name people use."""
        names = {"original": Spoken(context["original"]), "show_save_and_continue": False}
        return cast(HttpResponse, super().render_change_form(request, context | names, **kwargs))

    def response_change(self, request: HttpRequest, obj: PeriodicTask) -> HttpResponse:
        """Back to the list, with what holds now."""
        when = in_words(obj.crontab) if obj.enabled else _("switched off")
        messages.success(request, f"{title_of(obj)}: {when}")
        return HttpResponseRedirect(reverse("admin:django_celery_beat_periodictask_changelist"))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """There is nothing to filter; Django would take any column's name from the address, and fall over its value."""
        return False

    @admin.display(description=gettext_lazy("schedule"), ordering="name")
    def name_shown(self, row: PeriodicTask) -> str:
        """What people call it."""
        return title_of(row)

    @admin.display(description=gettext_lazy("what it does"))
    def what(self, row: PeriodicTask) -> str:
        """In a sentence."""
        declared = of_task(row.task)
        return str(declared.description) if declared else ""

    @admin.display(description=gettext_lazy("state"), ordering="enabled")
    def state_now(self, row: PeriodicTask) -> SafeString:
        """On or off."""
        return badge(ON if row.enabled else OFF)

    @admin.display(description=gettext_lazy("when"))
    def when(self, row: PeriodicTask) -> str:
        """The times, in words."""
        return in_words(row.crontab)

    @admin.display(description=gettext_lazy("last time"))
    def last(self, row: PeriodicTask) -> SafeString:
        """What came of the latest planned moment."""
        declared = of_task(row.task)
        slots = ScheduledSlot.objects.filter(schedule=declared.name if declared else "")
        slot = slots.order_by("-planned_at").first()
        return named(slot) if slot else NOTHING

    @admin.display(description=gettext_lazy("next time"))
    def next(self, row: PeriodicTask) -> SafeString:
        """When it is due."""
        return moment(next_time(row, timezone.now()))

    @admin.action(description=gettext_lazy("Switch on"))
    def switch_on(self, request: HttpRequest, rows: "QuerySet[PeriodicTask]") -> None:
        """One by one: saving notes the moment, from which on its times count."""
        self._switch(rows.filter(enabled=False), on=True)

    @admin.action(description=gettext_lazy("Switch off"))
    def switch_off(self, request: HttpRequest, rows: "QuerySet[PeriodicTask]") -> None:
        """Nothing is started until somebody switches it on again."""
        self._switch(rows.filter(enabled=True), on=False)

    def _switch(self, rows: "QuerySet[PeriodicTask]", *, on: bool) -> None:
        for row in rows:
            row.enabled = on
            row.save()
