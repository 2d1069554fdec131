"""Field workers."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.details import one
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.api.users import SOMEBODY
from apps.crews.models import CrewMembership, Member
from apps.crews.selectors import MEMBER_WORDS, members_visible_to

router = Router()
MEMBER = noun("member", "members", "Members")
BY_NAME = Order("user__name")


class MemberOut(RecordOut):
    """A field worker: who is sent. The person is who signs in."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id="7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36",
            name="Ana Silva",
            person={"id": SOMEBODY, "name": "Ana Silva"},
            is_active=True,
            phone="555 0142",
            trade="Gas fitter",
            crew={"id": "3e9d5a70-1c2b-4f68-8d94-6a0b7c5e2f13", "name": "North crew"},
        )
    )

    name: str
    person: NameOut
    is_active: bool
    phone: str
    trade: str
    crew: NameOut | None = Field(description="The present crew.")

    @classmethod
    def of(cls, member: Member) -> "MemberOut":
        """The member; `memberships` are the open ones."""
        crews = [membership.crew for membership in member.memberships.all()]
        return cls(
            **record(member),
            name=member.user.name,
            person=NameOut.of(member.user),
            is_active=member.user.is_active,
            phone=member.phone,
            trade=member.title,
            crew=NameOut.maybe(crews[0] if crews else None),
        )


class MemberFilters(Listing):
    """Which members."""

    crew: UUID | None = Field(None, description="At present in this crew.")
    is_active: bool | None = None
    q: str = Field("", max_length=200, description="Words of the name, the email, the phone or the trade.")
    updated_since: Moment | None = None


def _members(actor: Actor) -> "QuerySet[Member]":
    present = CrewMembership.objects.filter(until__isnull=True).select_related("crew")
    return members_visible_to(actor).select_related("user").prefetch_related(Prefetch("memberships", present))


@router.get("/members", **MEMBER.listing(MemberOut))
def list_members(request: HttpRequest, asked: Query[MemberFilters]) -> HttpResponse:
    """By name: the office all of them, a member themselves and the colleagues of their crew."""
    rows = narrowed(
        with_words(_members(actor_of(request)), asked.q, MEMBER_WORDS),
        user__is_active=asked.is_active,
        updated_at__gte=asked.updated_since,
    )
    if asked.crew:
        present = CrewMembership.objects.filter(crew__public_id=asked.crew, until__isnull=True)
        rows = rows.filter(pk__in=present.values("member"))
    return page(request, rows, asked, BY_NAME, MemberOut.of)


@router.get("/members/{id}", **MEMBER.detail(MemberOut))
def read_member(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One member."""
    return one(request, _members(actor_of(request)), id, MemberOut.of)
