"""Critical incidents that nobody has acknowledged, on every page of the office."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from apps.core.admin import actor_of
from apps.jobs.models import Incident
from apps.jobs.questions import unacknowledged
from apps.jobs.selectors import incidents_visible_to
from apps.jobs.states import Severity

MOST = 10


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs (Unfold's global callback)."""
    if not (request.user.is_active and request.user.is_staff):
        return {}
    last = Incident.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return {
        "alarms": list(_critical(request)[:MOST]),
        "alarm_last": last,
        "alarm_url": reverse("admin:live", args=["alarm"]),
    }


def partial(request: HttpRequest) -> dict[str, Any]:
    """Those a page began with (`upto`), or those that came since (`after`)."""
    found = _critical(request)
    if upto := _number(request, "upto"):
        found = found.filter(number__lte=upto)
    if after := _number(request, "after"):
        found = found.filter(number__gt=after)
    return {"incidents": found[:MOST]}


def _number(request: HttpRequest, name: str) -> int:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _critical(request: HttpRequest) -> "QuerySet[Incident]":
    found = unacknowledged(incidents_visible_to(actor_of(request))).filter(severity=Severity.CRITICAL)
    return found.select_related("site", "reported_by").order_by("-number")
