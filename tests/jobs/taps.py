"""What may be taken back on a visit, and what that leads back to: each tap as the test remembers it, no log read."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from apps.jobs.actions import note_times
from apps.jobs.models import Visit
from apps.jobs.states import JobStatus, VisitStatus

J, V = JobStatus, VisitStatus
Row = dict[str, Any]
Rows = dict[tuple[str, str], Row]
Told = dict[str, Any]

TAPS = ("depart", "start", "pause", "resume", "complete", "partial", "unable")
TAKES_BACK = "take back"
WITHIN = timedelta(hours=12)
OFFICE = {"ada", "dana"}  # may reopen visits: anybody's step, at any time
SHUT = {J.IN_REVIEW, J.CLOSED, J.CANCELLED}  # no visit of such a job begins again
OVER = {V.COMPLETED, V.PARTIAL, V.UNABLE, V.CANCELLED}
FOLLOWS = {"jobs_visit", "jobs_assignment", "jobs_job"}  # what was written down on the way stays


@dataclass(frozen=True)
class Tap:
    """One that stands: by whom and when, the visit before it, its version after it, and the times till then."""

    name: str
    who: str
    at: datetime
    before: Row
    version: int
    times: list[Any]


@dataclass
class Taps:
    """By visit, those that nothing else came after; the last one last."""

    of: dict[int, list[Tap]] = field(default_factory=dict)

    def last(self, visit: Visit | None) -> Tap | None:
        """The one that would be taken back."""
        standing = self.of.get(visit.pk) if visit else None
        return standing[-1] if standing else None

    def follow(self, name: str, who: str, at: datetime, before: Rows, after: Rows, times: list[Any]) -> None:
        """Take note of a verb that was done; whatever else changed a visit shuts the way back beyond it.

        Args:
            times: what the visit's taps told of before.
        """
        for (table, pk), row in after.items():
            was = before.get((table, pk))
            if table != "jobs_visit" or was in (None, row):
                continue
            if name in TAPS:
                self.of.setdefault(int(pk), []).append(Tap(name, who, at, was, row["version"], times))
            elif name == TAKES_BACK:
                self.of[int(pk)].pop()
            else:
                self.of.pop(int(pk), None)

    def may_be_taken_back(self, visit: Visit | None, told: Told, who: str, at: datetime, rows: Rows) -> bool:
        """Whether the last one is to be taken back for this person, told this, at this moment."""
        tap = self.last(visit)
        if visit is None or tap is None:
            return False
        theirs = who in OFFICE or (who == tap.who and at - tap.at <= WITHIN)
        meant = told["version"] in (None, tap.version)
        open_still = rows["jobs_job", str(visit.job_id)]["status"] not in SHUT
        return theirs and meant and open_still and bool(told["reason"].strip()) and not given_away(visit.pk, rows)


def given_away(visit: int, rows: Rows) -> bool:
    """Whether the time of somebody on a visit that is over is another one's by now; what was booked past it all is
    nobody's alone.
    """
    visits = {row["id"]: row for (table, _pk), row in rows.items() if table == "jobs_visit"}
    going = [row for (table, _pk), row in rows.items() if table == "jobs_assignment"]
    this = visits[visit]
    theirs = {one["member_id"] for one in going if one["visit_id"] == visit and not one["override_reason"]}
    others = [visits[one["visit_id"]] for one in going if one["live"] and one["member_id"] in theirs]
    return this["status"] in OVER and any(
        other["planned_start"] < this["planned_end"] and this["planned_start"] < other["planned_end"]
        for other in others
        if other["id"] != visit
    )


def as_before(tap: Tap, rows: Rows, at: datetime) -> Row:
    """The visit as it stands once a tap is taken back: as before it, but for the version, which never goes back."""
    now = rows["jobs_visit", str(tap.before["id"])]
    return tap.before | {"version": now["version"] + 1, "updated_at": at.isoformat()}


def times_of(visit: Visit | None) -> list[Any]:
    """The times that the taps on a visit tell of; nothing is kept."""
    if visit is None:
        return []
    with transaction.atomic():
        note_times(visit)
        told = list(
            visit.times.order_by("started_at", "member").values_list("kind", "member", "started_at", "ended_at")
        )
        transaction.set_rollback(True)
    return told
