"""On the way, on site, paused, on again: what a member taps through the day."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import IllegalTransition
from apps.core.outbox import emit
from apps.core.rows import save
from apps.jobs.actions.jobs import follow_visits
from apps.jobs.actions.taking import refuse_ended, take_visit
from apps.jobs.events import VISIT_DEPARTED, VISIT_PAUSED, VISIT_RESUMED, VISIT_STARTED
from apps.jobs.models import Job, Visit
from apps.jobs.states import VISIT, VisitStatus

TAKE_BACK = Inverse("visit.take_back", "visit_id", at_version=True)


@command("visit.depart", title="On my way", risk=Risk.REVERSIBLE, inverse=TAKE_BACK)
def depart_for_visit(*, actor: Actor, now: datetime, visit_id: UUID) -> Visit:
    """Say that somebody is on the way to a visit.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it has begun or is over.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.depart")
    return _move(visit, job, VisitStatus.EN_ROUTE, VISIT_DEPARTED, actor, now, noting="en_route_at")


@command("visit.start", title="Start", risk=Risk.REVERSIBLE, inverse=TAKE_BACK)
def start_visit(*, actor: Actor, now: datetime, visit_id: UUID) -> Visit:
    """Say that work on site has begun.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is under way already or over.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.start")
    if visit.status == VisitStatus.PAUSED:
        raise IllegalTransition(_("This visit is paused. Tap “Go on”."), status=visit.status)
    return _move(visit, job, VisitStatus.ON_SITE, VISIT_STARTED, actor, now, noting="on_site_at")


@command("visit.pause", title="Pause", risk=Risk.REVERSIBLE, inverse=TAKE_BACK)
def pause_visit(*, actor: Actor, now: datetime, visit_id: UUID) -> Visit:
    """Interrupt the work on site.

    Raises:
        NotHere, NotAllowed; IllegalTransition: nobody is working.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.pause")
    return _move(visit, job, VisitStatus.PAUSED, VISIT_PAUSED, actor, now)


@command("visit.resume", title="Go on", risk=Risk.REVERSIBLE, inverse=TAKE_BACK)
def resume_visit(*, actor: Actor, now: datetime, visit_id: UUID) -> Visit:
    """Go on after a pause.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the visit is not paused.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.resume")
    if visit.status != VisitStatus.PAUSED:
        raise IllegalTransition(_("This visit is not paused."), status=visit.status)
    return _move(visit, job, VisitStatus.ON_SITE, VISIT_RESUMED, actor, now)


def _move(
    visit: Visit, job: Job, status: VisitStatus, event: str, actor: Actor, now: datetime, *, noting: str = ""
) -> Visit:
    refuse_ended(visit)
    VISIT.check(visit.status, status)
    visit.status, visit.replan_because = status, ""
    if noting:
        setattr(visit, noting, now)
    save(visit, now=now, fields=["status", "replan_because", *([noting] if noting else [])])
    emit(event, actor=actor, subject=visit, now=now)
    follow_visits(job, actor=actor, now=now)
    return visit
