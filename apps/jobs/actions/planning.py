"""Planning visits: time, people, sending them. Nobody is in two places at once."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock, refuse_stale, save
from apps.crews.models import Crew, Member
from apps.crews.selectors import crews_visible_to, members_of, members_visible_to
from apps.jobs.actions.clashes import Overridden, lock_members, refuse_unless_overridden
from apps.jobs.actions.jobs import follow_visits
from apps.jobs.actions.taking import refuse_ended, refuse_on_hold, take_visit
from apps.jobs.availability import in_the_way
from apps.jobs.events import VISIT_DISPATCHED, VISIT_PLANNED, VISIT_RESCHEDULED
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.needs import visit_day
from apps.jobs.planning_rules import refuse_impossible_times
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import PLANNABLE, VISIT, WAITING, VisitStatus

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
        override_reason: books in spite of what is in the way; a right of its own (`visit.override_booking`).

    Raises:
        NotHere: no such job, member or crew; NotAllowed; BadInput: times or people are missing or wrong.
        IllegalTransition: the job is on hold or over.
        Clash: somebody has another visit, is off or on leave, or none of them holds what the job asks for; `details`
            name all of it and up to three `alternatives`.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("visit.plan")
    if job.status not in PLANNABLE:
        raise IllegalTransition(
            _("%(job)s is %(status)s; no visit can be planned for it.")
            % {"job": job.code, "status": str(job.look.label).lower()},
            status=job.status,
        )
    refuse_impossible_times(planned_start, planned_end)
    booked = _lock_people(actor, member_ids, crew_id, planned_start)
    found = in_the_way(job, _people(booked), planned_start, planned_end)
    overridden = refuse_unless_overridden(actor, found, override_reason)
    visit = _insert(job, now, planned_start, planned_end)
    _book(visit, booked, overridden, now)
    emit(VISIT_PLANNED, actor=actor, subject=visit, now=now, job=str(job_id))
    if not draft:
        _send(visit, actor, now)
    follow_visits(job, actor=actor, now=now)
    return visit


@command("visit.dispatch", title="Send a visit", risk=Risk.REVERSIBLE, inverse=Inverse("visit.cancel", "visit_id"))
def dispatch_visit(*, actor: Actor, now: datetime, visit_id: UUID, override_reason: str = "") -> Visit:
    """Send a drafted visit to its members, when they still can go.

    Args:
        override_reason: sends it in spite of what came in between; a right of its own (`visit.override_booking`).

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was sent already, or its job is on hold; BadInput: nobody is on it.
        Clash: since it was planned somebody fell ill, lost a paper or their access; as for `visit.plan`.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.dispatch")
    refuse_on_hold(job)
    if visit.status == VisitStatus.DRAFT:
        _refuse_what_came_between(actor, now, visit, job, override_reason)
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
    send: bool = False,
    version: int | None = None,
) -> Visit:
    """Give a visit that has not begun another time or other people.

    Whoever is on it out of the actor's sight stays on it: nobody takes off whom they cannot see.

    Args:
        override_reason: as for `visit.plan`.
        send: a draft is sent at once; what was sent stays so in any case.

    Raises:
        As `visit.plan`; StaleVersion; IllegalTransition: it has begun or is over, or its job is on hold.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.reschedule")
    was_draft = visit.status == VisitStatus.DRAFT
    send = send and was_draft
    if send:
        actor.require("visit.dispatch")
    refuse_stale(visit, version)
    refuse_on_hold(job)
    if visit.status not in WAITING:
        raise IllegalTransition(
            _("This visit is %(status)s; only one that has not begun can be moved.")
            % {"status": str(visit.look.label).lower()},
            status=visit.status,
        )
    refuse_impossible_times(planned_start, planned_end)
    released = [str(u) for u in visit.assignments.values_list("member__user__public_id", flat=True)]
    booked = _lock_people(actor, member_ids, crew_id, planned_start, standing=visit)
    _require_people(bool(booked) or (was_draft and not send))
    found = in_the_way(job, _people(booked), planned_start, planned_end, besides=visit)
    overridden = refuse_unless_overridden(actor, found, override_reason)
    visit.assignments.all().delete()
    visit.planned_start, visit.planned_end, visit.replan_because = planned_start, planned_end, ""
    save(visit, now=now, fields=["planned_start", "planned_end", "replan_because"])
    _book(visit, booked, overridden, now)
    emit(VISIT_RESCHEDULED, actor=actor, subject=visit, now=now, before=released, was_draft=was_draft)
    if send:
        _send(visit, actor, now)
        follow_visits(job, actor=actor, now=now)
    return visit


Booked = dict[int, tuple[Member, Crew | None]]


def _lock_people(
    actor: Actor, member_ids: list[UUID], crew_id: UUID | None, start: datetime, *, standing: Visit | None = None
) -> Booked:
    """The members by id, rows locked in sorted order; the bare constraint deadlocks (reliability.md §2.5)."""
    visible = members_visible_to(actor).filter(user__is_active=True).select_related("user")
    single = list(visible.filter(public_id__in=member_ids))
    if len(single) != len(set(member_ids)):
        raise NotHere(_("One of these members does not exist or is not active."))
    crew = lock(crews_visible_to(actor), crew_id) if crew_id else None
    together = list(members_of(crew, visit_day(start)).select_related("user")) if crew else []
    booked = _out_of_sight(actor, standing) if standing else {}
    booked |= {m.pk: (m, crew) for m in together} | {m.pk: (m, None) for m in single}
    locked = lock_members(booked)
    return {pk: (locked[pk], via) for pk, (_member, via) in booked.items()}


def _out_of_sight(actor: Actor, visit: Visit) -> Booked:
    others = visit.assignments.exclude(member__in=members_visible_to(actor))
    return {a.member_id: (a.member, a.via_crew) for a in others.select_related("member__user", "via_crew")}


def _people(booked: Booked) -> list[Member]:
    return [member for _pk, (member, _crew) in sorted(booked.items())]


def _refuse_what_came_between(actor: Actor, now: datetime, visit: Visit, job: Job, reason: str) -> None:
    """What was overridden when it was planned is not asked again, except whether they still have access."""
    assigned = {a.member_id: a for a in visit.assignments.all()}
    people = lock_members(assigned).values()
    settled = {pk for pk, assignment in assigned.items() if assignment.override_reason}
    found = in_the_way(job, people, visit.planned_start, visit.planned_end, besides=visit).without(settled)
    for pk, why in refuse_unless_overridden(actor, found, reason).items():
        assigned[pk].override_reason = why
        save(assigned[pk], now=now, fields=["override_reason"])


def _insert(job: Job, now: datetime, start: datetime, end: datetime) -> Visit:
    last = job.visits.aggregate(n=Max("sequence"))["n"] or 0
    return create(Visit, now=now, job=job, sequence=last + 1, planned_start=start, planned_end=end)


def _book(visit: Visit, booked: Booked, overridden: Overridden, now: datetime) -> None:
    for pk, (member, crew) in sorted(booked.items()):
        create(
            Assignment,
            now=now,
            visit=visit,
            member=member,
            via_crew=crew,
            during=(visit.planned_start, visit.planned_end),
            override_reason=overridden.get(pk, ""),
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
