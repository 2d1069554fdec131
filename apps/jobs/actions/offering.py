"""What a refusal to plan, move or send a visit says besides: what is in the way by name, and what is free instead."""

from typing import Any
from uuid import UUID

from apps.core.actor import Actor
from apps.core.advice import advice_for
from apps.core.audit import Execution
from apps.core.errors import Clash, DomainError
from apps.crews.models import Member
from apps.crews.selectors import crews_visible_to, members_of, members_visible_to
from apps.jobs.actions.clashes import DOUBLE_BOOKING, NOT_AVAILABLE, refusal
from apps.jobs.alternatives import Wish, alternatives
from apps.jobs.availability import in_the_way
from apps.jobs.models import Visit
from apps.jobs.needs import visit_day
from apps.jobs.selectors import jobs_visible_to, visits_visible_to


@advice_for("visit.plan")
def offer_for_plan(execution: Execution, error: DomainError) -> None:
    """Add `alternatives` to a clash."""
    if not _is_clash(error):
        return
    told = execution.arguments
    job = jobs_visible_to(execution.actor).select_related("site").filter(public_id=told["job_id"]).first()
    if job is not None:
        people = _people(execution.actor, told)
        _offer(execution, error, Wish(execution.actor, job, people, told["planned_start"], told["planned_end"]))


@advice_for("visit.reschedule")
def offer_for_move(execution: Execution, error: DomainError) -> None:
    """Add `alternatives` to a clash."""
    if not _is_clash(error):
        return
    told = execution.arguments
    visit = _visit(execution)
    if visit is not None:
        people, times = _people(execution.actor, told), (told["planned_start"], told["planned_end"])
        _offer(execution, error, Wish(execution.actor, visit.job, people, *times, besides=visit))


@advice_for("visit.dispatch")
def offer_for_dispatch(execution: Execution, error: DomainError) -> None:
    """Add `alternatives` to a clash: what the visit can be moved to."""
    if not _is_clash(error):
        return
    visit = _visit(execution)
    if visit is not None:
        people = tuple(Member.objects.filter(assignments__visit=visit).select_related("user").order_by("pk"))
        wish = Wish(execution.actor, visit.job, people, visit.planned_start, visit.planned_end, besides=visit)
        _offer(execution, error, wish)


def _is_clash(error: DomainError) -> bool:
    return isinstance(error, Clash) and error.code in (DOUBLE_BOOKING, NOT_AVAILABLE)


def _visit(execution: Execution) -> Visit | None:
    seen = visits_visible_to(execution.actor).select_related("job__site")
    return seen.filter(public_id=execution.arguments["visit_id"]).first()


def _people(actor: Actor, told: dict[str, Any]) -> tuple[Member, ...]:
    """Who was asked for, the crew's members among them."""
    seen = members_visible_to(actor).filter(user__is_active=True).select_related("user")
    people = {member.pk: member for member in seen.filter(public_id__in=told["member_ids"])}
    crew_id: UUID | None = told.get("crew_id")
    crew = crews_visible_to(actor).filter(public_id=crew_id).first() if crew_id else None
    if crew is not None:
        day = visit_day(told["planned_start"])
        people |= {member.pk: member for member in members_of(crew, day).select_related("user")}
    return tuple(people[pk] for pk in sorted(people))


def _offer(execution: Execution, error: DomainError, wish: Wish) -> None:
    if "obstacles" not in error.details:
        _name(error, wish)
    named = {one["member"] for one in error.details.get("obstacles", ())}
    kept = {m.pk for m in wish.members if None in named or str(m.public_id) in named}
    offered = alternatives(wish, kept, execution.now, lacking=None in named)
    error.details["alternatives"] = [one.facts() for one in offered]


def _name(error: DomainError, wish: Wish) -> None:
    """What the database refused knows nobody's name: look again, now that whoever was faster is there to be seen."""
    found = in_the_way(wish.job, wish.members, wish.start, wish.end, besides=wish.besides)
    if found:
        named = refusal(found)
        error.message, error.args = named.message, named.args
        error.details |= named.details
