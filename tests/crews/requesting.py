"""Ana and Ben are a crew that Mia manages; they ask, somebody decides."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from apps.core.actor import Actor, Via
from apps.crews.actions import add_crew, add_request, join_crew
from apps.crews.models import Crew, CrewManager, StaffRequest, User
from apps.crews.states import RequestKind, Role
from tests.conftest import NOW, Cast, person

FRIDAY = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)  # its midnight in New York
SATURDAY = FRIDAY + timedelta(days=1)


def crewed(cast: Cast) -> User:
    """Ana and Ben are the North crew; Mia manages it."""
    mia = person("Mia Lang", Role.MANAGER)
    crew = add_crew(actor=cast.admin(), now=NOW, name="North")
    for user in (cast.ana, cast.ben):
        join_crew(
            actor=cast.admin(),
            now=NOW,
            crew_id=crew.public_id,
            member_id=user.member.public_id,
            since=date(2026, 1, 5),
        )
    manage(crew, mia)
    return mia


def manage(crew: Crew, user: User) -> None:
    """The manager answers for the crew."""
    CrewManager.objects.create(crew=crew, user=user, created_at=NOW, updated_at=NOW)


def office(user: User) -> Actor:
    """Somebody at a desk."""
    return Actor(user, Via.ADMIN)


def ask(cast: Cast, **more: Any) -> StaffRequest:
    """Ana asks for Friday off, unless told otherwise."""
    kind = more.pop("kind", RequestKind.TIME_OFF)
    told: dict[str, Any] = {"start": FRIDAY, "end": SATURDAY} if kind == RequestKind.TIME_OFF else {}
    if kind == RequestKind.PURCHASE:
        told = {"amount": Decimal(40), "text": "Two valves"}
    return add_request(**{"actor": cast.field(), "now": NOW, "kind": kind, **told, **more})
