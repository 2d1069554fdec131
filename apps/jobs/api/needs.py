"""What a visit needs its people to hold, and who on it does, on its day."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from apps.core.api.asking import actor_of
from apps.core.api.details import answered
from apps.core.api.shapes import NameOut
from apps.core.errors import NotHere
from apps.crews.api.certificates import LICENCE
from apps.crews.api.skills import GAS_FITTING
from apps.crews.selectors import certificates_visible_to
from apps.jobs.api.mentions import ANA
from apps.jobs.api.visits import VISIT
from apps.jobs.needs import Need, needs_on, nobody_holds, visit_day
from apps.jobs.selectors import visits_visible_to

router = Router()


class NeedOut(Schema):
    """A skill that the visit needs."""

    skill: NameOut
    level: int = Field(description="The lowest that will do.")
    met: bool = Field(description="Somebody on the visit holds it on the visit's day.")
    met_today: bool = Field(description="Somebody on it holds it now; where `met` is false, it will be lost.")
    missing: str = Field(description="What is wrong, as a sentence for a dispatcher; empty when nothing is.")
    certificate_id: UUID | None = Field(description="What counts, or what comes nearest to it.")
    member: NameOut | None = Field(description="Whose certificate that is.")

    @classmethod
    def of(cls, need: Need, in_sight: set[int]) -> "NeedOut":
        """The need; colleagues' papers are not for everybody who goes along."""
        held = need.certificate if need.certificate and need.certificate.pk in in_sight else None
        told = need.missing if held or not need.missing else nobody_holds(need.skill, need.level)
        return cls(
            skill=NameOut.of(need.skill),
            level=need.level,
            met=not need.missing,
            met_today=need.held_today,
            missing=told,
            certificate_id=held.public_id if held else None,
            member=NameOut(id=held.member.public_id, name=held.member.user.name) if held else None,
        )


class NeedsOut(Schema):
    """All that a visit needs, as of its day in the company's zone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "day": "2027-04-02",
                    "needs": [
                        {
                            "skill": {"id": GAS_FITTING, "name": "Gas fitting"},
                            "level": 2,
                            "met": False,
                            "met_today": True,
                            "missing": "Gas fitting (level 2): the certificate of Ana Silva ends on 31 Mar 2027.",
                            "certificate_id": LICENCE,
                            "member": {"id": ANA, "name": "Ana Silva"},
                        }
                    ],
                }
            ]
        }
    )

    day: date
    needs: list[NeedOut]


@router.get(
    "/visits/{id}/needs",
    response={200: NeedsOut, 304: None},
    operation_id="read_visit_needs",
    summary="Read what a visit needs and who on it has it",
    tags=[VISIT.tag],
)
def read_visit_needs(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """Skills and certificates. Visits where something is missing: `/visits?show=certificates`."""
    actor = actor_of(request)
    visit = visits_visible_to(actor).filter(public_id=id).first()
    if visit is None:
        raise NotHere
    needs = needs_on([visit])[visit.pk]
    papers = [need.certificate.pk for need in needs if need.certificate]
    in_sight = set(certificates_visible_to(actor).filter(pk__in=papers).values_list("pk", flat=True))
    shown = NeedsOut(day=visit_day(visit.planned_start), needs=[NeedOut.of(need, in_sight) for need in needs])
    return answered(request, shown, visit.version)
