"""People who sign in."""

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
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.models import User
from apps.crews.selectors import USER_WORDS, users_visible_to
from apps.crews.states import Role

router = Router()
USER = noun("user", "people", "People", one="person")
BY_NAME = Order("name")
SOMEBODY = "b5b1c2de-54f0-4a55-9d0e-3c1b7a2f9e11"
show_how(
    {
        "user.add": {
            "email": "ana@example.com",
            "name": "Ana Silva",
            "role": "technician",
            "phone": "555 0142",
            "title": "Gas fitter",
            "invite": True,
        },
        "user.invite": {"user_id": SOMEBODY},
        "user.uninvite": {"user_id": SOMEBODY},
        "user.end_sign_ins": {"user_id": SOMEBODY},
        "user.reset_second_step": {"user_id": SOMEBODY, "reason": "Lost the phone; seen in person"},
        "user.change": {"user_id": SOMEBODY, "name": "Ana Silva", "role": "dispatcher", "version": 3},
        "user.deactivate": {"user_id": SOMEBODY, "reason": "Left the company"},
        "user.reactivate": {"user_id": SOMEBODY, "reason": "Came back"},
    }
)


class UserOut(RecordOut):
    """Somebody who signs in. Who works in the field is a member as well."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=SOMEBODY,
            name="Ana Silva",
            email="ana@example.com",
            role="technician",
            language="en",
            is_active=True,
            member_id="7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36",
        )
    )

    name: str
    email: str
    role: Role
    language: str
    is_active: bool
    member_id: UUID | None = Field(description="The field worker this person is.")

    @classmethod
    def of(cls, user: User) -> "UserOut":
        """The person."""
        member = getattr(user, "member", None)
        return cls(
            **record(user),
            name=user.name,
            email=user.email,
            role=Role(user.role),
            language=user.language,
            is_active=user.is_active,
            member_id=member.public_id if member else None,
        )


class UserFilters(Listing):
    """Which people."""

    role: list[Role] = []
    is_active: bool | None = None
    q: str = Field("", max_length=200, description="Words of the name or the email.")
    updated_since: Moment | None = None


def _users(actor: Actor) -> "QuerySet[User]":
    return users_visible_to(actor).select_related("member")


@router.get("/people", **USER.listing(UserOut))
def list_people(request: HttpRequest, asked: Query[UserFilters]) -> HttpResponse:
    """By name: the office everybody, a member themselves."""
    rows = narrowed(
        with_words(_users(actor_of(request)), asked.q, USER_WORDS),
        role__in=asked.role,
        is_active=asked.is_active,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, BY_NAME, UserOut.of)


@router.get("/people/{id}", **USER.detail(UserOut))
def read_person(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One person."""
    return one(request, _users(actor_of(request)), id, UserOut.of)


add_history(router, USER, users_visible_to)
