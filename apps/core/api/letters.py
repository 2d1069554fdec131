"""What could not be delivered: read it, try it again, or leave it at that."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.models import DeadLetter, LetterStatus
from apps.core.selectors import letters_visible_to

router = Router()
LETTER = noun("deadletter", "dead-letters", "Deliveries", one="dead letter", many="dead letters", verbs="delivery")
NEWEST = by_moment("created_at", descending=True)
GIVEN_UP = "a3d9e2f7-6b18-4c05-8d4e-1f7a9c0b5e62"
show_how(
    {
        "delivery.retry": {"letter_id": GIVEN_UP},
        "delivery.dismiss": {"letter_id": GIVEN_UP, "reason": "Sent by hand"},
    }
)


class LetterOut(RecordOut):
    """A delivery after its last try: what it was about, why it failed, and what somebody decided."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=GIVEN_UP,
            subscriber="notifications.send_email",
            event="email.queued",
            status="waiting",
            error="SMTPServerDisconnected: Connection unexpectedly closed",
            given_up_at="2026-03-02T14:31:02.881930Z",
            decided_by=None,
            decided_at=None,
            note="",
        )
    )

    subscriber: str = Field(description="Who was to be told.")
    event: str = Field(description="Of what.")
    status: LetterStatus
    error: str
    given_up_at: datetime
    decided_by: NameOut | None
    decided_at: datetime | None
    note: str

    @classmethod
    def of(cls, letter: DeadLetter) -> "LetterOut":
        """The letter."""
        return cls(
            **record(letter),
            subscriber=letter.delivery.subscriber,
            event=letter.delivery.event.name,
            status=LetterStatus(letter.status),
            error=letter.error,
            given_up_at=letter.given_up_at,
            decided_by=NameOut.maybe(letter.decided_by),
            decided_at=letter.decided_at,
            note=letter.note,
        )


class LetterFilters(Listing):
    """Which of them."""

    status: list[LetterStatus] = Field([], description="`waiting` is what nobody has decided about.")
    updated_since: Moment | None = None


def _letters(actor: Actor) -> "QuerySet[DeadLetter]":
    return letters_visible_to(actor).select_related("delivery__event", "decided_by")


@router.get("/dead-letters", **LETTER.listing(LetterOut))
def list_letters(request: HttpRequest, asked: Query[LetterFilters]) -> HttpResponse:
    """Newest first; for the office."""
    rows = narrowed(_letters(actor_of(request)), status__in=asked.status, updated_at__gte=asked.updated_since)
    return page(request, rows, asked, NEWEST, LetterOut.of)


@router.get("/dead-letters/{id}", **LETTER.detail(LetterOut))
def read_letter(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One dead letter."""
    return one(request, _letters(actor_of(request)), id, LetterOut.of)
