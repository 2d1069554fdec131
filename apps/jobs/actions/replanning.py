"""Visits whose people cannot go any more: marked when the reason comes up, unmarked when it goes.

WorkHub does this by itself, after the change and in transactions of its own, so that nobody who writes down a sick
day waits for it, and no two verbs wait for each other's visits.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.core.actor import Actor
from apps.core.audit import Execution
from apps.core.errors import NotHere
from apps.core.execution import execute
from apps.core.impact import Hit, hits_of
from apps.core.outbox import emit
from apps.core.rows import save
from apps.crews.availability import Why, obstacles
from apps.crews.models import Member
from apps.jobs.actions.clashes import lock_members
from apps.jobs.actions.taking import take_visit
from apps.jobs.events import VISIT_PLAN_BROKEN, VISIT_PLAN_STANDS
from apps.jobs.models import Visit
from apps.jobs.needs import nobody_holds, unmet_needs, visit_day
from apps.jobs.selectors import planned_with, visits_visible_to
from apps.jobs.states import WAITING

CAME_UP = frozenset({Why.ON_LEAVE, Why.INACTIVE})
LONGEST = 300


@hits_of
def visits_hit(actor: Actor, members: Iterable[int], start: datetime, end: datetime) -> list[Hit]:
    """The visits not begun that would lose one of these members between two moments, in the actor's sight."""
    hit = planned_with(members, start, end).values("pk")
    found = visits_visible_to(actor).filter(pk__in=hit).select_related("job__site")
    return [
        Hit("visit", v.public_id, v.code, f"{v.job.title} · {v.job.site.name}", v.planned_start, v.planned_end)
        for v in found
    ]


def look_at_plans(*, members: Iterable[int], start: datetime, end: datetime, now: datetime) -> list[Visit]:
    """Mark what is planned with any of these members between two moments and can no longer be, and unmark the rest.

    What was booked in spite of everything (with an `override_reason`) is left to those who decided so. Repeating it
    changes nothing. Answers with the visits that changed. Whoever is planning them at this moment is waited for: that
    plan may rest on how things stood before.

    Args:
        members: primary keys.
    """
    people = list(members)
    with transaction.atomic():
        lock_members(people)
    hit = planned_with(people, start, end).order_by("planned_start", "pk").values_list("public_id", flat=True)
    return [visit for visit_id in list(hit) if (visit := _look_at(visit_id, now)) is not None]


def _look_at(visit_id: UUID, now: datetime) -> Visit | None:
    """One visit, in a transaction and an audit entry of its own; none of either when nothing changes."""
    visit = Visit.objects.filter(public_id=visit_id).select_related("job").first()
    if visit is None or (why := why_not_as_planned(visit)) == visit.replan_because:
        return None
    actor = Actor.clock()
    told = {"visit_id": visit_id, "reason": why} if why else {"visit_id": visit_id}
    command = "visit.mark_for_replanning" if why else "visit.keep_plan"
    try:
        return execute(Execution(command, actor, now, told), lambda: _mark(visit_id, actor, now))
    except NotHere:
        return None


def _mark(visit_id: UUID, actor: Actor, now: datetime) -> Visit:
    """With the visit locked things may stand otherwise than a moment ago: the reason is looked up again."""
    visit, _job = take_visit(actor, visit_id)
    why = why_not_as_planned(visit)
    if why == visit.replan_because:
        return visit
    visit.replan_because = why
    save(visit, now=now, fields=["replan_because"])
    emit(VISIT_PLAN_BROKEN if why else VISIT_PLAN_STANDS, actor=actor, subject=visit, now=now)
    return visit


def why_not_as_planned(visit: Visit) -> str:
    """What came up since a visit was planned: "Ana Silva is on leave 3–7 May."; empty when nothing did."""
    if visit.status not in WAITING:
        return ""
    sent = visit.assignments.filter(live=True, override_reason="")
    members = list(Member.objects.filter(pk__in=sent.values("member")).select_related("user").order_by("user__name"))
    found = obstacles(members, visit.planned_start, visit.planned_end)
    texts = [o.text for member in members for o in found[member.pk] if o.why in CAME_UP]
    return " ".join([*texts, *(_certificates_gone(visit) if members else ())])[:LONGEST]


def _certificates_gone(visit: Visit) -> list[str]:
    """What nobody of those who go holds on the visit's day. Whose paper it was is not for everybody who goes along."""
    people = Member.objects.filter(assignments__visit=visit).select_related("user")
    lacking = unmet_needs(people, visit.job, visit_day(visit.planned_start))
    return [nobody_holds(need.skill, need.level) for need in lacking]
