"""Today at a glance: what needs you now, who is where, what just happened, how the week goes."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.admin import actor_of
from workhub.glance import alarm, happenings, needs, strip, week

Section = Callable[..., dict[str, Any]]
SECTIONS: dict[str, Section] = {
    "needs": needs.section,
    "strip": strip.section,
    "happenings": happenings.section,
    "week": week.section,
}


def context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Everything the start page shows (Unfold's dashboard callback)."""
    actor, now = actor_of(request), timezone.now()
    for name, section in SECTIONS.items():
        context[name] = section(actor, now)
    return context | {"title": _("Today"), "now": now}


def live(request: HttpRequest, section: str) -> HttpResponse:
    """One part of the page again, for whoever watches it; the alarm is on every page."""
    if section == "alarm":
        return render(request, "admin/office/_alarm.html", alarm.partial(request))
    if section not in SECTIONS:
        raise Http404
    now = timezone.now()
    return render(request, f"admin/office/_{section}.html", {section: SECTIONS[section](actor_of(request), now)})
