"""When members are away."""

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
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.models import Absence
from apps.crews.selectors import OF_MEMBER_WORDS, absences_visible_to
from apps.crews.states import AbsenceKind

router = Router()
ABSENCE = noun("absence", "absences", "Absences")
LATEST = by_moment("start", descending=True)
ANA = "7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36"
A_WEEK_OFF = "a9d3c6e1-7f52-4b08-9e14-5c2d8b7f0a63"
FROM, UNTIL = "2026-05-04T00:00:00-04:00", "2026-05-09T00:00:00-04:00"
show_how(
    {
        "absence.add": {"member_id": ANA, "kind": "time_off", "start": FROM, "end": UNTIL, "note": "Wedding in Porto"},
        "absence.cancel": {"absence_id": A_WEEK_OFF, "reason": "The wedding is in June now"},
    }
)


class AbsenceOut(RecordOut):
    """A time in which a member cannot be planned. Cancelled, it never counts."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=A_WEEK_OFF,
            member={"id": ANA, "name": "Ana Silva"},
            kind="time_off",
            start="2026-05-04T04:00:00Z",
            end="2026-05-09T04:00:00Z",
            note="Wedding in Porto",
            request_id=None,
            cancelled_at=None,
            cancelled_reason="",
        )
    )

    member: NameOut
    kind: AbsenceKind
    start: datetime
    end: datetime
    note: str
    request_id: UUID | None = Field(description="The request that was approved.")
    cancelled_at: datetime | None
    cancelled_reason: str

    @classmethod
    def of(cls, absence: Absence) -> "AbsenceOut":
        """The absence."""
        return cls(
            **record(absence),
            member=NameOut(id=absence.member.public_id, name=absence.member.user.name),
            kind=AbsenceKind(absence.kind),
            start=absence.start,
            end=absence.end,
            note=absence.note,
            request_id=absence.request.public_id if absence.request else None,
            cancelled_at=absence.cancelled_at,
            cancelled_reason=absence.cancelled_reason,
        )


class AbsenceFilters(Listing):
    """Which absences."""

    member: UUID | None = None
    kind: list[AbsenceKind] = []
    cancelled: bool | None = Field(None, description="Only those that were cancelled, or only those that stand.")
    ends_after: Moment | None = Field(None, description="Not over then.")
    begins_before: Moment | None = Field(None, description="Begun by then.")
    q: str = Field("", max_length=200, description="Words of the member's name or the note.")
    updated_since: Moment | None = None


def _absences(actor: Actor) -> "QuerySet[Absence]":
    return absences_visible_to(actor).select_related("member__user", "request")


@router.get("/absences", **ABSENCE.listing(AbsenceOut))
def list_absences(request: HttpRequest, asked: Query[AbsenceFilters]) -> HttpResponse:
    """The latest first: the office all of them, others those of the people they answer for, and their own."""
    rows = narrowed(
        with_words(_absences(actor_of(request)), asked.q, OF_MEMBER_WORDS),
        member__public_id=asked.member,
        kind__in=asked.kind,
        cancelled_at__isnull=None if asked.cancelled is None else not asked.cancelled,
        end__gt=asked.ends_after,
        start__lt=asked.begins_before,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, LATEST, AbsenceOut.of)


@router.get("/absences/{id}", **ABSENCE.detail(AbsenceOut))
def read_absence(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One absence."""
    return one(request, _absences(actor_of(request)), id, AbsenceOut.of)


add_history(router, ABSENCE, absences_visible_to)
