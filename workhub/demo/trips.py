"""A job and a trip as the demo's author imagines them, and the steps that make them real."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.core.actor import Actor, Via
from apps.crews.models import Crew, Member
from apps.jobs.actions import (
    add_job,
    cancel_visit,
    complete_visit,
    depart_for_visit,
    pause_visit,
    plan_visit,
    resume_visit,
    start_visit,
)
from apps.jobs.models import Job, Visit
from apps.jobs.states import Outcome, Priority
from workhub.demo.catalogue import Kind
from workhub.demo.company import Spot
from workhub.demo.talks import finish_by_message
from workhub.demo.timeline import Step, Timeline


@dataclass(slots=True, eq=False)
class Work:
    """A job to be: who writes it down and when. `row` is there once it has happened."""

    spot: Spot
    kind: Kind
    created: datetime
    by: Actor
    priority: Priority = Priority.NORMAL
    draft: bool = False
    row: Job | None = None

    def write(self, now: datetime) -> None:
        """Add the job."""
        self.row = add_job(
            actor=self.by,
            now=now,
            site_id=self.spot.site.public_id,
            title=self.kind.title,
            description=self.kind.description,
            priority=self.priority,
            duration_minutes=self.kind.minutes,
            draft=self.draft,
        )

    @property
    def job_id(self) -> UUID:
        """The job's id; it must have been written."""
        if self.row is None:
            raise RuntimeError(f"{self.kind.title} is used before it is written down.")
        return self.row.public_id


@dataclass(slots=True, eq=False)
class Trip:
    """A visit to be, and how it goes. Moments that are None are taps nobody made."""

    work: Work
    people: tuple[Member, ...]
    start: datetime
    end: datetime
    planned: datetime
    crew: Crew | None = None
    draft: bool = False
    departed: datetime | None = None
    arrived: datetime | None = None
    paused: datetime | None = None
    resumed: datetime | None = None
    ended: datetime | None = None
    outcome: Outcome = Outcome.COMPLETED
    reason: str = ""
    note: str = ""
    said: str = ""
    off: datetime | None = None
    pinned: bool = False
    ends_with: Step | None = None
    row: Visit | None = None

    def visit(self) -> Visit:
        """The visit as it stands; it must have been planned."""
        return Visit.objects.select_related("job__site").get(public_id=self.visit_id)

    @property
    def visit_id(self) -> UUID:
        """The visit's id; it must have been planned."""
        if self.row is None:
            raise RuntimeError(f"The trip for {self.work.kind.title} is used before it is planned.")
        return self.row.public_id

    @property
    def member(self) -> Actor:
        """The first of the people, on the phone."""
        return Actor(self.people[0].user, Via.PORTAL)

    def plan(self, now: datetime) -> None:
        """Plan the visit, and send it unless it is a draft."""
        self.row = plan_visit(
            actor=self.work.by,
            now=now,
            job_id=self.work.job_id,
            planned_start=self.start,
            planned_end=self.end,
            member_ids=[] if self.crew else [m.public_id for m in self.people],
            crew_id=self.crew.public_id if self.crew else None,
            draft=self.draft,
        )

    def depart(self, now: datetime) -> None:
        """Tap “on my way”."""
        depart_for_visit(actor=self.member, now=now, visit_id=self.visit_id)

    def arrive(self, now: datetime) -> None:
        """Tap “start”."""
        start_visit(actor=self.member, now=now, visit_id=self.visit_id)

    def pause(self, now: datetime) -> None:
        """Tap “pause”."""
        pause_visit(actor=self.member, now=now, visit_id=self.visit_id)

    def resume(self, now: datetime) -> None:
        """Tap “go on”."""
        resume_visit(actor=self.member, now=now, visit_id=self.visit_id)

    def finish(self, now: datetime) -> None:
        """End the visit with a tap, or by writing to the agent."""
        if self.ends_with is not None:
            self.ends_with(now)
            return
        if self.said:
            finish_by_message(self.people[0].user, self.visit(), self.said, now)
            return
        complete_visit(
            actor=self.member,
            now=now,
            visit_id=self.visit_id,
            outcome=self.outcome,
            note=self.note,
            reason=self.reason,
        )

    def call_off(self, now: datetime) -> None:
        """Cancel the visit."""
        cancel_visit(actor=self.work.by, now=now, visit_id=self.visit_id, reason=self.reason)


def tell(timeline: Timeline, trip: Trip) -> None:
    """Put a trip's steps on the timeline; its job's are there already."""
    timeline.add(trip.planned, trip.plan)
    if trip.off is not None:
        timeline.add(trip.off, trip.call_off)
        return
    steps = (
        (trip.departed, trip.depart),
        (trip.arrived, trip.arrive),
        (trip.paused, trip.pause),
        (trip.resumed, trip.resume),
        (trip.ended, trip.finish),
    )
    for moment, step in steps:
        if moment is not None:
            timeline.add(moment, step)
