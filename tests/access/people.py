"""Somebody of every role, in two crews: North, which the others are asked about, and South, the other one."""

from dataclasses import dataclass

from django.test import Client

from apps.core.actor import Actor, Via
from apps.crews.actions import add_crew, deactivate_user, join_crew
from apps.crews.models import Crew, CrewManager, User
from apps.crews.states import Role
from tests.api.programs import Program
from tests.conftest import NOW, person

JOINED = NOW.date().replace(month=1, day=5)


@dataclass
class Person:
    """Somebody who asks. `crew`: where they belong; `manages`: the crew they answer for without belonging to it."""

    name: str
    user: User | None
    client: Client
    crew: str = ""
    manages: str = ""

    @property
    def role(self) -> str:
        """What they are; empty for nobody signed in, and for who is not let in any more."""
        return self.user.role if self.user is not None and self.user.is_active else ""

    @property
    def actor(self) -> Actor:
        """They, through the API."""
        return Actor(self.user, Via.API)

    @property
    def near(self) -> str:
        """The crew that is their own."""
        return self.crew or self.manages

    @property
    def is_office(self) -> bool:
        """Whether the office's pages let them in."""
        return self.user is not None and self.user.is_staff

    @property
    def has_pages(self) -> bool:
        """Whether there are any pages for them: programs come through the API alone."""
        return bool(self.role) and self.role != Role.API_CLIENT

    def may(self, right: str) -> bool:
        """Whether the role includes a right."""
        return bool(self.role) and self.actor.may(right)


# name → role, crew, crew managed. Those of the second part own rows and do not ask.
ASKING = {
    "ada": (Role.ADMINISTRATOR, "", ""),
    "mia": (Role.MANAGER, "", "north"),
    "dana": (Role.DISPATCHER, "", ""),
    "lea": (Role.CREW_LEAD, "north", ""),
    "tom": (Role.TECHNICIAN, "north", ""),
    "rex": (Role.READ_ONLY, "", ""),
    "bot": (Role.API_CLIENT, "", ""),
    "gus": (Role.ADMINISTRATOR, "", ""),  # deactivated when all is built
}
OWNING = {
    "nia": (Role.TECHNICIAN, "north", ""),
    "sam": (Role.TECHNICIAN, "south", ""),
    "lou": (Role.CREW_LEAD, "south", ""),
    "max": (Role.MANAGER, "", "south"),
}


def hire() -> dict[str, Person]:
    """Everybody, each with a browser; `nobody` has one too."""
    people = {"nobody": Person("nobody", None, Client())}
    for name, (role, crew, manages) in {**ASKING, **OWNING}.items():
        user = person(f"{name.capitalize()} {role.capitalize().replace('_', '-')}", role)
        people[name] = Person(name, user, Client(), crew, manages)
        people[name].client.force_login(user)
        if role == Role.API_CLIENT:
            _give_token(people[name])
    return people


def _give_token(who: Person) -> None:
    """A program: the API knows it by its token; its browser is signed in too, to be refused."""
    program = Program()
    assert who.user is not None
    answer = program.sign_in(who.user)
    assert answer.status_code == 200, answer.content
    who.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {program.access}"


def found_crews(people: dict[str, Person]) -> dict[str, Crew]:
    """North and South, with who belongs to them and who manages them."""
    ada = people["ada"].actor
    crews = {name: add_crew(actor=ada, now=NOW, name=name.capitalize()) for name in ("north", "south")}
    for somebody in people.values():
        if somebody.user is None:
            continue
        if somebody.crew:
            join_crew(
                actor=ada,
                now=NOW,
                crew_id=crews[somebody.crew].public_id,
                member_id=somebody.user.member.public_id,
                since=JOINED,
                is_lead=somebody.role == Role.CREW_LEAD,
            )
        if somebody.manages:
            # to be swapped for crew.manage
            crew = crews[somebody.manages]
            CrewManager.objects.create(crew=crew, user=somebody.user, created_at=NOW, updated_at=NOW)
    return crews


def dismiss(people: dict[str, Person]) -> None:
    """Gus goes; his browser stays signed in."""
    gus = people["gus"].user
    assert gus is not None
    deactivate_user(actor=people["ada"].actor, now=NOW, user_id=gus.public_id, reason="Left the company")
    gus.refresh_from_db()
