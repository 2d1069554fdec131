"""Crews, and who was in which one when."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.models import Crew, CrewManager, CrewMembership
from apps.crews.selectors import CREW_WORDS, MEMBERSHIP_WORDS, crews_visible_to, memberships_visible_to, present

router = Router()
CREW = noun("crew", "crews", "Crews")
MEMBERSHIP = noun("crewmembership", "memberships", "Crews", one="membership")
BY_NAME = Order("name")
NEWEST = Order("since", descending=True, parse=date.fromisoformat)
NORTH = "3e9d5a70-1c2b-4f68-8d94-6a0b7c5e2f13"
ANA = "7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36"
MARCUS = "d2b6a8f1-5c3e-4d97-a0b4-8e1f7c6d5a23"
JOINED = "9c5e1f37-0a2d-4b86-b1f4-7e8d3c6a5b29"
show_how(
    {
        "crew.add": {"name": "North crew", "color": "#0b6675", "base": "North depot", "vehicle": "Van 3"},
        "crew.change": {
            "crew_id": NORTH,
            "name": "North crew",
            "color": "#0b6675",
            "base": "Depot 2",
            "vehicle": "Van 3",
            "version": 3,
        },
        "crew.join": {"crew_id": NORTH, "member_id": ANA, "since": "2026-03-02", "is_lead": True},
        "crew.leave": {"membership_id": JOINED, "until": "2026-03-31"},
        "crew.manage": {"crew_id": NORTH, "user_id": MARCUS},
        "crew.unmanage": {"crew_id": NORTH, "user_id": MARCUS},
    }
)


class InCrewOut(Schema):
    """A member's present time in a crew."""

    membership_id: UUID = Field(description="For `crew.leave`.")
    member: NameOut
    since: date
    until: date | None = Field(description="The last day, included, when one is known.")
    is_lead: bool


def _in_crew(membership: CrewMembership) -> InCrewOut:
    return InCrewOut(
        membership_id=membership.public_id,
        member=_name(membership),
        since=membership.since,
        until=membership.until,
        is_lead=membership.is_lead,
    )


def _name(membership: CrewMembership) -> NameOut:
    return NameOut(id=membership.member.public_id, name=membership.member.user.name)


class CrewOut(RecordOut):
    """Members who usually go together, as they are now."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=NORTH,
            name="North crew",
            color="#0b6675",
            base="North depot",
            members=[
                {
                    "membership_id": JOINED,
                    "member": {"id": ANA, "name": "Ana Silva"},
                    "since": "2026-03-02",
                    "until": None,
                    "is_lead": True,
                }
            ],
            vehicle="Van 3",
            managers=[{"id": MARCUS, "name": "Marcus Bell"}],
        )
    )

    name: str
    color: str
    base: str
    vehicle: str
    members: list[InCrewOut]
    managers: list[NameOut] = Field(description="Who answers for the crew: they see its people and its work.")

    @classmethod
    def of(cls, crew: Crew) -> "CrewOut":
        """The crew; `memberships` are the present ones of active people."""
        return cls(
            **record(crew),
            name=crew.name,
            color=crew.color,
            base=crew.base,
            vehicle=crew.vehicle,
            managers=[NameOut.of(managing.user) for managing in crew.managed_by.all()],
            members=[_in_crew(membership) for membership in crew.memberships.all()],
        )


class MembershipOut(RecordOut):
    """A member's time in a crew, by whole days in the company's zone."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=JOINED,
            crew={"id": NORTH, "name": "North crew"},
            member={"id": ANA, "name": "Ana Silva"},
            since="2026-03-02",
            until=None,
            is_lead=True,
        )
    )

    crew: NameOut
    member: NameOut
    since: date
    until: date | None = Field(description="The last day, included. Null: still there.")
    is_lead: bool

    @classmethod
    def of(cls, membership: CrewMembership) -> "MembershipOut":
        """The membership."""
        return cls(
            **record(membership),
            crew=NameOut.of(membership.crew),
            member=_name(membership),
            since=membership.since,
            until=membership.until,
            is_lead=membership.is_lead,
        )


class CrewFilters(Listing):
    """Which crews."""

    member: UUID | None = Field(None, description="With this member at present.")
    q: str = Field("", max_length=200, description="Words of the name, the home base or a member.")
    updated_since: Moment | None = None


class MembershipFilters(Listing):
    """Which memberships."""

    crew: UUID | None = None
    member: UUID | None = None
    current: bool | None = Field(None, description="Only those of today, or only past ones and those to come.")
    q: str = Field("", max_length=200, description="Words of the member's or the crew's name.")
    updated_since: Moment | None = None


def _crews(actor: Actor) -> "QuerySet[Crew]":
    here: Any = present().filter(member__user__is_active=True)
    here = here.select_related("member__user").order_by("-is_lead", "member__user__name")
    managed: Any = CrewManager.objects.filter(user__is_active=True).select_related("user").order_by("user__name")
    return crews_visible_to(actor).prefetch_related(Prefetch("memberships", here), Prefetch("managed_by", managed))


def _memberships(actor: Actor) -> "QuerySet[CrewMembership]":
    return memberships_visible_to(actor).select_related("crew", "member__user")


@router.get("/crews", **CREW.listing(CrewOut))
def list_crews(request: HttpRequest, asked: Query[CrewFilters]) -> HttpResponse:
    """By name, with their members: the office all of them, a member their own."""
    rows = narrowed(with_words(_crews(actor_of(request)), asked.q, CREW_WORDS), updated_at__gte=asked.updated_since)
    if asked.member:
        rows = rows.filter(pk__in=present().filter(member__public_id=asked.member).values("crew"))
    return page(request, rows, asked, BY_NAME, CrewOut.of)


@router.get("/crews/{id}", **CREW.detail(CrewOut))
def read_crew(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One crew with its members."""
    return one(request, _crews(actor_of(request)), id, CrewOut.of)


@router.get("/memberships", **MEMBERSHIP.listing(MembershipOut))
def list_memberships(request: HttpRequest, asked: Query[MembershipFilters]) -> HttpResponse:
    """The latest first. For the office."""
    now = Q(pk__in=present().values("pk"))
    found = _memberships(actor_of(request))
    if asked.current is not None:
        found = found.filter(now if asked.current else ~now)
    rows = narrowed(
        with_words(found, asked.q, MEMBERSHIP_WORDS),
        crew__public_id=asked.crew,
        member__public_id=asked.member,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, MembershipOut.of)


@router.get("/memberships/{id}", **MEMBERSHIP.detail(MembershipOut))
def read_membership(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One membership."""
    return one(request, _memberships(actor_of(request)), id, MembershipOut.of)


add_history(router, CREW, crews_visible_to)
add_history(router, MEMBERSHIP, memberships_visible_to)
