"""Planning visits: time, people, sending them. Nobody is in two places at once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock, save
from apps.core.years import refuse_other_years
from apps.crews.models import Crew, Member
from apps.crews.selectors import crews_visible_to, members_of, members_visible_to
from apps.jobs.actions.clashes import refuse_clashes
from apps.jobs.actions.jobs import follow_visits
from apps.jobs.actions.taking import refuse_ended, refuse_on_hold, take_visit
from apps.jobs.events import VISIT_DISPATCHED, VISIT_PLANNED, VISIT_RESCHEDULED
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import PLANNABLE, VISIT, WAITING, VisitStatus

LONGEST = timedelta(hours=24)
refuse_as(
    "assignment_no_double_booking",
    lambda: Clash(_("Somebody was booked for this time a moment ago. Look again."), code="double_booking"),
)


@command("visit.plan", title="Plan a visit", risk=Risk.REVERSIBLE, inverse=Inverse("visit.cancel", "visit_id"))
def plan_visit(
    *,
    actor: Actor,
    now: datetime,
    job_id: UUID,
    planned_start: datetime,
    planned_end: datetime,
    member_ids: list[UUID],
    crew_id: UUID | None = None,
    draft: bool = False,
    override_reason: str = "",
) -> Visit:
    """Plan a trip for members, a crew, or both, and send it to them unless it is kept as a draft.

    Args:
        planned_start, planned_end: aware moments in any zone, at most 24 hours apart.
        override_reason: books in spite of a clash; a right of its own (`visit.override_booking`).

    Raises:
        NotHere: no such job, member or crew; NotAllowed; BadInput: times or people are missing or wrong.
        IllegalTransition: the job is on hold or over.
        Clash: somebody has another visit then; `details` name it.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("visit.plan")
    if job.status not in PLANNABLE:
        raise IllegalTransition(
            _("%(job)s is %(status)s; no visit can be planned for it.")
            % {"job": job.code, "status": str(job.look.label).lower()},
            status=job.status,
        )
    _check_times(planned_start, planned_end)
    booked = _lock_people(actor, member_ids, crew_id, planned_start)
    _refuse_unless_overridden(actor, booked, planned_start, planned_end, override_reason)
    visit = _insert(job, now, planned_start, planned_end)
    _book(visit, booked, override_reason, now)
    emit(VISIT_PLANNED, actor=actor, subject=visit, now=now, job=str(job_id))
    if not draft:
        _send(visit, actor, now)
    follow_visits(job, actor=actor, now=now)
    return visit


@command("visit.dispatch", title="Send a visit", risk=Risk.REVERSIBLE, inverse=Inverse("visit.cancel", "visit_id"))
def dispatch_visit(*, actor: Actor, now: datetime, visit_id: UUID) -> Visit:
    """Send a drafted visit to its members.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was sent already, or its job is on hold; BadInput: nobody is on it.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.dispatch")
    refuse_on_hold(job)
    _send(visit, actor, now)
    follow_visits(job, actor=actor, now=now)
    return visit


@command("visit.reschedule", title="Move a visit", risk=Risk.REVERSIBLE)
def reschedule_visit(
    *,
    actor: Actor,
    now: datetime,
    visit_id: UUID,
    planned_start: datetime,
    planned_end: datetime,
    member_ids: list[UUID],
    crew_id: UUID | None = None,
    override_reason: str = "",
    version: int | None = None,
) -> Visit:
    """Give a visit that has not begun another time or other people.

    Raises:
        As `visit.plan`; StaleVersion; IllegalTransition: it has begun or is over, or its job is on hold.
    """
    visit, job = take_visit(actor, visit_id, version=version)
    actor.require("visit.reschedule")
    refuse_on_hold(job)
    if visit.status not in WAITING:
        raise IllegalTransition(
            _("This visit is %(status)s; only one that has not begun can be moved.")
            % {"status": str(visit.look.label).lower()},
            status=visit.status,
        )
    _check_times(planned_start, planned_end)
    released = [str(u) for u in visit.assignments.values_list("member__user__public_id", flat=True)]
    booked = _lock_people(actor, member_ids, crew_id, planned_start)
    _require_people(bool(booked) or visit.status == VisitStatus.DRAFT)
    _refuse_unless_overridden(actor, booked, planned_start, planned_end, override_reason, besides=visit)
    visit.assignments.all().delete()
    visit.planned_start, visit.planned_end, visit.replan_because = planned_start, planned_end, ""
    save(visit, now=now, fields=["planned_start", "planned_end", "replan_because"])
    _book(visit, booked, override_reason, now)
    emit(VISIT_RESCHEDULED, actor=actor, subject=visit, now=now, before=released)
    return visit


def _check_times(start: datetime, end: datetime) -> None:
    if start.tzinfo is None or end.tzinfo is None:
        raise BadInput(_("Times need a time zone, as 2026-01-31T14:00:00-05:00."), code="time_zone_missing")
    refuse_other_years(planned_start=start, planned_end=end)
    if end <= start:
        raise BadInput(_("The visit ends before it begins."), code="times_out_of_order")
    if end - start > LONGEST:
        raise BadInput(_("A visit takes at most 24 hours. Plan several."), code="visit_too_long")


Booked = dict[int, tuple[Member, Crew | None]]


def _lock_people(actor: Actor, member_ids: list[UUID], crew_id: UUID | None, start: datetime) -> Booked:
    """The members by id, rows locked in sorted order; the bare constraint deadlocks (reliability.md §2.5)."""
    visible = members_visible_to(actor).filter(user__is_active=True)
    single = list(visible.filter(public_id__in=member_ids))
    if len(single) != len(set(member_ids)):
        raise NotHere(_("One of these members does not exist or is not active."))
    crew = lock(crews_visible_to(actor), crew_id) if crew_id else None
    day = timezone.localtime(start, timezone.get_default_timezone()).date()
    together = list(members_of(crew, day)) if crew else []
    booked: Booked = {m.pk: (m, crew) for m in together} | {m.pk: (m, None) for m in single}
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=booked).order_by("pk"))
    return booked


def _refuse_unless_overridden(
    actor: Actor, booked: Booked, start: datetime, end: datetime, override: str, *, besides: Visit | None = None
) -> None:
    if override.strip():
        actor.require("visit.override_booking")
        return
    refuse_clashes([m for m, _crew in booked.values()], start, end, besides=besides)


def _insert(job: Job, now: datetime, start: datetime, end: datetime) -> Visit:
    last = job.visits.aggregate(n=Max("sequence"))["n"] or 0
    return create(Visit, now=now, job=job, sequence=last + 1, planned_start=start, planned_end=end)


def _book(visit: Visit, booked: Booked, override: str, now: datetime) -> None:
    for _id, (member, crew) in sorted(booked.items()):
        create(
            Assignment,
            now=now,
            visit=visit,
            member=member,
            via_crew=crew,
            during=(visit.planned_start, visit.planned_end),
            override_reason=override.strip(),
        )


def _send(visit: Visit, actor: Actor, now: datetime) -> None:
    refuse_ended(visit)
    VISIT.check(visit.status, VisitStatus.DISPATCHED)
    _require_people(visit.assignments.exists())
    visit.status = VisitStatus.DISPATCHED
    save(visit, now=now, fields=["status"])
    emit(VISIT_DISPATCHED, actor=actor, subject=visit, now=now)


def _require_people(somebody: bool) -> None:  # noqa: FBT001
    if not somebody:
        raise BadInput(_("Say who goes before the visit is sent, or keep it as a draft."), code="nobody_assigned")
