"""What follows from maintenance plans, and who is told; a part of `subscribers.py`."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actor import OFFICE, user_audience
from apps.core.events import Envelope, subscribe
from apps.core.models import Lane, ScheduledSlot
from apps.crews.models import User
from apps.crews.selectors import office
from apps.jobs.actions import follow_job, make_jobs
from apps.jobs.events import (
    JOB_CANCELLED,
    JOB_MOVED,
    JOB_RELEASED,
    OCCURRENCE_CANCELLED,
    OCCURRENCE_DONE,
    OCCURRENCE_EVENTS,
    OCCURRENCE_FAILED,
    OCCURRENCE_MOVED,
    OCCURRENCE_SKIPPED,
    PLAN_ADDED,
    PLAN_CHANGED,
    PLAN_EVENTS,
    PLAN_RESUMED,
    PLANS_DUE,
)
from apps.jobs.models import MaintenancePlan, Occurrence
from apps.jobs.plans.daily import MAINTENANCE
from apps.jobs.selectors import managers_of_work
from apps.notifications.actions import Text, notify


@subscribe(*PLAN_EVENTS, *OCCURRENCE_EVENTS)
def feed_maintenance(envelope: Envelope) -> None:
    """Those who see all, and the managers in whose sight the site is."""
    plan = _plan_of(envelope)
    if plan is not None:
        managers = managers_of_work("site", plan.site.public_id)
        feed.publish(envelope, [OFFICE, *map(user_audience, managers.values_list("pk", flat=True))])


@subscribe(JOB_MOVED, JOB_CANCELLED, JOB_RELEASED)
def follow_jobs_of_plans(envelope: Envelope) -> None:
    """A date of a plan is done when its job is, and called off with it."""
    follow_job(job_id=envelope.subject_id, now=timezone.now())


@subscribe(PLANS_DUE, lane=Lane.SLOW)
def make_the_days_jobs(envelope: Envelope) -> None:
    """The jobs of all plans whose time has come."""
    if ScheduledSlot.objects.filter(public_id=envelope.subject_id, schedule=MAINTENANCE.name).exists():
        make_jobs(now=timezone.now())


@subscribe(
    *(PLAN_ADDED, PLAN_CHANGED, PLAN_RESUMED, OCCURRENCE_MOVED, OCCURRENCE_SKIPPED, OCCURRENCE_CANCELLED),
    *(OCCURRENCE_DONE,),
    lane=Lane.SLOW,
)
def make_jobs_of_plan(envelope: Envelope) -> None:
    """Nobody waits for the night when a plan is new, or its next date has come near."""
    plan = _plan_of(envelope)
    if plan is not None:
        make_jobs(now=timezone.now(), plan_id=plan.public_id)


@subscribe(OCCURRENCE_FAILED)
def tell_office_of_failed_date(envelope: Envelope) -> None:
    """A date of a plan has no job, and why: dispatchers, administrators, and the managers in whose sight it is."""
    date = Occurrence.objects.filter(public_id=envelope.subject_id).select_related("plan__site").first()
    if date is None or not date.problem:
        return
    managers = managers_of_work("site", date.plan.site.public_id)
    people = User.objects.filter(Q(pk__in=office().values("pk")) | Q(pk__in=managers.values("pk")))
    title = _("No job could be made of the maintenance plan “%(plan)s”") % {"plan": date.plan.name}
    url = f"/admin/jobs/occurrence/{date.pk}/change/"
    text = Text(kind="occurrence.failed", title=title, body=date.problem, url=url)
    notify(envelope, people, text, now=timezone.now())


def _plan_of(envelope: Envelope) -> MaintenancePlan | None:
    plans = MaintenancePlan.objects.select_related("site")
    if envelope.subject_type == Occurrence.type_name():
        return plans.filter(occurrences__public_id=envelope.subject_id).first()
    return plans.filter(public_id=envelope.subject_id).first()
