"""Questions people ask of jobs by their visits, and of visits by their jobs: what the lists' tabs show."""

from datetime import date

from django.db.models import QuerySet

from apps.jobs.models import Job, Visit
from apps.jobs.selectors import awaiting_review, planned_on, standing, with_nobody
from apps.jobs.states import ENDED_ON_SITE


def jobs_planned_on(jobs: QuerySet[Job], day: date) -> QuerySet[Job]:
    """Those that somebody is to be at on that day in the company's zone."""
    return jobs.filter(pk__in=standing(planned_on(Visit.objects.all(), day)).values("job"))


def jobs_with_nobody(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Those with a visit still to come or under way that nobody is assigned to."""
    return jobs.filter(pk__in=with_nobody(Visit.objects.all()).values("job"))


def visits_awaiting_review(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those that ended on site and whose job is to be reviewed."""
    return visits.filter(status__in=ENDED_ON_SITE, job__in=awaiting_review(Job.objects.all()).values("pk"))
