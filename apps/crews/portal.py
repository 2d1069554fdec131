"""The portal's page about oneself: who I am, with whom I work, what I was told, how to leave."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actor import Actor
from apps.core.markup import zone_of
from apps.core.portal import PortalRequest, actor_of, portal_page
from apps.crews import leave, papers
from apps.crews.attendance.hours_page import week_context
from apps.crews.models import Absence, Member
from apps.crews.papers import Paper, soonest_first, told
from apps.crews.selectors import certificates_visible_to, crews_visible_to, members_visible_to, own_member, present
from apps.crews.spans import days_told, hours_told
from apps.crews.working import Window, moment_of, windows
from apps.notifications.portal import notifications_context


class Colleague(NamedTuple):
    """Somebody of my crew, and whether they lead it."""

    member: Member
    is_lead: bool


class MyDay(NamedTuple):
    """A day of mine: whether it is today, whether I am away, and my shifts with their hours in words."""

    day: date
    today: bool
    away: bool
    shifts: list[tuple[str, Window]]


@portal_page
def me(request: PortalRequest) -> HttpResponse:
    """About me."""
    cursor, actor, now = feed.now_cursor(), actor_of(request), timezone.now()
    about = {**_crew(actor), **_days(actor, now), **week_context(actor, now), "papers": _papers(actor)}
    context = {**about, **notifications_context(actor, now)}
    return render(request, "portal/crews/me.html", {**context, "languages": settings.LANGUAGES, "feed_cursor": cursor})


def _papers(actor: Actor) -> list[Paper]:
    """My certificates that stand, those that end first."""
    if actor.user is None:
        return []
    own = certificates_visible_to(actor).filter(member__user_id=actor.user.pk)
    return told(soonest_first(papers.standing(own)))


def _crew(actor: Actor) -> dict[str, Any]:
    """My present crew with everybody in it. The office sees all crews elsewhere; here each their own."""
    memberships = present().filter(crew__in=crews_visible_to(actor), member__in=members_visible_to(actor))
    mine = memberships.filter(member__user_id=actor.user.pk).select_related("crew").first() if actor.user else None
    if mine is None:
        return {"crew": None, "colleagues": []}
    others = memberships.filter(crew=mine.crew_id, member__user__is_active=True).exclude(member=mine.member_id)
    found = others.select_related("member__user").order_by("-is_lead", "member__user__name")
    return {"crew": mine.crew, "leads": mine.is_lead, "colleagues": [Colleague(m.member, m.is_lead) for m in found]}


def _days(actor: Actor, now: datetime) -> dict[str, Any]:
    """My shifts of this week and the next, and when I am away; by my own clock."""
    me = own_member(actor)
    if me is None:
        return {"weeks": [], "absences": []}
    zone = zone_of(me.timezone)
    today = timezone.localdate(now, zone)
    monday = today - timedelta(days=today.weekday())
    start, end = (moment_of(monday + timedelta(days=n), time.min, zone) for n in (0, 14))
    found = windows([me], start, end)[me.pk]
    absences = list(leave.standing(Absence.objects.filter(member=me, end__gt=start)).order_by("start"))
    days = [_day(monday + timedelta(days=n), today, found, absences, zone) for n in range(14)]
    return {
        "weeks": [(_("This week"), days[:7]), (_("Next week"), days[7:])],
        "absences": [(a.get_kind_display(), days_told(a.start, a.end, zone)) for a in absences if a.end > now],
        "planned_freely": all(w.any_time for w in found),
    }


def _day(day: date, today: date, found: Sequence[Window], absent: Sequence[Absence], zone: tzinfo) -> MyDay:
    begin, over = moment_of(day, time.min, zone), moment_of(day + timedelta(days=1), time.min, zone)
    shifts = [w for w in found if w.day == day and not w.any_time]
    return MyDay(
        day,
        day == today,
        any(a.start < over and a.end > begin for a in absent),
        [(hours_told(w.start, w.end, zone), w) for w in shifts],
    )
