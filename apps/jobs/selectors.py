"""Reads of the work; each takes the actor and fails closed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import (
    Exists,
    F,
    Max,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.files import files_of
from apps.core.markup import zone_of
from apps.core.models import StoredFile
from apps.core.moments import clock
from apps.core.selectors import is_of_the_office, sees_all
from apps.crews.attendance.evidence import TOO_LONG, Sign, signs_of
from apps.crews.models import Attendance, Crew, Member, User
from apps.crews.selectors import crews_in_charge, in_charge_of_crews, members_in_charge, present
from apps.crews.states import Role
from apps.jobs.models import (
    Asset,
    Assignment,
    Contact,
    Customer,
    Incident,
    Job,
    JobTemplate,
    Site,
    Visit,
)
from apps.jobs.states import (
    ENDED_ON_SITE,
    OPEN,
    OVER,
    REVIEWABLE,
    WAITING,
    JobStatus,
    VisitStatus,
)

GRACE = timedelta(minutes=15)  # a visit that should have started this long ago is late


# Row scope (docs/adr/0018). Who sees all: everything. A manager: what those of their crews, and their crews, are
# planned for, drafts included, and what nobody is planned for yet. A crew lead: what their crew was sent to. A
# technician: what they were sent to.


def _oversees(actor: Actor) -> bool:
    """Whether drafts and what nobody has yet are the actor's to see."""
    return actor.may("crew.oversee")


def visits_visible_to(actor: Actor) -> QuerySet[Visit]:
    """The visits in sight."""
    if sees_all(actor):
        return Visit.objects.all()
    people = Q(member__in=members_in_charge(actor)) | Q(via_crew__in=crews_in_charge(actor))
    theirs = Visit.objects.filter(pk__in=Assignment.objects.filter(people).values("visit"))
    if _oversees(actor):
        return theirs | Visit.objects.filter(nobodys(Assignment, "visit"))
    return theirs.exclude(status=VisitStatus.DRAFT)


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    """The jobs of the visits in sight."""
    if sees_all(actor):
        return Job.objects.all()
    theirs = Q(pk__in=visits_visible_to(actor).values("job"))
    return Job.objects.filter(theirs | nobodys(Visit, "job") if _oversees(actor) else theirs)


def sites_visible_to(actor: Actor) -> QuerySet[Site]:
    """The sites of the jobs in sight."""
    if sees_all(actor):
        return Site.objects.all()
    theirs = Q(pk__in=jobs_visible_to(actor).values("site"))
    return Site.objects.filter(theirs | nobodys(Job, "site") if _oversees(actor) else theirs)


def customers_visible_to(actor: Actor) -> QuerySet[Customer]:
    """The customers of the sites in sight."""
    if sees_all(actor):
        return Customer.objects.all()
    theirs = Q(pk__in=sites_visible_to(actor).values("customer"))
    return Customer.objects.filter(theirs | nobodys(Site, "customer") if _oversees(actor) else theirs)


def contacts_visible_to(actor: Actor) -> QuerySet[Contact]:
    """The contacts of the sites in sight, and of the customers in sight those for all their sites."""
    if sees_all(actor):
        return Contact.objects.all()
    everywhere = Q(site=None, customer__in=customers_visible_to(actor))
    return Contact.objects.filter(Q(site__in=sites_visible_to(actor)) | everywhere)


def assets_visible_to(actor: Actor) -> QuerySet[Asset]:
    """The assets at the sites in sight."""
    return Asset.objects.all() if sees_all(actor) else Asset.objects.filter(site__in=sites_visible_to(actor))


def by_sticker(printed: UUID) -> Q:
    """What the id on a sticker stands for: the equipment whose newest sticker it is."""
    return Q(sticker_id=printed) | Q(sticker_id=None, public_id=printed)


def templates_visible_to(actor: Actor) -> QuerySet[JobTemplate]:
    """The kinds of jobs: all of them for who plans work, none for others."""
    return JobTemplate.objects.all() if sees_all(actor) or _oversees(actor) else JobTemplate.objects.none()


def incidents_visible_to(actor: Actor) -> QuerySet[Incident]:
    """Those of the visits in sight, those that oneself or somebody in one's charge reported, and those one takes care
    of.
    """
    if sees_all(actor):
        return Incident.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Incident.objects.none()
    reported = Q(reported_by_id=actor.user.pk) | Q(reported_by__member__in=members_in_charge(actor))
    reported |= Q(assignee_id=actor.user.pk)
    return Incident.objects.filter(reported | Q(visit__in=visits_visible_to(actor)))


def nobodys(below: type[Model], column: str) -> Q:
    """Rows that nothing below points at: a visit nobody is on, a job without visits, a site without jobs."""
    return Q(~Exists(below._default_manager.filter(**{column: OuterRef("pk")})))


