"""Refusing what cannot be, in words a dispatcher can act on: somebody is elsewhere, off, or lacks a paper."""

from collections.abc import Iterable
from datetime import datetime

from apps.core.actor import Actor
from apps.core.errors import Clash
from apps.core.execution import tell
from apps.crews.models import Member
from apps.jobs.availability import InTheWay, clash_facts, other_visit
from apps.jobs.models import Visit
from apps.jobs.selectors import clashes

DOUBLE_BOOKING, NOT_AVAILABLE = "double_booking", "not_available"


def refuse_clashes(members: Iterable[Member], start: datetime, end: datetime, *, besides: Visit | None = None) -> None:
    """Refuse when one of these members is booked in that time; their rows are locked by the caller.

    Raises:
        Clash: "Ana has another visit 14:00–15:30 (WH-1042)."; `details["clashes"]` name each.
    """
    found = list(clashes(members, start, end, besides=besides))
    if found:
        sentences = " ".join(map(other_visit, found))
        raise Clash(sentences, code=DOUBLE_BOOKING, clashes=[clash_facts(assignment) for assignment in found])


def refusal(found: InTheWay) -> Clash:
    """What is in the way, as a refusal; `details` name the other visits (`clashes`) and everything (`obstacles`)."""
    code = DOUBLE_BOOKING if found.visits else NOT_AVAILABLE
    return Clash(" ".join(found.sentences), code=code, **found.facts())


Overridden = dict[int, str]
"""Primary key of the member → why they are booked in spite of what is in the way."""


def refuse_unless_overridden(actor: Actor, found: InTheWay, reason: str) -> Overridden:
    """Refuse what is in the way, or book in spite of it: a right, with a reason, and the audit log says of what.

    Only those who are kept from it are booked past the constraint; the others stay under it.

    Raises:
        Clash: without a reason, or when somebody has no access any more; NotAllowed: the right is missing.
    """
    why = reason.strip()
    if why:
        actor.require("visit.override_booking")
    if not found:
        return {}
    if not why or found.no_access:
        raise refusal(found)
    tell(overridden=found.sentences)
    return dict.fromkeys(found.members, why)


def lock_members(members: Iterable[int]) -> dict[int, Member]:
    """Lock members' rows in the order of their keys, so that whoever plans waits and nobody deadlocks.

    Answers with them, in that order and with their users, as they stand once the wait is over.
    """
    rows = Member.objects.filter(pk__in=list(members)).order_by("pk")
    locked = list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    return {member.pk: member for member in rows.filter(pk__in=locked).select_related("user")}
