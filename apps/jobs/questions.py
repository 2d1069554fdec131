"""Questions people ask of jobs by their visits, of visits by their jobs, and of incidents: what lists' tabs show."""

from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When

from apps.jobs.models import Incident, Job, Visit
from apps.jobs.selectors import awaiting_review, planned_on, standing, with_nobody
from apps.jobs.states import ENDED_ON_SITE, IncidentStatus, Severity


def jobs_planned_on(jobs: QuerySet[Job], day: date) -> QuerySet[Job]:
    """Those that somebody is to be at on that day in the company's zone."""
    return jobs.filter(pk__in=standing(planned_on(Visit.objects.all(), day)).values("job"))


def jobs_with_nobody(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Those with a visit still to come or under way that nobody is assigned to."""
    return jobs.filter(pk__in=with_nobody(Visit.objects.all()).values("job"))


def visits_awaiting_review(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those that ended on site and whose job is to be reviewed."""
    return visits.filter(status__in=ENDED_ON_SITE, job__in=awaiting_review(Job.objects.all()).values("pk"))


def unacknowledged(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Those nobody has said they take care of."""
    return incidents.filter(status=IncidentStatus.OPEN)


def unresolved(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Those that still need somebody, acknowledged or not."""
    return incidents.filter(status__in=[IncidentStatus.OPEN, IncidentStatus.ACKNOWLEDGED])


def unassigned(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Those that still need somebody, and nobody takes care of."""
    return unresolved(incidents).filter(assignee=None)


def worst_first(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """By severity, then the newest."""
    ranks = [When(severity=severity, then=Value(rank)) for rank, severity in enumerate(Severity.values)]
    return incidents.annotate(rank=Case(*ranks, output_field=IntegerField())).order_by("rank", "-number")
