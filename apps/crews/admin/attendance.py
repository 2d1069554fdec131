"""Attendance in the office: who is in now, who forgot, what was corrected, and the payroll's file."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import INPUT_CLASSES, UnfoldAdminTextareaWidget

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.fields import date_input
from apps.core.admin.forms import CommandForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, speak_of
from apps.core.admin.why import explain
from apps.core.errors import DomainError
from apps.core.markup import NOTHING, badge, moment
from apps.core.moments import clock, stamp
from apps.core.years import FIRST, LAST
from apps.crews.attendance.evidence import TOO_LONG
from apps.crews.attendance.reading import standing, stretch_of, with_corrected, zone_of
from apps.crews.attendance.sheet import members_to_pay, payroll_csv, refuse_range
from apps.crews.attendance.times_form import time_fields, told_times
from apps.crews.models import Attendance, AttendanceMark
from apps.crews.selectors import (
    ATTENDANCE_WORDS,
    attendances_visible_to,
    crews_visible_to,
    positions_visible_to,
    present,
    still_in,
)
from apps.crews.templatetags.working_time import length_of

EXPORT = "attendance.export"
AT_ONCE = timedelta(minutes=1)  # a tap that took longer to arrive says so
OWN = gettext_lazy("Somebody else corrects your own times.")


def in_words(attendance: Attendance) -> str:
    """Ana Silva, 2026-03-02 09:00–17:30, on the member's clock."""
    zone = zone_of(attendance.member)
    end = clock(attendance.checked_out_at, zone) if attendance.checked_out_at else ""
    day = timezone.localtime(attendance.checked_in_at, zone)
    return f"{attendance.member.user.name}, {day:%Y-%m-%d} {clock(day, zone)}–{end}"


speak_of(Attendance, in_words)


def _not_own(row: Attendance, actor: Actor) -> str:
    own = actor.user is not None and row.member.user_id == actor.user.pk
    return str(OWN) if own else ""


class CorrectForm(CommandForm):
    """The right times, on the member's clock, and why."""

    def add_fields(self) -> None:
        """In, out, the breaks, the reason."""
        self.zone = zone_of(self.row.member)
        self.fields.update(time_fields(self.row, self.zone, " ".join(INPUT_CLASSES)))
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=500, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
        )

    def _own_arguments(self) -> dict[str, Any]:
        return {**told_times(self.row, self.cleaned_data), "reason": self.cleaned_data["reason"]}


