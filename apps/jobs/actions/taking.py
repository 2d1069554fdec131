"""Taking a visit in hand, with its job: always the job's row first, so that no two verbs wait for each other."""

from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.errors import IllegalTransition, NotHere
from apps.core.rows import lock
from apps.jobs.models import Job, Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import ENDED, JOB, LOCKED, JobStatus


def take_visit(actor: Actor, visit_id: UUID) -> tuple[Visit, Job]:
    """The visit and its job, both locked, when the visit is within the actor's sight.

    Raises:
        NotHere: it is not.
    """
    job_id = visits_visible_to(actor).filter(public_id=visit_id).values_list("job", flat=True).first()
    if job_id is None:
        raise NotHere
    job = Job.objects.select_for_update(of=("self",), no_key=True).get(pk=job_id)
    visit = lock(visits_visible_to(actor), visit_id)
    visit.job = job
    return visit, job


def refuse_ended(visit: Visit) -> None:
    """Refuse to go on with a visit that has ended: only `visit.reopen` leads back, and takes its ending away.

    Raises:
        IllegalTransition: it has ended.
    """
    if visit.status in ENDED:
        raise IllegalTransition(_("This visit has ended. Reopen it first."), status=visit.status)


def refuse_on_hold(job: Job) -> None:
    """Refuse to send or move visits of a job that waits: whoever holds it would not know.

    Raises:
        IllegalTransition: the job is on hold.
    """
    if job.status == JobStatus.ON_HOLD:
        text = _("%(job)s is on hold. Take it up again first; then its visits can be sent and moved.")
        raise IllegalTransition(text % {"job": job.code}, code="job_on_hold", status=job.status)


def refuse_over(job: Job) -> None:
    """Refuse to take up a visit again whose job goes on no more: it would hold its members' time for nothing.

    Raises:
        IllegalTransition: the job is closed or cancelled.
    """
    if not JOB.moves[job.status]:
        raise IllegalTransition(_("The job of this visit is over; add a new job instead."), status=job.status)


def refuse_locked(job: Job) -> None:
    """Refuse to change what belongs to a job once its review has begun: what was looked at stays as it was.

    Raises:
        IllegalTransition: its review has begun, or it is closed.
    """
    if job.status in LOCKED:
        closed = _("%(job)s is closed; its record stays as it is. An administrator can take up the review again.")
        text = closed if job.status == JobStatus.CLOSED else _("%(job)s is in review. Send it back first.")
        raise IllegalTransition(text % {"job": job.code}, code="job_locked", status=job.status)
