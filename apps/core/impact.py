"""What a change would hit, asked before it is made: leave, an expiring certificate, somebody who goes.

The apps above register what they plan with the rows below: crews asks, jobs answers, and neither imports upwards.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that is planned and would no longer work; `text` names it, `type_name` and `public_id` find it."""

    type_name: str
    public_id: UUID
    code: str
    text: str
    start: datetime
    end: datetime


Answer = Callable[[Actor, Iterable[int], datetime, datetime], list[Hit]]
_answers: list[Answer] = []


def hits_of(answer: Answer) -> Answer:
    """Register what is planned with members: (actor, primary keys of members, from, until) → hits in their sight."""
    _answers.append(answer)
    return answer


def hits(actor: Actor, members: Iterable[int], start: datetime, end: datetime) -> list[Hit]:
    """What is planned with any of these members between two moments, the earliest first."""
    wanted = list(members)
    found = [hit for answer in _answers for hit in answer(actor, wanted, start, end)]
    return sorted(found, key=lambda hit: (hit.start, hit.code))