class DayFilter(admin.SimpleListFilter):
    """The day it began on, in the company's zone."""

    title = gettext_lazy("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The last days, by name."""
        today = timezone.localdate()
        days = [today - timedelta(days=back) for back in range(8)]
        return [(day.isoformat(), f"{day:%a %d %b}") for day in days]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Those of that day; any day may be written into the address."""
        try:
            day = date.fromisoformat(self.value() or "")
        except ValueError:
            return queryset
        if not FIRST <= day.year <= LAST:
            return queryset
        start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
        return queryset.filter(checked_in_at__gte=start, checked_in_at__lt=start + timedelta(days=1))


class CrewFilter(admin.SimpleListFilter):
    """The crew the member is in at present."""

    title = gettext_lazy("crew")
    parameter_name = "crew"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The crews in sight."""
        return [(str(crew.public_id), crew.name) for crew in crews_visible_to(actor_of(request))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Those of its members."""
        crew = self.value()
        if crew is None or crew not in {value for value, _label in self.lookup_choices}:
            return queryset
        return queryset.filter(member__in=present().filter(crew__public_id=crew).values("member"))


def _forgotten(rows: "QuerySet[Any]", now: datetime) -> "QuerySet[Any]":
    return still_in(rows).filter(checked_in_at__lt=now - TOO_LONG)


@admin.register(Attendance)
class AttendanceAdmin(ActionModelAdmin):
    """Working times: tapped by members, corrected here."""

    list_display = ("member_shown", "state", "began", "ended", "rested", "worked", "corrected_shown")
    list_filter = (DayFilter, CrewFilter)
    search_fields = ATTENDANCE_WORDS
    search_help_text = gettext_lazy("A name")
    ordering = ("-checked_in_at", "-id")
    detail_template = "admin/office/attendance.html"
    list_before_template = "admin/office/_attendances_before.html"
    live_on = "attendance"
    empty = gettext_lazy("Working times will be here. Members check in on their phones, or by message.")
    verbs = (
        Verb("attendance.correct", gettext_lazy("Correct the times"), "edit", _not_own, form=CorrectForm),
        Verb("attendance.take_back", gettext_lazy("Take the last tap back"), "undo", dangerous=True),
    )
    shows = (
        Show("in", gettext_lazy("In now"), lambda rows, now: still_in(rows)),
        Show("forgot", gettext_lazy("Forgot to check out"), _forgotten),
        Show("corrected", gettext_lazy("Corrected"), lambda rows, now: rows.filter(corrected=True)),
    )

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Attendance]":
        """Those in sight that count, with their breaks."""
        found = with_corrected(standing(attendances_visible_to(actor)))
        return found.select_related("member__user").prefetch_related("breaks")

    @admin.display(description=gettext_lazy("member"), ordering="member__user__name")
    def member_shown(self, row: Attendance) -> str:
        """Whose."""
        return row.member.user.name

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, row: Attendance) -> SafeString:
        """In, on a break, out."""
        return badge(row.look)

    @admin.display(description=gettext_lazy("in"), ordering="checked_in_at")
    def began(self, row: Attendance) -> SafeString:
        """When, on the member's clock."""
        return moment(row.checked_in_at, zone_of(row.member))

    @admin.display(description=gettext_lazy("out"), ordering="checked_out_at")
    def ended(self, row: Attendance) -> SafeString:
        """When, on the member's clock."""
        return moment(row.checked_out_at, zone_of(row.member))

    @admin.display(description=gettext_lazy("breaks"))
    def rested(self, row: Attendance) -> str:
        """How long in all."""
        return length_of(stretch_of(row).rested(timezone.now()))

    @admin.display(description=gettext_lazy("hours"))
    def worked(self, row: Attendance) -> str:
        """How long, up to now while it is open."""
        return length_of(stretch_of(row).worked(timezone.now()))

    @admin.display(description=gettext_lazy("corrected"))
    def corrected_shown(self, row: Any) -> str:
        """Whether somebody wrote other times."""
        return _("yes") if row.corrected else NOTHING

    def head(self, row: Attendance) -> list[Any]:
        """Where it stands."""
        return [self.state(row)]

    def facts(self, row: Attendance) -> Facts:
        """Who, from when to when, how long."""
        zone = zone_of(row.member)
        breaks = ", ".join(
            f"{clock(one.start, zone)}–{clock(one.end, zone) if one.end else ''}" for one in row.breaks.all()
        )
        return [
            (_("Member"), named(row.member)),
            (_("In"), self.began(row)),
            (_("Out"), self.ended(row)),
            (_("Breaks"), breaks or NOTHING),
            (_("Hours"), self.worked(row)),
        ]

    def detail(self, request: HttpRequest, row: Attendance) -> dict[str, Any]:
        """The page, with every tap as it came."""
        actor = actor_of(request)
        seen = {mark.pk: mark for mark in positions_visible_to(actor).filter(attendance=row)}
        taps = [_told(mark, seen.get(mark.pk), row) for mark in row.marks.select_related("by")]
        why = explain(actor, row.type_name(), row.public_id)
        return {**super().detail(request, row), "taps": taps, "explanations": why}

    # --- the payroll's file ----------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """And the page that asks for which days."""
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="crews_attendance_export"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the way to the export for who may."""
        url = reverse("admin:crews_attendance_export") if actor_of(request).may(EXPORT) else ""
        answer: HttpResponse = super().changelist_view(request, {**(extra_context or {}), "export_url": url})
        return answer

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Which days and whose; then the file."""
        actor = actor_of(request)
        if not actor.may(EXPORT):
            raise PermissionDenied
        form = ExportForm(request.GET if "first" in request.GET else None, actor=actor)
        if form.is_bound and form.is_valid():
            return form.file(timezone.now())
        context = {"form": form, "title": _("Export for payroll"), "back": self.list_url()}
        return self.page(request, "admin/office/attendance_export.html", None, **context)


class ExportForm(forms.Form):
    """Which days, and of which crew; the last month's to begin with."""

    first = forms.DateField(label=gettext_lazy("From"), widget=date_input())
    last = forms.DateField(label=gettext_lazy("Until"), widget=date_input())
    crew: Any = forms.ModelChoiceField(label=gettext_lazy("Crew"), queryset=None, required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data, label_suffix="")
        self.actor = actor
        crews: Any = self.fields["crew"]
        crews.queryset, crews.empty_label = crews_visible_to(actor), _("Everybody")
        crews.widget.attrs["class"] = " ".join(INPUT_CLASSES)
        this_month = timezone.localdate().replace(day=1)
        self.initial = {"last": this_month - timedelta(days=1), "first": _month_before(this_month)}

    def clean(self) -> dict[str, Any]:
        """The days must be in order and not too many."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("first") and told.get("last"):
            try:
                refuse_range(told["first"], told["last"])
            except DomainError as error:
                self.add_error("last", error.message)
        return told

    def file(self, now: datetime) -> HttpResponse:
        """The CSV, to be saved."""
        first, last, crew = (self.cleaned_data[name] for name in ("first", "last", "crew"))
        members = members_to_pay(self.actor, first, last, crew.public_id if crew else None)
        name = f"hours-{first:%Y-%m-%d}-{last:%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        content = payroll_csv(members, first, last, now=now)
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _month_before(first_of_month: date) -> date:
    return (first_of_month - timedelta(days=1)).replace(day=1)


def _told(mark: AttendanceMark, place: AttendanceMark | None, row: Attendance) -> dict[str, Any]:
    """A tap in words: what, when it counts, what the device said where that differs, by whom, where."""
    zone, now = zone_of(row.member), timezone.now()
    device = mark.device_at if mark.device_at is not None and mark.device_at != mark.at else None
    return {
        "what": mark.get_action_display(),
        "at": moment(mark.at, zone),
        "device": stamp(device, now, zone) if device else "",
        "server": stamp(mark.created_at, now, zone) if mark.created_at - mark.at > AT_ONCE else "",
        "by": mark.by.name if mark.by else "",
        "reason": mark.reason,
        "place": _map(place) if place is not None else "",
    }


def _map(mark: AttendanceMark) -> SafeString:
    where = f"{mark.latitude:.5f},{mark.longitude:.5f}"
    url = f"https://www.google.com/maps/search/?api=1&query={where}"
    return format_html('<a class="wh-link" href="{}" target="_blank" rel="noopener noreferrer">{}</a>', url, where)
