"""What DESIGN §6 says of a job with such visits, written out as a table: the other opinion that tests ask."""

from collections.abc import Sequence
from itertools import product

from apps.jobs.states import JobStatus, VisitStatus

J, V = JobStatus, VisitStatus

WAITS, UNDER_WAY, DONE, UNDONE, NOTHING = "waits", "under way", "done", "undone", "nothing"
SAYS = {
    V.DRAFT: WAITS,
    V.DISPATCHED: WAITS,
    V.EN_ROUTE: UNDER_WAY,
    V.ON_SITE: UNDER_WAY,
    V.PAUSED: UNDER_WAY,
    V.COMPLETED: DONE,
    V.PARTIAL: UNDONE,
    V.UNABLE: UNDONE,
    V.CANCELLED: NOTHING,
}
# Is one under way? Does one wait? How did the last of them end? → where the job stands, and whether it asks for more.
TABLE: dict[tuple[bool, bool, str], tuple[JobStatus, bool]] = {
    (True, True, NOTHING): (J.IN_PROGRESS, False),
    (True, True, DONE): (J.IN_PROGRESS, False),
    (True, True, UNDONE): (J.IN_PROGRESS, False),
    (True, False, NOTHING): (J.IN_PROGRESS, False),
    (True, False, DONE): (J.IN_PROGRESS, False),
    (True, False, UNDONE): (J.IN_PROGRESS, False),
    (False, True, NOTHING): (J.SCHEDULED, False),
    (False, True, DONE): (J.SCHEDULED, False),
    (False, True, UNDONE): (J.SCHEDULED, False),
    (False, False, NOTHING): (J.READY, False),
    (False, False, DONE): (J.DONE, False),
    (False, False, UNDONE): (J.READY, True),
}
# What people decided outlasts what visits say; of the need for more only a hold leaves anything.
OUTLASTS = {J.ON_HOLD: True, J.IN_REVIEW: False, J.CLOSED: False, J.CANCELLED: False}


def row_of(visits: Sequence[str]) -> tuple[bool, bool, str]:
    """The row of the table for visits in the order they are planned."""
    said = [SAYS[V(status)] for status in visits]
    ended = [one for one in said if one in (DONE, UNDONE)]
    return UNDER_WAY in said, WAITS in said, ended[-1] if ended else NOTHING


def says(stands: str, visits: Sequence[str]) -> tuple[JobStatus, bool]:
    """Where a job that stands so is to stand once its visits are these."""
    status, more = TABLE[row_of(visits)]
    if (decided := J(stands)) in OUTLASTS:
        return decided, more and OUTLASTS[decided]
    return status, more


def rows_of_visits(most: int) -> list[tuple[VisitStatus, ...]]:
    """Every row of up to so many visits, in every order."""
    return [visits for n in range(most + 1) for visits in product(V, repeat=n)]
