"""My crew today: for who leads it, everybody's visits in the order of their times."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.core import feed
from apps.core.actor import Actor
from apps.core.portal import PortalRequest, actor_of, portal_page
from apps.crews.models import Crew
from apps.crews.selectors import crews_in_charge
from apps.jobs.models import Assignment
from apps.jobs.portal.cards import VisitCard
from apps.jobs.selectors import of_crew, planned_on, standing, visits_visible_to
from apps.jobs.states import UNDER_WAY, IncidentStatus


@dataclass(frozen=True, slots=True)
class CrewDay:
    """A crew's visits of a day, and who goes on each."""

    crew: Crew
    day: date
    cards: list[tuple[VisitCard, str]]


@portal_page
def crew(request: PortalRequest) -> HttpResponse:
    """The page."""
    cursor = feed.now_cursor()  # before anything is read: what changes after it comes live
    context = {"days": crew_days(actor_of(request), timezone.now()), "feed_cursor": cursor, "nav": "today"}
    return render(request, "portal/jobs/crew.html", context)


@portal_page
def crew_list(request: PortalRequest) -> HttpResponse:
    """The visits alone, for the page that is open already."""
    if not request.htmx:
        return redirect("portal:crew")
    return render(request, "portal/jobs/_crew.html", {"days": crew_days(actor_of(request), timezone.now())})


def crew_days(actor: Actor, now: datetime) -> list[CrewDay]:
    """For each crew that the actor answers for: what is planned today, and what is under way. Three queries a crew."""
    day = timezone.localdate(now)
    return [CrewDay(crew, day, _cards(crew, actor, now, day)) for crew in crews_in_charge(actor).order_by("name")]


def _cards(crew: Crew, actor: Actor, now: datetime, day: date) -> list[tuple[VisitCard, str]]:
    seen = standing(visits_visible_to(actor))
    today = seen.filter(Q(pk__in=planned_on(seen, day).values("pk")) | Q(status__in=UNDER_WAY))
    people = Assignment.objects.select_related("member__user").order_by("member__user__name")
    open_ones = Q(incidents__status__in=[IncidentStatus.OPEN, IncidentStatus.ACKNOWLEDGED])
    found = (
        of_crew(today, crew.pk)
        .select_related("job__site__customer")
        .prefetch_related(Prefetch("assignments", people))
        .annotate(open_incidents=Count("incidents", filter=open_ones))
        .order_by("planned_start", "id")
    )
    return [(VisitCard(v, actor, now), ", ".join(str(a.member) for a in v.assignments.all())) for v in found]
