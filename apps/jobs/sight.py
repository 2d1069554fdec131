"""Who can see a visit, a job or an incident, and by which rule: the selectors' rules, asked from the other side.

A test compares each answer here with the selectors, for every role.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from apps.crews.models import Crew, Member
from apps.crews.selectors import present
from apps.crews.sight import Rule, Sight, every_manager, leading, managing, seeing_all, sights
from apps.jobs.models import Assignment, Incident, Job, Visit
from apps.jobs.states import VisitStatus


def who_sees_visit(visit: Visit) -> list[Sight]:
    """Everybody who can see a visit, and why."""
    return sights([*seeing_all(), *_of_visit(visit)])


def who_sees_job(job: Job) -> list[Sight]:
    """Everybody who can see a job, and why: who sees one of its visits, and while it has none every manager."""
    visits = list(job.visits.select_related("job"))
    of_visits = [
        (user, _("%(why)s (%(visit)s)") % {"why": why, "visit": visit.code})
        for visit in visits
        for user, why in _of_visit(visit)
    ]
    nobodys = [] if visits else every_manager(_("no visit is planned yet: managers see it"))
    return sights([*seeing_all(), *of_visits, *nobodys])


def who_sees_incident(incident: Incident) -> list[Sight]:
    """Everybody who can see an incident, and why."""
    of_visit = _of_visit(incident.visit) if incident.visit else []
    carer = incident.assignee
    caring = [(carer, _("takes care of it"))] if carer is not None and carer.is_active else []
    return sights([*seeing_all(), *caring, *_reporting(incident), *of_visit])


def _of_visit(visit: Visit) -> Iterator[Rule]:
    on = Assignment.objects.filter(visit=visit)
    theirs = present().filter(member__in=on.values("member")).values("crew")
    crews = Crew.objects.filter(Q(pk__in=theirs) | Q(pk__in=on.exclude(via_crew=None).values("via_crew")))
    yield from managing(crews.values("pk"))
    if not on.exists():
        yield from every_manager(_("nobody is on it yet: managers see it"))
    sent = visit.status != VisitStatus.DRAFT
    if sent:
        yield from leading(crews.values("pk"))
    for one in on.filter(member__user__is_active=True).select_related("member__user"):
        if sent or one.member.user.may("crew.oversee"):
            yield one.member.user, _("is sent on it") if sent else _("is planned on it")


def _reporting(incident: Incident) -> Iterator[Rule]:
    reporter = incident.reported_by
    if reporter is None:
        return
    if reporter.is_active:
        yield reporter, _("reported it")
    crews = present().filter(member__in=Member.objects.filter(user=reporter).values("pk")).values("crew")
    for user, why in [*managing(crews), *leading(crews)]:
        yield user, _("%(why)s; %(name)s reported it") % {"why": why, "name": reporter.name}
