"""The portal's page about oneself: who I am, with whom I work, what I was told, how to leave."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.core import feed
from apps.core.actor import Actor
from apps.core.portal import PortalRequest, actor_of, portal_page
from apps.crews.models import Member
from apps.crews.selectors import crews_visible_to, members_visible_to, present
from apps.notifications.portal import notifications_context


class Colleague(NamedTuple):
    """Somebody of my crew, and whether they lead it."""

    member: Member
    is_lead: bool


@portal_page
def me(request: PortalRequest) -> HttpResponse:
    """About me."""
    cursor, actor = feed.now_cursor(), actor_of(request)
    context = {**_crew(actor), **notifications_context(actor, timezone.now())}
    return render(request, "portal/crews/me.html", {**context, "languages": settings.LANGUAGES, "feed_cursor": cursor})


@portal_page
def requests(request: PortalRequest) -> HttpResponse:
    """What staff ask the office for: by message, until requests have a form of their own."""
    return render(request, "portal/crews/requests.html", {"feed_cursor": feed.now_cursor()})


def _crew(actor: Actor) -> dict[str, Any]:
    """My present crew with everybody in it. The office sees all crews elsewhere; here each their own."""
    memberships = present().filter(crew__in=crews_visible_to(actor), member__in=members_visible_to(actor))
    mine = memberships.filter(member__user_id=actor.user.pk).select_related("crew").first() if actor.user else None
    if mine is None:
        return {"crew": None, "colleagues": []}
    others = memberships.filter(crew=mine.crew_id, member__user__is_active=True).exclude(member=mine.member_id)
    found = others.select_related("member__user").order_by("-is_lead", "member__user__name")
    return {"crew": mine.crew, "leads": mine.is_lead, "colleagues": [Colleague(m.member, m.is_lead) for m in found]}
