"""People, crews, customers and sites, added through the real verbs on a day long ago."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.hashers import make_password

from apps.core.actor import Actor, Via
from apps.crews.actions import add_crew, add_user, change_member, join_crew, manage_crew
from apps.crews.models import Crew, Member, User
from apps.crews.states import Role
from apps.jobs.actions import add_customer, add_site, add_template
from apps.jobs.models import Site
from workhub.demo.catalogue import KINDS, REPEATED
from workhub.demo.city import STREETS
from workhub.demo.clock import Clock
from workhub.demo.customers import CLIENTS, OAK_ST, Client, Place
from workhub.demo.equipment import equip, introduce
from workhub.demo.people import HOURLY, MANAGED, OFFICE, PASSWORD, TEAMS, Team, Technician, email_of

PHONES = "401-555-01"
PRIVATE_PHONES = "401-555-09"
HOURLY_ELSE = "38.00"


@dataclass(frozen=True, slots=True)
class Squad:
    """A crew as it stands in the database."""

    team: Team
    crew: Crew
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A site and what kind of place it is."""

    site: Site
    kind: str


@dataclass(slots=True)
class Company:
    """Everybody and everything that work is planned with."""

    office: dict[str, User] = field(default_factory=dict)
    squads: list[Squad] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    @property
    def admin(self) -> Actor:
        """The administrator at a desk."""
        return Actor(self.office["Ada Brandt"], Via.ADMIN)

    @property
    def dana(self) -> Actor:
        """The first dispatcher at a desk."""
        return Actor(self.office["Dana Reyes"], Via.ADMIN)

    def squad(self, name: str) -> Squad:
        """The crew of that name."""
        return next(s for s in self.squads if s.team.name == name)

    def member(self, name: str) -> Member:
        """The technician of that name."""
        return next(m for s in self.squads for m in s.members if m.user.name == name)

    def spot(self, name: str) -> Spot:
        """The site of that name."""
        return next(s for s in self.spots if s.site.name == name)

    @property
    def oak_st(self) -> Spot:
        """The bakery where the story takes place."""
        return self.spot(OAK_ST)


def found_company(clock: Clock, rng: random.Random, first_day: datetime) -> Company:
    """Add everybody and everything, in the weeks after the first day."""
    company = Company()
    moments = _minutes_after(first_day)
    _hire_office(company, moments)
    for team in TEAMS:
        _hire_team(company, clock, team, moments)
    phones = iter(range(len(TEAMS) * 4, 100))
    for client in CLIENTS:
        _win(company, client, f"{PHONES}{next(phones):02}", next(moments) + timedelta(days=rng.randint(1, 20)))
    _write_templates(company, moments)
    password = make_password(PASSWORD, salt="workhub-demo-salt")
    User.objects.update(password=password)
    return company


def _write_templates(company: Company, moments: Iterator[datetime]) -> None:
    for kind in (kind for kind in KINDS if kind.title in REPEATED):
        add_template(
            actor=company.admin,
            now=next(moments),
            name=kind.title,
            description=kind.description,
            duration_minutes=kind.minutes,
            crew_size=kind.people,
            finish_hours=24 * 14,
        )


def _minutes_after(start: datetime) -> Iterator[datetime]:
    while True:
        start += timedelta(minutes=7)
        yield start


def _hire_office(company: Company, moments: Iterator[datetime]) -> None:
    for person in OFFICE:
        by = company.admin if company.office else Actor.clock()  # the first one comes from the command line
        company.office[person.name] = add_user(
            actor=by, now=next(moments), email=email_of(person.name), name=person.name, role=person.role, invite=False
        )


def _hire_team(company: Company, clock: Clock, team: Team, moments: Iterator[datetime]) -> None:
    crew = add_crew(
        actor=company.admin,
        now=next(moments),
        name=team.name,
        color=team.color,
        base=team.base,
        vehicle=team.vehicle,
    )
    for manager in (name for name, crews in MANAGED.items() if team.name in crews):
        manage_crew(
            actor=company.admin,
            now=next(moments),
            crew_id=crew.public_id,
            user_id=company.office[manager].public_id,
        )
    members = []
    for place, technician in enumerate(team.members):
        now = next(moments)
        user = add_user(
            actor=company.admin,
            now=now,
            email=email_of(technician.name),
            name=technician.name,
            role=Role.TECHNICIAN,
            invite=False,
            phone=f"{PHONES}{len(company.squads) * 4 + place:02}",
            title=technician.title,
        )
        since = clock.day(clock.offset_of(now))
        join_crew(
            actor=company.admin,
            now=next(moments),
            crew_id=crew.public_id,
            member_id=user.member.public_id,
            since=since,
            is_lead=place == 0,
        )
        members.append(_known(company, user.member, technician, next(moments)))
    company.squads.append(Squad(team, crew, tuple(members)))


def _known(company: Company, member: Member, technician: Technician, now: datetime) -> Member:
    """What only some may read of somebody."""
    return change_member(
        actor=company.admin,
        now=now,
        member_id=member.public_id,
        phone=member.phone,
        private_phone=f"{PRIVATE_PHONES}{member.phone[-2:]}",
        title=member.title,
        hourly_cost=Decimal(HOURLY.get(technician.title.split()[0], HOURLY_ELSE)),
    )


def _win(company: Company, client: Client, phone: str, now: datetime) -> None:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in client.name.lower()).split()
    customer = add_customer(
        actor=company.dana,
        now=now,
        name=client.name,
        phone=phone,
        email=f"{'.'.join(words[:3])}@example.com",
        notes=client.notes,
    )
    for place in client.places:
        site = _site(company, place, customer.public_id, now)
        equip(site, client.kind, company.dana, now)
        introduce(site, customer.public_id, company.dana, now)
        company.spots.append(Spot(site, client.kind))


def _site(company: Company, place: Place, customer_id: UUID, now: datetime) -> Site:
    street = STREETS[place.street]
    latitude, longitude = street.position(place.number)
    return add_site(
        actor=company.dana,
        now=now,
        customer_id=customer_id,
        name=place.name or f"{place.number} {place.street}",
        address=street.address(place.number),
        access_notes=place.access,
        hazards=place.hazards,
        latitude=latitude,
        longitude=longitude,
    )
