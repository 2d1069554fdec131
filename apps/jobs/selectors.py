"""Reads of the work; each takes the actor and fails closed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.selectors import sees_all
from apps.crews.models import CrewMembership, Member
from apps.jobs.models import Assignment, Customer, Incident, Job, Site, Visit
from apps.jobs.states import ENDED_ON_SITE, OPEN, IncidentStatus, Severity, VisitStatus

GRACE = timedelta(minutes=15)  # a visit that should have started this long ago is late


def _own_visits(actor: Actor) -> QuerySet[Visit]:
    """The visits a member is or was sent to; what is still a draft is not told."""
    if actor.user is None or not actor.user.is_active:
        return Visit.objects.none()
    mine = Assignment.objects.filter(member__user_id=actor.user.pk).values("visit")
    return Visit.objects.filter(pk__in=mine).exclude(status=VisitStatus.DRAFT)


def visits_visible_to(actor: Actor) -> QuerySet[Visit]:
    """The office sees all visits; a member those they are sent to."""
    return Visit.objects.all() if sees_all(actor) else _own_visits(actor)


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    """The office sees all jobs; a member those of their visits."""
    return Job.objects.all() if sees_all(actor) else Job.objects.filter(pk__in=_own_visits(actor).values("job"))


def sites_visible_to(actor: Actor) -> QuerySet[Site]:
    """The office sees all sites; a member those of their visits."""
    if sees_all(actor):
        return Site.objects.all()
    return Site.objects.filter(pk__in=_own_visits(actor).values("job__site"))


def customers_visible_to(actor: Actor) -> QuerySet[Customer]:
    """The office sees all customers; a member those of their visits."""
    if sees_all(actor):
        return Customer.objects.all()
    return Customer.objects.filter(pk__in=_own_visits(actor).values("job__site__customer"))


def incidents_visible_to(actor: Actor) -> QuerySet[Incident]:
    """The office sees all incidents; a member those they reported and those of their visits."""
    if sees_all(actor):
        return Incident.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Incident.objects.none()
    return Incident.objects.filter(Q(reported_by_id=actor.user.pk) | Q(visit__in=_own_visits(actor)))


def clashes(
    members: Iterable[Member], start: datetime, end: datetime, *, besides: Visit | None = None
) -> QuerySet[Assignment]:
    """What already holds these members' time between two moments, overridden bookings included."""
    found = Assignment.objects.filter(live=True, member__in=list(members), during__overlap=(start, end))
    if besides is not None:
        found = found.exclude(visit=besides)
    return found.select_related("member__user", "visit__job").order_by("during")


def users_on(visit: Visit) -> list[int]:
    """The user ids of the members sent to a visit; none while it is a draft."""
    if visit.status == VisitStatus.DRAFT:
        return []
    return list(visit.assignments.values_list("member__user_id", flat=True))


# --- the questions people ask of visits and incidents; the dashboard's numbers and the lists they open share these ---


def day_range(day: date) -> tuple[datetime, datetime]:
    """The company's day: from its midnight to the next."""
    midnight, next_one = (timezone.make_aware(datetime.combine(d, time.min)) for d in (day, day + timedelta(days=1)))
    return midnight, next_one


def planned_on(visits: QuerySet[Visit], day: date) -> QuerySet[Visit]:
    """Those that begin on that day in the company's zone; none at the calendar's ends: no day follows there."""
    if not date.min.year < day.year < date.max.year:
        return visits.none()
    start, end = day_range(day)
    return visits.filter(planned_start__gte=start, planned_start__lt=end)


def week_start(now: datetime) -> datetime:
    """The company's Monday midnight before a moment."""
    today = timezone.localdate(now)
    return day_range(today - timedelta(days=today.weekday()))[0]


def with_nobody(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those still to come or under way that nobody is assigned to."""
    return visits.filter(~Exists(Assignment.objects.filter(visit=OuterRef("pk"))), status__in=OPEN)


def standing(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those that were not cancelled."""
    return visits.exclude(status=VisitStatus.CANCELLED)


def still_open(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those still to come or under way."""
    return visits.filter(status__in=OPEN)


def of_crew(visits: QuerySet[Visit], crew: int | None) -> QuerySet[Visit]:
    """Those that somebody of that crew goes on: sent with it, else belonging to it now. None: members of no crew."""
    now_in = CrewMembership.objects.filter(until__isnull=True)
    if crew is None:
        theirs = Q(via_crew=None) & ~Q(member__in=now_in.values("member"))
    else:
        theirs = Q(via_crew=crew) | Q(via_crew=None, member__in=now_in.filter(crew=crew).values("member"))
    return visits.filter(Exists(Assignment.objects.filter(theirs, visit=OuterRef("pk"))))


def late(visits: QuerySet[Visit], now: datetime) -> QuerySet[Visit]:
    """Those that should have started and are still only sent."""
    return visits.filter(status=VisitStatus.DISPATCHED, planned_start__lt=now - GRACE)


def needing_follow_up(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those that ended partly done or not possible, while their job still waits for the next one."""
    return visits.filter(status__in=[VisitStatus.PARTIAL, VisitStatus.UNABLE], job__needs_follow_up=True)


def done_since(visits: QuerySet[Visit], start: datetime) -> QuerySet[Visit]:
    """Those done since then."""
    return visits.filter(status=VisitStatus.COMPLETED, ended_at__gte=start)


def first_trips(visits: QuerySet[Visit], start: datetime) -> QuerySet[Visit]:
    """First trips to a job that ended on site since then, however they ended."""
    return visits.filter(sequence=1, status__in=ENDED_ON_SITE, ended_at__gte=start)


def timed_since(visits: QuerySet[Visit], start: datetime) -> QuerySet[Visit]:
    """Those that ended since then and whose beginning on site is known."""
    return visits.filter(status__in=ENDED_ON_SITE, ended_at__gte=start, on_site_at__isnull=False)


def unacknowledged(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Those nobody has said they take care of."""
    return incidents.filter(status=IncidentStatus.OPEN)


def unresolved(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Those that still need somebody, acknowledged or not."""
    return incidents.filter(status__in=[IncidentStatus.OPEN, IncidentStatus.ACKNOWLEDGED])


def worst_first(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """By severity, then the newest."""
    ranks = [When(severity=severity, then=Value(rank)) for rank, severity in enumerate(Severity.values)]
    return incidents.annotate(rank=Case(*ranks, output_field=IntegerField())).order_by("rank", "-number")
