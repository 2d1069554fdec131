"""The portal's pages about one's own hours: a week with its working times, asking for a correction, where one was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core import feed
from apps.core.actor import Actor
from apps.core.errors import DomainError
from apps.core.markup import zone_of
from apps.core.models import BY_PERSON, ItemStatus, ProposalItem
from apps.core.moments import clock, stamp
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.core.selectors import items_visible_to
from apps.core.years import FIRST, LAST
from apps.crews.attendance.hours import Stretch, WorkDay, week_of
from apps.crews.attendance.reading import days_of
from apps.crews.attendance.times_form import time_fields, told_times
from apps.crews.models import Attendance, Member
from apps.crews.selectors import own_attendances, own_member, positions_visible_to

REFUSED = 422
PER_PAGE = 50
ASK = "attendance.ask_correction"


@dataclass(frozen=True, slots=True)
class Line:
    """One working time in words, and whether its correction is asked for."""

    stretch: Stretch
    times: str
    rested: timedelta
    worked: timedelta
    waits: str


@dataclass(frozen=True, slots=True)
class Week:
    """A member's week from its Monday."""

    monday: date
    days: list[tuple[WorkDay, list[Line]]]
    worked: timedelta
    overtime: timedelta

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.monday + timedelta(days=7)


def week_for(actor: Actor, member: Member, day: date, now: datetime) -> Week:
    """The member's own week around a day, with hours up to now."""
    monday = week_of(day)
    days = days_of([member], monday, monday + timedelta(days=6), until=now)[member.pk]
    waiting = _asked(actor, [s.public_id for d in days for s in d.stretches], now)
    return Week(
        monday=monday,
        days=[(d, [_line(s, member, waiting, now) for s in d.stretches]) for d in days],
        worked=sum((d.worked for d in days), timedelta()),
        overtime=sum((d.overtime for d in days), timedelta()),
    )


def week_context(actor: Actor, now: datetime) -> dict[str, Any]:
    """This week's hours for the page about oneself; `week` is None for who does not work in the field."""
    member = own_member(actor)
    if member is None:
        return {"week": None}
    return {"week": week_for(actor, member, now.astimezone(zone_of(member.timezone)).date(), now)}


def _asked(actor: Actor, ids: list[UUID | None], now: datetime) -> dict[UUID | None, str]:
    """What waits for a decision, by working time: the member's own request, or what WorkHub proposes."""
    items = items_visible_to(actor).filter(
        command="attendance.correct", base_id__in=ids, status=ItemStatus.PENDING, proposal__expires_at__gt=now
    )
    return {item.base_id: _waits(item) for item in items.select_related("proposal").order_by("id")}


def _waits(item: ProposalItem) -> str:
    if item.proposal.source == BY_PERSON:
        return _("You asked for a correction: %(what)s") % {"what": item.summary}
    return _("Proposed, and waiting for a decision: %(what)s") % {"what": item.summary}


def _line(stretch: Stretch, member: Member, waiting: dict[UUID | None, str], now: datetime) -> Line:
    zone = zone_of(member.timezone)
    end = clock(stretch.end, zone) if stretch.end else _("now")
    return Line(
        stretch=stretch,
        times=f"{clock(stretch.start, zone)}–{end}",
        rested=stretch.rested(now),
        worked=stretch.worked(now),
        waits=waiting.get(stretch.public_id, ""),
    )


@portal_page
def hours(request: PortalRequest) -> HttpResponse:
    """A week of one's own hours."""
    cursor, now, actor = feed.now_cursor(), timezone.now(), actor_of(request)
    member = _member_or_404(actor)
    day = _day(request.GET.get("week", "")) or now.astimezone(zone_of(member.timezone)).date()
    context = {"week": week_for(actor, member, day, now), "today": now.astimezone(zone_of(member.timezone)).date()}
    return render(request, "portal/crews/hours.html", {**context, "feed_cursor": cursor, "nav": "me"})


@portal_page
def correction(request: PortalRequest, attendance_id: UUID) -> HttpResponse:
    """Asking for a correction of one's own working time."""
    actor, now = actor_of(request), timezone.now()
    member = _member_or_404(actor)
    row = own_attendances(actor).filter(public_id=attendance_id).first()
    if row is None:
        raise Http404
    form = CorrectionForm(request.POST or None, attendance=row, member=member)
    status, refusal = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            run_form(request, ASK, {"attendance_id": str(attendance_id), **form.told()}, now=now)
        except DomainError as error:
            refusal = error.message
        else:
            messages.success(request, _("You have asked for a correction. Who is in charge decides."))
            return redirect("portal:hours")
    if request.method == "POST":
        status = REFUSED
    context = {"form": form, "row": row, "refusal": refusal, "day": _day_of(row, member), "nav": "me"}
    return render(request, "portal/crews/correction.html", context, status=status)


@portal_page
def positions(request: PortalRequest) -> HttpResponse:
    """Where my position was kept, until when."""
    actor = actor_of(request)
    member = _member_or_404(actor)
    marks = positions_visible_to(actor).filter(attendance__member=member).order_by("-at")
    page = Paginator(marks, PER_PAGE).get_page(request.GET.get("page"))
    zone, now, days = zone_of(member.timezone), timezone.now(), timedelta(days=settings.POSITION_DAYS)
    lines = [(mark, stamp(mark.at, now, zone), stamp(mark.at + days, now, zone)) for mark in page]
    context = {"lines": lines, "page": page, "days": settings.POSITION_DAYS, "nav": "me"}
    return render(request, "portal/crews/positions.html", context)


class CorrectionForm(forms.Form):
    """The times as they should be, on the member's clock, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"class": "textarea", "rows": 3})
    )

    def __init__(self, data: Any, *, attendance: Attendance, member: Member) -> None:
        super().__init__(data, label_suffix="")
        self.attendance = attendance
        self.fields = {**time_fields(attendance, zone_of(member.timezone), "input"), **self.fields}

    def told(self) -> dict[str, Any]:
        """What was changed, and why."""
        return {**told_times(self.attendance, self.cleaned_data), "reason": self.cleaned_data["reason"]}


def _member_or_404(actor: Actor) -> Member:
    member = own_member(actor)
    if member is None:
        raise Http404
    return member


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found is not None and FIRST < found.year < LAST else None


def _day_of(row: Attendance, member: Member) -> str:
    return formats.date_format(timezone.localtime(row.checked_in_at, zone_of(member.timezone)).date(), "l j F")
