"""Oneself: who I am, what I may do, with whom I work."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router
from pydantic import ConfigDict

from apps.core.api.details import answered
from apps.core.api.shapes import NameOut, example
from apps.crews.api.users import SOMEBODY, UserOut
from apps.crews.models import User
from apps.crews.selectors import present
from apps.crews.states import RIGHTS

router = Router(tags=["People"])


class MeOut(UserOut):
    """The person who asks."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=SOMEBODY,
            name="Ana Silva",
            email="ana@example.com",
            role="technician",
            language="en",
            is_active=True,
            member_id="7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36",
            crew={"id": "3e9d5a70-1c2b-4f68-8d94-6a0b7c5e2f13", "name": "North crew"},
            rights=["incident.report", "visit.complete", "visit.depart"],
            company="WorkHub",
            time_zone="America/New_York",
        )
    )

    crew: NameOut | None = Field(description="My present crew.")
    rights: list[str] = Field(description="The commands I may run, on what is mine to see, and rights of other names.")
    company: str
    time_zone: str = Field(description="The company's, an IANA name: its days begin at midnight there.")


@router.get("/me", response={200: MeOut, 304: None}, operation_id="read_me", summary="Read who I am")
def read_me(request: HttpRequest) -> HttpResponse:
    """What a page needs to know first."""
    user = cast(User, request.user)
    mine = present().filter(member__user=user).select_related("crew").first()
    shown = MeOut(
        **dict(UserOut.of(user)),
        crew=NameOut.maybe(mine.crew if mine else None),
        rights=sorted(RIGHTS.get(user.role, frozenset())),
        company=settings.COMPANY_NAME,
        time_zone=settings.TIME_ZONE,
    )
    return answered(request, shown, user.version)
