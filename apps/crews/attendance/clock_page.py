"""The clock on the portal's page Today: one tap in, breaks, out; since when, and hours today."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from apps.core.actor import Actor
from apps.core.errors import DomainError
from apps.core.markup import zone_of
from apps.core.moments import stamp
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.core.years import FIRST, LAST
from apps.crews.attendance.reading import days_of
from apps.crews.attendance.taps import Position
from apps.crews.models import Attendance, AttendanceMark, Member
from apps.crews.selectors import own_attendances, own_member, still_in
from apps.crews.states import AttendanceStatus, Mark

REFUSED = 422  # htmx shows the answer
UNDO_SHOWN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Tap:
    """A button: the verb it runs, its word, its icon, and what it says while that is under way."""

    verb: str
    label: str | Promise
    icon: str
    busy: str | Promise


CHECK_IN = Tap("check_in", gettext_lazy("Check in"), "login", gettext_lazy("Checking in…"))
START_BREAK = Tap("start_break", gettext_lazy("Start a break"), "coffee", gettext_lazy("One moment…"))
END_BREAK = Tap("end_break", gettext_lazy("End the break"), "play_arrow", gettext_lazy("One moment…"))
CHECK_OUT = Tap("check_out", gettext_lazy("Check out"), "logout", gettext_lazy("Checking out…"))
TAPS: Mapping[str, tuple[Tap, ...]] = {
    "": (CHECK_IN,),
    AttendanceStatus.CHECKED_IN: (START_BREAK, CHECK_OUT),
    AttendanceStatus.ON_BREAK: (END_BREAK, CHECK_OUT),
}
VERBS = frozenset(tap.verb for taps in TAPS.values() for tap in taps)


@dataclass(frozen=True, slots=True)
class Clock:
    """How somebody's working day stands, for the bar on Today."""

    open: Attendance | None
    taps: tuple[Tap, ...]
    since: str
    today: timedelta
    last: AttendanceMark | None
    refusal: str = ""


def clock_context(actor: Actor, now: datetime, refusal: str = "") -> dict[str, Any]:
    """The bar's context; `clock` is None for who does not work in the field."""
    member = own_member(actor)
    if member is None:
        return {"clock": None}
    opened = still_in(own_attendances(actor)).prefetch_related("breaks").first()
    today = now.astimezone(zone_of(member.timezone)).date()
    days = days_of([member], today - timedelta(days=1), today, until=now)[member.pk]
    current = [d for d in days if d.day == today or d.ended is None]
    taps = TAPS[opened.status if opened else ""]
    return {
        "clock": Clock(
            open=opened,
            taps=tuple(tap for tap in taps if actor.may(f"attendance.{tap.verb}")),
            since=_since(opened, member, now) if opened else "",
            today=sum((d.worked for d in current), timedelta()),
            last=_last_tap(actor, now),
            refusal=refusal,
        )
    }


def _since(opened: Attendance, member: Member, now: datetime) -> str:
    resting = [one for one in opened.breaks.all() if one.end is None]
    return stamp(resting[0].start if resting else opened.checked_in_at, now, zone_of(member.timezone))


def _last_tap(actor: Actor, now: datetime) -> AttendanceMark | None:
    """The last tap, while it can be taken back with one more."""
    marks = AttendanceMark.objects.filter(attendance__in=own_attendances(actor)).select_related("attendance")
    last = marks.order_by("-id").first()
    fresh = last is not None and last.action != Mark.CORRECTION and now - last.created_at < UNDO_SHOWN
    return last if fresh else None


@portal_page
def bar(request: PortalRequest) -> HttpResponse:
    """The bar alone, for the page that is open already."""
    return _bar(request) if request.htmx else redirect("portal:today")


@portal_page
def tap(request: PortalRequest, verb: str) -> HttpResponse:
    """A button of the bar: in, break, out."""
    if verb not in VERBS:
        raise Http404
    if request.method != "POST":  # the address of a form that was loaded again
        return redirect("portal:today")
    now = timezone.now()
    return _done(request, f"attendance.{verb}", _device(request), now)


@portal_page
def untap(request: PortalRequest, attendance_id: UUID) -> HttpResponse:
    """The last tap was a slip."""
    if request.method != "POST":
        return redirect("portal:today")
    seen = request.POST.get("version") or None  # as it was shown: a second press takes nothing more back
    given = {"attendance_id": str(attendance_id), "reason": _("Tapped by mistake"), "version": seen}
    return _done(request, "attendance.take_back", given, timezone.now())


def _done(request: PortalRequest, command: str, arguments: dict[str, Any], now: datetime) -> HttpResponse:
    try:
        run_form(request, command, arguments, now=now)
    except DomainError as error:
        return _bar(request, error.message, REFUSED)
    return _bar(request) if request.htmx else redirect("portal:today")


def _bar(request: PortalRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    context = clock_context(actor_of(request), timezone.now(), refusal)
    template = "_clock.html" if request.htmx else "clock.html"
    return render(request, f"portal/crews/{template}", {**context, "acted": status == 200}, status=status)


def _device(request: PortalRequest) -> dict[str, Any]:
    """What the phone says of the tap. What it says badly is left out: a tap counts without."""
    told: dict[str, Any] = {}
    with suppress(ValueError):
        at = datetime.fromisoformat(request.POST.get("device_at", ""))
        if at.tzinfo is not None and FIRST <= at.year <= LAST:
            told["device_at"] = at
    with suppress(ValidationError):
        place = {name: request.POST.get(name) or None for name in Position.model_fields}
        told["position"] = Position.model_validate(place)
    return told
