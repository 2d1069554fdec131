"""The weeks of members, and the days that are otherwise."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget
from unfold.widgets import UnfoldBooleanSwitchWidget as Switch

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.fields import date_input, time_input
from apps.core.admin.forms import ArgumentsForm, CommandForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, speak_of
from apps.core.admin.verbs import only_when
from apps.core.markup import NOTHING
from apps.crews.admin.who_works import week_of, who_works
from apps.crews.models import Shift, ShiftException, WorkPattern
from apps.crews.selectors import OF_MEMBER_WORDS, exceptions_visible_to, patterns_visible_to

speak_of(
    WorkPattern,
    lambda p: _("%(name)s from %(day)s on") % {"name": p.member, "day": formats.date_format(p.since, "j M Y")},
)
speak_of(ShiftException, lambda e: f"{e.member} · {formats.date_format(e.day, 'j M Y')}")
OPEN = only_when(
    lambda pattern: pattern.until is None,
    gettext_lazy("This has an end already. Set the week again from the day you mean."),
)


class ExceptionForm(CommandForm):
    """One day: off, or other times."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=date_input())
    start = forms.TimeField(
        label=gettext_lazy("From"), widget=time_input(), required=False, help_text=gettext_lazy("Both empty: off.")
    )
    end = forms.TimeField(label=gettext_lazy("Until"), widget=time_input(), required=False)
    on_call = forms.BooleanField(label=gettext_lazy("On call"), required=False, widget=Switch)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=UnfoldAdminTextInputWidget)

    def add_fields(self) -> None:
        """Today, unless the address names another day."""
        self.initial["day"] = self.request.GET.get("day") or timezone.localdate()

    def _own_arguments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("day", "start", "end", "on_call", "note")}


class EndForm(ArgumentsForm):
    """The last day: today, unless told otherwise."""

    def add_fields(self) -> None:
        """Today is suggested."""
        super().add_fields()
        self.initial["until"] = timezone.localdate()


def shift_told(shift: Shift | ShiftException) -> str:
    """07:00–15:30, on call."""
    if shift.start is None or shift.end is None:
        return _("off")
    times = f"{shift.start:%H:%M}–{shift.end:%H:%M}"
    return _("%(times)s, on call") % {"times": times} if shift.on_call else times


@admin.register(WorkPattern)
class WorkPatternAdmin(ActionModelAdmin):
    """The weeks of a member from one day to another."""

    list_display = ("member_link", "since", "until_shown", "week_shown")
    list_display_links = ("since",)
    search_fields = ("member__user__name",)
    ordering = ("-since", "-id")
    verbs = (
        Verb(
            "shift.end_pattern",
            gettext_lazy("End it"),
            "event_busy",
            OPEN,
            argument="pattern_id",
            form=EndForm,
            dangerous=True,
        ),
    )
    shows = (Show("now", gettext_lazy("Open"), lambda rows, now: rows.filter(until__isnull=True)),)
    detail_template = "admin/office/pattern.html"
    live_on = "member"
    empty = gettext_lazy("Weeks that repeat will be here. Set one from a member's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[WorkPattern]":
        """Those of the people in sight."""
        return patterns_visible_to(actor).select_related("member__user").prefetch_related("shifts")

    def get_urls(self) -> list[URLPattern]:
        """Who works when, week by week."""
        view = self.admin_site.admin_view(self.week_view)
        return [path("week/", view, name="crews_week"), *super().get_urls()]

    def week_view(self, request: HttpRequest) -> HttpResponse:
        """A week of everybody in sight, by crew."""
        week = week_of(request.GET.get("week", ""), timezone.now())
        context = who_works(actor_of(request), week)
        return self.page(request, "admin/office/who_works.html", None, title=_("Who works when"), **context)

    @admin.display(description=gettext_lazy("member"), ordering="member__user__name")
    def member_link(self, pattern: WorkPattern) -> SafeString:
        """Whose."""
        return named(pattern.member)

    @admin.display(description=gettext_lazy("until"), ordering="until")
    def until_shown(self, pattern: WorkPattern) -> Any:
        """The last day."""
        return pattern.until or _("open")

    @admin.display(description=gettext_lazy("shifts a week"))
    def week_shown(self, pattern: WorkPattern) -> str:
        """How many."""
        return str(len(pattern.shifts.all()))

    def facts(self, row: WorkPattern) -> Facts:
        """Whose, from when to when."""
        return [(_("Member"), named(row.member)), (_("Since"), row.since), (_("Until"), row.until or _("open"))]

    def detail(self, request: HttpRequest, row: WorkPattern) -> dict[str, Any]:
        """The page, with the week."""
        return {**super().detail(request, row), "shifts": row.shifts.all()}


@admin.register(ShiftException)
class ShiftExceptionAdmin(ActionModelAdmin):
    """What holds on one day in the place of the week."""

    list_display = ("member_link", "day", "times", "note")
    list_display_links = ("day",)
    search_fields = OF_MEMBER_WORDS
    ordering = ("-day", "-id")
    verbs = (
        Verb(
            "shift.clear_exception",
            gettext_lazy("Back to the usual shifts"),
            "undo",
            argument="exception_id",
            dangerous=True,
            stays=False,
        ),
    )
    shows = (
        Show(
            "coming",
            gettext_lazy("Coming"),
            lambda rows, now: rows.filter(day__gte=timezone.localdate(now)),
            order=("day",),
        ),
    )
    live_on = "member"
    empty = gettext_lazy("Single days will be here: off, or with other times. Set one from a member's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[ShiftException]":
        """Those of the people in sight."""
        return exceptions_visible_to(actor).select_related("member__user")

    @admin.display(description=gettext_lazy("member"), ordering="member__user__name")
    def member_link(self, exception: ShiftException) -> SafeString:
        """Whose."""
        return named(exception.member)

    @admin.display(description=gettext_lazy("times"))
    def times(self, exception: ShiftException) -> str:
        """Off, or from when to when."""
        return shift_told(exception)

    def facts(self, row: ShiftException) -> Facts:
        """Who, when, what."""
        return [
            (_("Member"), named(row.member)),
            (_("Day"), row.day),
            (_("Times"), shift_told(row)),
            (_("Note"), row.note or NOTHING),
        ]
