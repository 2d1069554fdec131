"""Who could go on a visit, for whoever plans it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.shapes import NameOut
from apps.core.api.times import Moment
from apps.core.errors import BadInput, NotHere
from apps.crews.availability import Why
from apps.jobs.api.mentions import ANA, BOILER, FIRST_TRIP
from apps.jobs.candidates import Because, Candidate, Candidates, CrewCandidate, candidates
from apps.jobs.models import Job, Visit
from apps.jobs.planning_rules import refuse_impossible_times
from apps.jobs.selectors import jobs_visible_to, visits_visible_to

router = Router(tags=["Visits"])
ANA_SILVA: Any = {"id": ANA, "name": "Ana Silva"}
CREW: Any = {"id": "3e9d5a70-1c2b-4f68-8d94-6a0b7c5e2f13", "name": "North crew"}


class ReasonOut(Schema):
    """What speaks for somebody, or is good to know."""

    why: Because
    text: str = Field(description="A few words for a dispatcher.")


class ObstacleOut(Schema):
    """What keeps somebody from it."""

    why: Why
    text: str = Field(description="A sentence for a dispatcher.")


class CandidateOut(Schema):
    """A member, and what is for and against sending them."""

    member: NameOut
    crew: NameOut | None = Field(description="Their crew on that day.")
    available: bool = Field(description="Nothing is in the way.")
    reasons: list[ReasonOut]
    obstacles: list[ObstacleOut]
    planned_minutes: int = Field(description="What is planned for them on that day, without this visit.")
    kilometres: float | None = Field(
        description="To the nearer one of the visits before and after, in a straight line."
    )

    @classmethod
    def of(cls, one: Candidate) -> "CandidateOut":
        """The candidate."""
        return cls(
            member=NameOut(id=one.member.public_id, name=one.member.user.name),
            crew=NameOut.maybe(one.crew),
            available=one.can,
            reasons=[ReasonOut(why=reason.why, text=reason.text) for reason in one.reasons],
            obstacles=[ObstacleOut(why=obstacle.why, text=obstacle.text) for obstacle in one.obstacles],
            planned_minutes=one.planned_minutes,
            kilometres=round(one.kilometres, 1) if one.kilometres is not None else None,
        )


class CrewCandidateOut(Schema):
    """A crew as it is on that day."""

    crew: NameOut
    members: list[NameOut]
    available: bool = Field(description="All of it can go, and somebody in it holds what is asked for.")
    text: str

    @classmethod
    def of(cls, one: CrewCandidate) -> "CrewCandidateOut":
        """The crew."""
        members = [NameOut(id=member.public_id, name=member.user.name) for member in one.members]
        return cls(crew=NameOut.of(one.crew), members=members, available=one.can, text=one.text)


class CandidatesOut(Schema):
    """Those who can go first, the best of them at the top."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "members": [
                        {
                            "member": ANA_SILVA,
                            "crew": CREW,
                            "available": True,
                            "reasons": [{"why": "knows_site", "text": "Was here 3 times, last on 12 Feb 2026"}],
                            "obstacles": [],
                            "planned_minutes": 90,
                            "kilometres": 2.4,
                        }
                    ],
                    "crews": [
                        {
                            "crew": CREW,
                            "members": [ANA_SILVA],
                            "available": True,
                            "text": "1 member, free",
                        }
                    ],
                }
            ]
        }
    )

    members: list[CandidateOut]
    crews: list[CrewCandidateOut]

    @classmethod
    def of(cls, found: Candidates) -> "CandidatesOut":
        """All of them."""
        return cls(
            members=[CandidateOut.of(one) for one in found.members],
            crews=[CrewCandidateOut.of(one) for one in found.crews],
        )


class CandidatesFor(Schema):
    """For which visit."""

    visit: UUID | None = Field(None, description="A visit that is to be planned anew.", examples=[FIRST_TRIP])
    job: UUID | None = Field(None, description="A job that gets a visit.", examples=[BOILER])
    planned_start: Moment | None = Field(None, description="Without: as the visit is planned.")
    planned_end: Moment | None = Field(None, description="Without: as the visit is planned.")


@router.get(
    "/candidates",
    response=CandidatesOut,
    operation_id="list_candidates",
    summary="List who could go on a visit",
)
def list_candidates(request: HttpRequest, asked: Query[CandidatesFor]) -> CandidatesOut:
    """For a visit, or for a job and two moments: who can go, the best first and why; who cannot, and why not."""
    actor = actor_of(request)
    job, visit = _wanted(actor, asked)
    actor.require("visit.plan")
    start, end = _times(asked, visit)
    return CandidatesOut.of(candidates(actor, job, start, end, besides=visit))


def _wanted(actor: Actor, asked: CandidatesFor) -> tuple[Job, Visit | None]:
    if asked.visit is not None and asked.job is None:
        visit = visits_visible_to(actor).select_related("job__site").filter(public_id=asked.visit).first()
        if visit is None:
            raise NotHere
        return visit.job, visit
    if asked.job is None or asked.visit is not None:
        raise BadInput(
            _("Say for which visit, or for which job, and not both."), fields={"visit": _("One of the two.")}
        )
    job = jobs_visible_to(actor).select_related("site").filter(public_id=asked.job).first()
    if job is None:
        raise NotHere
    return job, None


def _times(asked: CandidatesFor, visit: Visit | None) -> tuple[datetime, datetime]:
    start = asked.planned_start or (visit.planned_start if visit else None)
    end = asked.planned_end or (visit.planned_end if visit else None)
    if start is None or end is None:
        raise BadInput(_("Say from when to when."), fields={"planned_start": _("This is missing.")})
    refuse_impossible_times(start, end)
    return start, end