def in_charge_of_visit(visit: Visit) -> QuerySet[User]:
    """Who answers for a visit: the managers of those on it and of the crews they go with, and once it is sent who
    leads these. While nobody is on it, every manager.
    """
    on = Assignment.objects.filter(visit=visit)
    found = _in_charge_on(on)
    if visit.status == VisitStatus.DRAFT:
        found = found.filter(role=Role.MANAGER)
    anybodys = Q(~Exists(on), role=Role.MANAGER, is_active=True)
    return User.objects.filter(Q(pk__in=found.values("pk")) | anybodys)


def in_charge_of_incident(incident: Incident) -> QuerySet[User]:
    """Who answers for those on its visit, and for the member who reported it."""
    reporters = present().filter(member__user=incident.reported_by_id).values("crew")
    found = Q(pk__in=in_charge_of_crews(reporters).values("pk"))
    if incident.visit is not None:
        found |= Q(pk__in=in_charge_of_visit(incident.visit).values("pk"))
    return User.objects.filter(found)


_TO_JOB = {"job": "public_id", "site": "site__public_id", "customer": "site__customer__public_id"}
_TO_SITE = {"site": "public_id", "customer": "customer__public_id"}


def to_speak_to(site: Site) -> QuerySet[Contact]:
    """Who is asked about work at a site, those for this site first."""
    here = Contact.objects.filter(Q(site=site) | Q(site=None, customer=site.customer_id), retired_at=None)
    return here.order_by(F("site").asc(nulls_last=True), "name")


def done_at(place: Site | Asset) -> QuerySet[Visit]:
    """The service history: trips to a site, or for an asset or its parts, that ended there; the newest first.

    Who sees the place sees what was done to it, by whom and when: it is the place's history, not the visit's page.
    """
    of = Q(job__asset__in=with_parts(place)) if isinstance(place, Asset) else Q(job__site=place)
    people = Prefetch("assignments", queryset=Assignment.objects.select_related("member__user").order_by("pk"))
    ended = Visit.objects.filter(of, status__in=ENDED_ON_SITE)
    return ended.select_related("job__asset").prefetch_related(people).order_by("-ended_at", "-pk")


def with_parts(asset: Asset) -> list[int]:
    """The keys of an asset and everything below it: a query for each level."""
    found, level = [asset.pk], [asset.pk]
    while level := list(Asset.objects.filter(parent__in=level).exclude(pk__in=found).values_list("pk", flat=True)):
        found += level
    return found


def managers_of_work(kind: str, public_id: UUID) -> QuerySet[User]:
    """The managers in whose sight a job, a site or a customer is: those of the crews that are sent there, and every
    one of them while something of it is nobody's yet.
    """
    jobs = Job.objects.filter(**{_TO_JOB[kind]: public_id})
    visits = Visit.objects.filter(job__in=jobs)
    free = Exists(visits.filter(nobodys(Assignment, "visit"))) | Exists(jobs.filter(nobodys(Visit, "job")))
    if kind != "job":
        sites = Site.objects.filter(**{_TO_SITE[kind]: public_id})
        free |= Exists(sites.filter(nobodys(Job, "site"))) | ~Exists(sites)
    managers = User.objects.filter(role=Role.MANAGER, is_active=True)
    return managers.filter(Q(pk__in=_in_charge_on(Assignment.objects.filter(visit__in=visits)).values("pk")) | free)


def _in_charge_on(assignments: QuerySet[Assignment]) -> QuerySet[User]:
    """Who answers for these members, and for the crews they go with."""
    theirs = present().filter(member__in=assignments.values("member")).values("crew")
    crews = Crew.objects.filter(Q(pk__in=theirs) | Q(pk__in=assignments.values("via_crew")))
    return in_charge_of_crews(crews.values("pk"))


def clashes(
    members: Iterable[Member], start: datetime, end: datetime, *, besides: Visit | None = None
) -> QuerySet[Assignment]:
    """What already holds these members' time between two moments, overridden bookings included."""
    found = Assignment.objects.filter(live=True, member__in=list(members), during__overlap=(start, end))
    if besides is not None:
        found = found.exclude(visit=besides)
    return found.select_related("member__user", "visit__job").order_by("during")


def planned_with(members: Iterable[int], start: datetime, end: datetime) -> QuerySet[Visit]:
    """The visits not begun that hold time of these members (by primary key) between two moments."""
    held = Assignment.objects.filter(live=True, member__in=list(members), during__overlap=(start, end))
    return Visit.objects.filter(status__in=WAITING, pk__in=held.values("visit"))


def users_on(visit: Visit) -> list[int]:
    """The user ids of the members sent to a visit; none while it is a draft."""
    if visit.status == VisitStatus.DRAFT:
        return []
    return list(visit.assignments.values_list("member__user_id", flat=True))


