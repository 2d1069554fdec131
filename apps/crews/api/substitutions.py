"""Who decides in whose place."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.crews.api.users import SOMEBODY
from apps.crews.models import Substitution
from apps.crews.selectors import substitutions_visible_to

router = Router()
SUBSTITUTION = noun("substitution", "substitutions", "Requests")
NEWEST = by_moment("created_at", descending=True)
ADA = "1f8e6b3d-9c27-4a50-8d14-6e2b0a7c5f93"
show_how(
    {
        "substitution.add": {"substitute_id": ADA, "since": "2026-05-04", "until": "2026-05-15"},
        "substitution.end": {"substitution_id": "c4d7e1f2-5a38-4b90-9e16-7d2f0b8c3a65"},
    }
)


class SubstitutionOut(RecordOut):
    """Somebody decides in another's place, by whole days in the company's time zone."""

    model_config = ConfigDict(
        json_schema_extra=example(
            user={"id": SOMEBODY, "name": "Marcus Bell"},
            substitute={"id": ADA, "name": "Ada Brandt"},
            since="2026-05-04",
            until="2026-05-15",
            ended_at=None,
        )
    )

    user: NameOut = Field(description="Who is away.")
    substitute: NameOut
    since: date
    until: date = Field(description="The last day, included.")
    ended_at: datetime | None = Field(description="When it was ended early.")

    @classmethod
    def of(cls, substitution: Substitution) -> "SubstitutionOut":
        """The substitution."""
        return cls(
            **record(substitution),
            user=NameOut.of(substitution.user),
            substitute=NameOut.of(substitution.substitute),
            since=substitution.since,
            until=substitution.until,
            ended_at=substitution.ended_at,
        )


class SubstitutionFilters(Listing):
    """Which substitutions."""

    user: UUID | None = Field(None, description="Of this person, who is away.")
    substitute: UUID | None = None
    updated_since: Moment | None = None


def _substitutions(actor: Actor) -> "QuerySet[Substitution]":
    return substitutions_visible_to(actor).select_related("user", "substitute")


@router.get("/substitutions", **SUBSTITUTION.listing(SubstitutionOut))
def list_substitutions(request: HttpRequest, asked: Query[SubstitutionFilters]) -> HttpResponse:
    """The latest first: the office all of them, everybody else those about themselves."""
    rows = narrowed(
        _substitutions(actor_of(request)),
        user__public_id=asked.user,
        substitute__public_id=asked.substitute,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, SubstitutionOut.of)


@router.get("/substitutions/{id}", **SUBSTITUTION.detail(SubstitutionOut))
def read_substitution(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One substitution."""
    return one(request, _substitutions(actor_of(request)), id, SubstitutionOut.of)


add_history(router, SUBSTITUTION, substitutions_visible_to)
