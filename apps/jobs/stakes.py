"""Which people a suggested change of a visit is about, and what a visit that is suggested or moved costs."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from apps.core.actor import Actor
from apps.core.commands import parse
from apps.core.errors import DomainError
from apps.core.models import ProposalItem
from apps.core.stakes import cost_of, people_of
from apps.crews.request_words import money
from apps.crews.selectors import members_in_charge
from apps.jobs.models import Assignment

HOUR = 3600  # seconds


@people_of("visit_id")
def on_visits(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Who goes."""
    going = Assignment.objects.filter(visit__public_id__in=ids, live=True).order_by("id")
    found: dict[UUID, list[str]] = defaultdict(list)
    for visit, name in going.values_list("visit__public_id", "member__user__name"):
        found[visit].append(name)
    return found


@cost_of("visit.plan")
@cost_of("visit.reschedule")
def planned(actor: Actor, item: ProposalItem) -> str:
    """The planned hours of everybody who would go, for who may know what an hour of each of them costs."""
    if not actor.may("member.read_costs"):
        return ""
    try:
        told = parse(item.command, item.arguments)
    except DomainError:  # suggested by an older version
        return ""
    wanted, span = set(told.get("member_ids") or ()), told["planned_end"] - told["planned_start"]
    known = members_in_charge(actor).filter(public_id__in=wanted).exclude(hourly_cost=None)
    rates = [rate for rate in known.values_list("hourly_cost", flat=True) if rate is not None]
    if told.get("crew_id") or not wanted or len(rates) != len(wanted):
        return ""
    return money(Decimal(span.total_seconds()) / HOUR * sum(rates, Decimal()))
