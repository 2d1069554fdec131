"""What happens in a task, one line each: somebody writes, decides, or does something on a page.

ana: finished at Oak St              writes
ana on clinic: all done              writes on a visit's page
ana 2h ago: clocking in              wrote without a signal; it arrives now
ana: done with {oak}                 the job's number stands for its name
dana approves visit.complete         decides what waits; rejects, undoes
dana cancels oak                     another hand in between; starts, departs, completes, reopens
dana gives oak to ben
ana checks in                        starts a break, ends a break, checks out
"""

import re
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.core.commands import run
from apps.core.errors import DomainError
from apps.core.models import ItemStatus, Lane, ProposalItem
from apps.core.relay import slow
from tests.agent.tasks.world import World

ALL_ASKED = "everything is asked"
SAYS = re.compile(r"(?P<who>\w+)(?: on (?P<page>\w+))?(?: (?P<ago>\d+)(?P<unit>[mh]) ago)?: (?P<text>.*)", re.DOTALL)
DECIDES = re.compile(r"(?P<who>\w+) (?P<verb>approves|rejects|undoes) (?P<command>[\w.]+)")
DOES = re.compile(r"(?P<who>\w+) (?P<verb>cancels|starts|departs|completes|pauses|reopens) (?P<visit>\w+)")
GIVES = re.compile(r"(?P<who>\w+) gives (?P<visit>\w+) to (?P<to>\w+)")
TAPS = re.compile(r"(?P<who>\w+) (?P<tap>checks in|starts a break|ends a break|checks out)")
DECISIONS = {"approves": "proposal.approve", "rejects": "proposal.reject", "undoes": "proposal.undo"}
DEEDS = {
    "cancels": "visit.cancel",
    "starts": "visit.start",
    "departs": "visit.depart",
    "completes": "visit.complete",
    "pauses": "visit.pause",
    "reopens": "visit.reopen",
}
TAP = {
    "checks in": "attendance.check_in",
    "starts a break": "attendance.start_break",
    "ends a break": "attendance.end_break",
    "checks out": "attendance.check_out",
}
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}


def take(world: World, step: str) -> None:
    """Carry one step out, and whatever the agent does about it.

    Raises:
        DomainError: a person was refused; ValueError: a step of no known form.
    """
    for form, action in ((SAYS, _say), (DECIDES, _decide), (GIVES, _give), (TAPS, _tap), (DOES, _do)):
        if found := form.fullmatch(step):
            action(world, **found.groupdict())
            break
    else:
        raise ValueError(f"No such step: {step}")
    while slow.drain(Lane.AGENT):
        pass


def _say(world: World, *, who: str, page: str | None, ago: str | None, unit: str | None, text: str) -> None:
    for name, visit in world.visits.items():
        text = text.replace("{" + name + "}", visit.job.code)
    arguments: dict[str, Any] = {"text": text, "visit_id": str(world.visits[page].public_id) if page else None}
    at = timezone.now() - (int(ago) * UNITS[unit] if ago and unit else timedelta())
    _run(world, who, "message.send", arguments, at)


def _decide(world: World, *, who: str, verb: str, command: str) -> None:
    status = ItemStatus.APPLIED if verb == "undoes" else ItemStatus.PENDING
    item = ProposalItem.objects.filter(command=command, status=status).order_by("-id").first()
    if item is None:
        raise DomainError(f"Nothing waits that would be {command}.")
    reason = {"reason": "It was a mistake."} if verb == "undoes" else {}
    _run(world, who, DECISIONS[verb], {"item_id": str(item.public_id), **reason})


def _give(world: World, *, who: str, visit: str, to: str) -> None:
    row = world.visit(visit)
    given = {
        "visit_id": str(row.public_id),
        "planned_start": row.planned_start.isoformat(),
        "planned_end": row.planned_end.isoformat(),
        "member_ids": [str(world.people[to].member.public_id)],
        "override_reason": "Ana is needed elsewhere.",
    }
    _run(world, who, "visit.reschedule", given)


def _tap(world: World, *, who: str, tap: str) -> None:
    _run(world, who, TAP[tap], {})


def _do(world: World, *, who: str, verb: str, visit: str) -> None:
    reason = {"reason": "The customer asked for it."} if verb in ("cancels", "reopens") else {}
    _run(world, who, DEEDS[verb], {"visit_id": str(world.visits[visit].public_id), **reason})


def _run(world: World, who: str, command: str, arguments: dict[str, Any], at: datetime | None = None) -> None:
    run(command, arguments, actor=world.actor(who), now=at or timezone.now())