def overdue(jobs: QuerySet[Job], now: datetime) -> QuerySet[Job]:
    """Those whose work is not done although it should be, and those nobody was at in time."""
    late_work = Q(due_at__lt=now) & ~Q(status__in=[JobStatus.DONE, JobStatus.IN_REVIEW, *OVER])
    begun = Exists(Visit.objects.filter(job=OuterRef("pk"), on_site_at__isnull=False))
    nobody_there = Q(respond_by__lt=now, status__in=[JobStatus.DRAFT, JobStatus.READY, JobStatus.SCHEDULED]) & ~begun
    return jobs.filter(late_work | nobody_there)


def actual_times(job: Job) -> tuple[datetime | None, datetime | None]:
    """When the first work on site began and the last ended; None where nobody noted it."""
    ended = job.visits.filter(status__in=ENDED_ON_SITE)
    told = job.visits.aggregate(began=Min("on_site_at")), ended.aggregate(ended=Max("ended_at"))
    return told[0]["began"], told[1]["ended"]


def last_on_site_first(job: Job) -> QuerySet[Visit]:
    """The visits of a job that ended on site, the last one first."""
    return job.visits.filter(status__in=ENDED_ON_SITE).order_by("-ended_at", "-sequence").select_related("job")


def report_address(job: Job) -> str:
    """Where a job's service report goes unless told otherwise: the customer's address, else their first contact's."""
    customer = job.site.customer
    return (
        customer.email
        or customer.contacts.exclude(email="").order_by("id").values_list("email", flat=True).first()
        or ""
    )


@files_of
def report_files(actor: Actor) -> QuerySet[StoredFile]:
    """The service reports that were sent, of the jobs in sight: for the office."""
    if not is_of_the_office(actor):
        return StoredFile.objects.none()
    return StoredFile.objects.filter(service_reports__job__in=jobs_visible_to(actor))


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
    now_in = present()
    if crew is None:
        theirs = Q(via_crew=None) & ~Q(member__in=now_in.values("member"))
    else:
        theirs = Q(via_crew=crew) | Q(via_crew=None, member__in=now_in.filter(crew=crew).values("member"))
    return visits.filter(Exists(Assignment.objects.filter(theirs, visit=OuterRef("pk"))))


def late(visits: QuerySet[Visit], now: datetime) -> QuerySet[Visit]:
    """Those that should have started and are still only sent."""
    return visits.filter(status=VisitStatus.DISPATCHED, planned_start__lt=now - GRACE)


def awaiting_review(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Those whose work is done and that nobody has closed, unless somebody was asked and has not answered yet."""
    return jobs.filter(status__in=REVIEWABLE, review_question="")


def sent_back(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Those with a question of the review that is not settled."""
    return jobs.exclude(review_question="").exclude(status__in=[JobStatus.CLOSED, JobStatus.CANCELLED])


def needing_follow_up(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those that ended partly done or not possible, while their job still waits for the next one."""
    return visits.filter(status__in=[VisitStatus.PARTIAL, VisitStatus.UNABLE], job__needs_follow_up=True)


def to_replan(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those whose people cannot go any more as it was planned."""
    return visits.exclude(replan_because="").filter(status__in=WAITING)


def done_since(visits: QuerySet[Visit], start: datetime) -> QuerySet[Visit]:
    """Those done since then."""
    return visits.filter(status=VisitStatus.COMPLETED, ended_at__gte=start)


def first_trips(visits: QuerySet[Visit], start: datetime) -> QuerySet[Visit]:
    """First trips to a job that ended on site since then, however they ended."""
    return visits.filter(sequence=1, status__in=ENDED_ON_SITE, ended_at__gte=start)


def timed_since(visits: QuerySet[Visit], start: datetime) -> QuerySet[Visit]:
    """Those that ended since then and whose beginning on site is known."""
    return visits.filter(status__in=ENDED_ON_SITE, ended_at__gte=start, on_site_at__isnull=False)


@signs_of
def visits_ended(opened: list[Attendance]) -> dict[int, Sign]:
    """For each of these working times the last visit of the member that ended on that day's work: they were there until
    then. What ended later belongs to another day.
    """
    if not opened:
        return {}
    people = [one.member_id for one in opened]
    rows = Assignment.objects.filter(
        member__in=people, visit__ended_at__gt=min(one.checked_in_at for one in opened)
    ).select_related("visit__job")
    found: dict[int, Sign] = {}
    for one in opened:
        own = [row.visit for row in rows if row.member_id == one.member_id]
        ended = [v for v in own if one.checked_in_at < _ended_at(v) <= one.checked_in_at + TOO_LONG]
        if ended:
            last = max(ended, key=_ended_at)
            time = clock(_ended_at(last), zone_of(one.member.timezone))
            text = _("visit %(code)s ended at %(time)s") % {"code": last.code, "time": time}
            found[one.pk] = Sign(_ended_at(last), text)
    return found


def _ended_at(visit: Visit) -> datetime:
    if visit.ended_at is None:
        raise AssertionError("asked for by its end")
    return visit.ended_at
