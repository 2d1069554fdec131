"""Whether members can go on a visit: crews' answer (access, shift, leave) and the other visits, in one.

It is what planning, the candidate list, the API and the agent ask.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.core.moments import clock
from apps.crews.availability import Obstacle, Why, obstacles
from apps.crews.models import Member
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.needs import Need, unmet_needs, visit_day
from apps.jobs.selectors import clashes


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one member is available: yes, or no with all that keeps them; `visits` are the other visits among it."""

    member: Member
    obstacles: tuple[Obstacle, ...]
    visits: tuple[Assignment, ...] = ()

    def __bool__(self) -> bool:
        return not self.obstacles

    def without_all_but_access(self) -> "Answer":
        """The same, without what can be overridden."""
        return Answer(self.member, tuple(o for o in self.obstacles if o.why == Why.INACTIVE))


Answers = dict[int, Answer]
"""By the member's primary key."""


def available(members: Iterable[Member], start: datetime, end: datetime, *, besides: Visit | None = None) -> Answers:
    """For each member (`user` loaded) whether they can work between two moments.

    Args:
        start, end: aware moments, any zone.
        besides: a visit that does not count: the one that is planned anew.

    A fixed number of queries, however many members. Papers are asked of all who go together: `in_the_way`.
    """
    everybody = list(members)
    kept = obstacles(everybody, start, end)
    booked: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in clashes(everybody, start, end, besides=besides):
        booked[assignment.member_id].append(assignment)
    return {member.pk: _answer(member, kept.get(member.pk, []), booked[member.pk]) for member in everybody}


def _answer(member: Member, kept: list[Obstacle], booked: list[Assignment]) -> Answer:
    others = (Obstacle(Why.OTHER_VISIT, other_visit(assignment)) for assignment in booked)
    return Answer(member, (*kept, *others), tuple(booked))


def other_visit(assignment: Assignment) -> str:
    """Ana has another visit 14:00–15:30 (WH-1042)."""
    return _("%(name)s has another visit %(from)s–%(to)s (%(code)s).") % {
        "name": assignment.member.user.name,
        "from": clock(assignment.during.lower),
        "to": clock(assignment.during.upper),
        "code": assignment.visit.code,
    }


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What keeps these people, together, from a visit: each one's obstacles, and what none of them holds."""

    answers: Answers
    unmet: tuple[Need, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unmet) or not all(self.answers.values())

    def without(self, settled: set[int]) -> "InTheWay":
        """The same, without what was settled before for these members: all but that they have no access any more."""
        answers = {
            pk: answer.without_all_but_access() if pk in settled else answer for pk, answer in self.answers.items()
        }
        return InTheWay(answers, () if self.answers.keys() <= settled else self.unmet)

    @property
    def no_access(self) -> bool:
        """Somebody among them would never hear of it: nothing to be overridden."""
        return any(o.why == Why.INACTIVE for answer in self.answers.values() for o in answer.obstacles)

    @property
    def members(self) -> set[int]:
        """Who is kept from it; everybody, when a paper is missing among them."""
        return {pk for pk, answer in self.answers.items() if self.unmet or not answer}

    @property
    def sentences(self) -> list[str]:
        """Each obstacle in words."""
        told = [obstacle.text for answer in self.answers.values() for obstacle in answer.obstacles]
        return [*told, *(need.missing for need in self.unmet)]

    @property
    def visits(self) -> list[Assignment]:
        """The other visits among it, the earliest first."""
        found = [assignment for answer in self.answers.values() for assignment in answer.visits]
        return sorted(found, key=lambda assignment: (assignment.during.lower, assignment.pk))

    def facts(self) -> dict[str, Any]:
        """The same for programs."""
        each = [
            {"member": str(answer.member.public_id), "why": str(obstacle.why), "text": obstacle.text}
            for answer in self.answers.values()
            for obstacle in answer.obstacles
        ]
        papers = [{"member": None, "why": str(Why.CERTIFICATE), "text": need.missing} for need in self.unmet]
        return {"clashes": [clash_facts(assignment) for assignment in self.visits], "obstacles": [*each, *papers]}


def clash_facts(assignment: Assignment) -> dict[str, Any]:
    """Another visit, for programs."""
    return {
        "member": str(assignment.member.public_id),
        "visit": str(assignment.visit.public_id),
        "code": assignment.visit.code,
        "from": assignment.during.lower.isoformat(),
        "to": assignment.during.upper.isoformat(),
    }


def in_the_way(
    job: Job, members: Iterable[Member], start: datetime, end: datetime, *, besides: Visit | None = None
) -> InTheWay:
    """What keeps these members from going together on a visit of this job. Nobody is kept from nothing.

    A fixed number of queries.
    """
    people = list(members)
    if not people:
        return InTheWay({})
    lacking = unmet_needs(people, job, visit_day(start))
    return InTheWay(available(people, start, end, besides=besides), tuple(lacking))
