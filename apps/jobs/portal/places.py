"""What is known of a place, for who goes there: whom to call, when it is open, what was done last."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.core.looks import Look
from apps.core.markup import zone_of
from apps.core.moments import stamp
from apps.core.portal import PortalRequest, actor_of, portal_page
from apps.jobs.models import Asset, Site, Visit
from apps.jobs.opening import outside
from apps.jobs.portal.dialling import dialable
from apps.jobs.selectors import assets_visible_to, by_sticker, done_at, to_speak_to

LAST = 3


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A trip of before."""

    title: str
    when: str
    people: str
    note: str
    look: Look


def about_place(site: Site, asset: Asset | None, now: datetime, besides: Visit | None = None) -> dict[str, Any]:
    """Contacts, hours and the last visits, for a page. Three queries."""
    done = done_at(asset or site)
    done = done.exclude(pk=besides.pk) if besides is not None else done
    zone = zone_of(site.timezone)
    return {
        "contacts": [(contact, dialable(contact.phone)) for contact in to_speak_to(site)],
        "last_visits": [_line(visit, now, zone) for visit in done[:LAST]],
        "closed_then": besides is not None
        and outside(site.opening_hours, besides.planned_start, besides.planned_end, zone),
    }


def _line(visit: Visit, now: datetime, zone: tzinfo) -> DoneLine:
    people = ", ".join(assignment.member.user.name for assignment in visit.assignments.all())
    when = stamp(visit.ended_at, now, zone) if visit.ended_at else ""
    return DoneLine(visit.job.title, when, people, visit.outcome_note, visit.look)


@portal_page
def asset(request: PortalRequest, asset_id: UUID) -> HttpResponse:
    """An asset's page on the phone: what it is, and what was done to it."""
    return _page(request, Q(public_id=asset_id))


@portal_page
def sticker(request: PortalRequest, asset_id: UUID) -> HttpResponse:
    """The same, for who follows its sticker; one that was renewed since leads nowhere."""
    return _page(request, by_sticker(asset_id))


def _page(request: PortalRequest, which: Q) -> HttpResponse:
    found = assets_visible_to(actor_of(request)).select_related("site__customer", "parent")
    one = found.filter(which).first()
    if one is None:
        raise Http404
    context = {"nav": "today", "asset": one, "site": one.site, **about_place(one.site, one, timezone.now())}
    return render(request, "portal/jobs/asset.html", context)
