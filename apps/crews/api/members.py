"""Field workers."""

from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
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
from apps.crews.api.users import SOMEBODY
from apps.crews.models import Member
from apps.crews.selectors import MEMBER_WORDS, members_visible_to, present, with_what_is_theirs_to_read

router = Router()
MEMBER = noun("member", "members", "Members")
BY_NAME = Order("user__name")
ANA = "7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36"
show_how(
    {
        "member.change": {
            "member_id": ANA,
            "phone": "555 0142",
            "private_phone": "555 0177",
            "title": "Gas fitter",
            "timezone": "",
            "hourly_cost": "42.50",
            "version": 3,
        },
    }
)


class MemberOut(RecordOut):
    """A field worker: who is sent. The person is who signs in."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=ANA,
            name="Ana Silva",
            person={"id": SOMEBODY, "name": "Ana Silva"},
            is_active=True,
            phone="555 0142",
            private_phone=None,
            trade="Gas fitter",
            time_zone="",
            hourly_cost=None,
            crew={"id": "3e9d5a70-1c2b-4f68-8d94-6a0b7c5e2f13", "name": "North crew"},
        )
    )

    name: str
    person: NameOut
    is_active: bool
    phone: str
    private_phone: str | None = Field(description="Null: it is not yours to read. Theirs, and who answers for them.")
    trade: str
    time_zone: str = Field(description="An IANA name; empty: the company's.")
    hourly_cost: Decimal | None = Field(description="In the company's currency. Null: not known, or not yours to read.")
    crew: NameOut | None = Field(description="The present crew.")

    @classmethod
    def of(cls, member: Member) -> "MemberOut":
        """The member; `memberships` are the present ones, and it is said what of them is the reader's to read."""
        crews = [membership.crew for membership in member.memberships.all()]
        return cls(
            **record(member),
            name=member.user.name,
            person=NameOut.of(member.user),
            is_active=member.user.is_active,
            phone=member.phone,
            private_phone=member.private_phone if getattr(member, "reads_private", False) else None,
            trade=member.title,
            time_zone=member.timezone,
            hourly_cost=member.hourly_cost if getattr(member, "reads_cost", False) else None,
            crew=NameOut.maybe(crews[0] if crews else None),
        )


class MemberFilters(Listing):
    """Which members."""

    crew: UUID | None = Field(None, description="At present in this crew.")
    is_active: bool | None = None
    q: str = Field("", max_length=200, description="Words of the name, the email, the phone or the trade.")
    updated_since: Moment | None = None


def _members(actor: Actor) -> "QuerySet[Member]":
    with_crew = present().select_related("crew")
    members = with_what_is_theirs_to_read(actor, members_visible_to(actor))
    return members.select_related("user").prefetch_related(Prefetch("memberships", with_crew))


@router.get("/members", **MEMBER.listing(MemberOut))
def list_members(request: HttpRequest, asked: Query[MemberFilters]) -> HttpResponse:
    """By name: the office all of them, a member themselves and the colleagues of their crew."""
    rows = narrowed(
        with_words(_members(actor_of(request)), asked.q, MEMBER_WORDS),
        user__is_active=asked.is_active,
        updated_at__gte=asked.updated_since,
    )
    if asked.crew:
        rows = rows.filter(pk__in=present().filter(crew__public_id=asked.crew).values("member"))
    return page(request, rows, asked, BY_NAME, MemberOut.of)


@router.get("/members/{id}", **MEMBER.detail(MemberOut))
def read_member(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One member."""
    return one(request, _members(actor_of(request)), id, MemberOut.of)


add_history(router, MEMBER, members_visible_to)
