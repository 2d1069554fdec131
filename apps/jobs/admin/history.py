"""What was done at a site or to an asset, for their pages."""

from dataclasses import dataclass

from django.urls import reverse

from apps.core.actor import Actor
from apps.jobs.models import Asset, Incident, Site, Visit
from apps.jobs.selectors import done_at, incidents_visible_to, visits_visible_to, with_parts

MOST = 20


@dataclass(frozen=True, slots=True)
class Done:
    """A trip that ended; `url` is empty where its page is not this person's to open."""

    visit: Visit
    people: str
    url: str


def incidents_at(actor: Actor, place: Site | Asset) -> list[Incident]:
    """What was unsafe or broken there, of what is in sight: the newest first."""
    seen = incidents_visible_to(actor)
    of = seen.filter(visit__job__asset__in=with_parts(place)) if isinstance(place, Asset) else seen.filter(site=place)
    return list(of.order_by("-number")[:MOST])


def history_of(actor: Actor, place: Site | Asset) -> list[Done]:
    """The newest first. Three queries, however many."""
    visits = list(done_at(place)[:MOST])
    open_to = set(visits_visible_to(actor).filter(pk__in=[v.pk for v in visits]).values_list("pk", flat=True))
    return [
        Done(
            visit,
            ", ".join(assignment.member.user.name for assignment in visit.assignments.all()),
            reverse("admin:jobs_visit_change", args=[visit.pk]) if visit.pk in open_to else "",
        )
        for visit in visits
    ]
