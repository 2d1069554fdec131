"""What shows that work was done: photos, signatures, times, parts, notes. They are seen with their visit."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.files import SCAN
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.jobs.api.mentions import ANA, FIRST_TRIP, VisitMentioned
from apps.jobs.evidence.reading import (
    notes_visible_to,
    parts_visible_to,
    photos_visible_to,
    signatures_visible_to,
    times_visible_to,
)
from apps.jobs.models import Part, Photo, Signature, TimeEntry, VisitNote
from apps.jobs.states import PhotoKind, TimeKind

router = Router()
PHOTO = noun("photo", "photos", "Evidence")
SIGNATURE = noun("signature", "signatures", "Evidence")
TIME = noun("timeentry", "times", "Evidence", one="time", verbs="time")
PART = noun("part", "parts", "Evidence")
NOTE = noun("visitnote", "notes", "Evidence", one="note", verbs="note")
OLDEST = Order("created_at")
AFTER = "1c4e7a90-3b5d-4f82-a6c1-8d2e0f9b7a35"
SIGNED = "4a8d2f61-7c3e-49b0-95d8-0e6b1c3f7a92"
WORKED = "8e1b5c37-2d9f-4a64-b0e7-6f3a8c5d1b20"
VALVE = "9f7c3a58-1e4b-4d06-8b92-5a0d6e2c4f71"
TOLD = "b3d6f2e8-5a17-4c9b-8e40-7f1c2d9a6b53"
HOURS = {"started_at": "2026-03-02T14:05:00Z", "ended_at": "2026-03-02T15:20:00Z"}
A_VALVE = {"name": "Gas valve", "quantity": "1", "unit": "pc", "number": "GV-20", "serial": "88-1204"}
MISTAKE = {"reason": "Noted on the wrong visit"}
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
show_how(
    {
        "photo.add": {"visit_id": FIRST_TRIP, "file_id": SCAN, "kind": "after", "caption": "New seal"},
        "photo.take_back": {"photo_id": AFTER, **MISTAKE},
        "signature.take": {
            "visit_id": FIRST_TRIP,
            "name": "Rosa Mendes",
            "role": "Owner",
            "file_id": SCAN,
            "shown_sha256": SHA,
        },
        "signature.refuse": {"visit_id": FIRST_TRIP, "reason": "Nobody was there", "name": ""},
        "signature.take_back": {"signature_id": SIGNED, **MISTAKE},
        "time.add": {
            "visit_id": FIRST_TRIP,
            "member_id": ANA,
            "kind": "work",
            **HOURS,
            "reason": "Forgot to tap",
        },
        "time.correct": {"time_id": WORKED, **HOURS, "reason": "Tapped too late", "version": 1},
        "part.add": {"visit_id": FIRST_TRIP, **A_VALVE},
        "part.change": {"part_id": VALVE, **A_VALVE, "version": 1},
        "part.take_back": {"part_id": VALVE, **MISTAKE},
        "note.add": {"visit_id": FIRST_TRIP, "text": "Please keep the cellar door free", "for_customer": True},
    }
)
THE_VISIT = {"id": FIRST_TRIP, "code": "WH-1042"}
AT = "2026-03-02T15:28:44.017332Z"
BY_ANA = {"id": "b5b1c2de-54f0-4a55-9d0e-3c1b7a2f9e11", "name": "Ana Silva"}


class EvidenceFilters(Listing):
    """Of which visit."""

    visit: UUID | None = None
    updated_since: Moment | None = None


class PhotoFilters(EvidenceFilters):
    """Of which visit or incident."""

    incident: UUID | None = None


class PhotoOut(RecordOut):
    """A photo or another file of a visit or an incident."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=AFTER,
            visit=THE_VISIT,
            incident_id=None,
            file={"id": SCAN, "name": "seal.jpg"},
            kind="after",
            caption="New seal",
            original_sha256=SHA,
            added_by=BY_ANA,
            added_at=AT,
            taken_back_because="",
        )
    )

    visit: VisitMentioned | None
    incident_id: UUID | None
    file: NameOut = Field(description="`GET /files/{id}/content` gives its bytes.")
    kind: PhotoKind
    caption: str
    original_sha256: str = Field(description="Of what was brought; what is kept was drawn anew.")
    added_by: NameOut | None
    added_at: datetime
    taken_back_because: str = Field(description="Empty: it stands.")

    @classmethod
    def of(cls, photo: Photo) -> "PhotoOut":
        """The photo."""
        return cls(
            **record(photo),
            visit=VisitMentioned.of(photo.visit) if photo.visit else None,
            incident_id=photo.incident.public_id if photo.incident else None,
            file=NameOut.of(photo.file),
            kind=PhotoKind(photo.kind),
            caption=photo.caption,
            original_sha256=photo.original_sha256,
            added_by=NameOut.maybe(photo.added_by),
            added_at=photo.added_at,
            taken_back_because=photo.taken_back_because,
        )


class SignatureOut(RecordOut):
    """Who signed for a visit, or why nobody did."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=SIGNED,
            visit=THE_VISIT,
            file={"id": SCAN, "name": "signature.png"},
            name="Rosa Mendes",
            role="Owner",
            signed_at=AT,
            signed_text="visit WH-1042\n",
            sha256=SHA,
            refused_because="",
            taken_by=BY_ANA,
            taken_back_because="",
        )
    )

    visit: VisitMentioned
    file: NameOut | None = Field(description="The drawing; none when the typed name stands for it.")
    name: str
    role: str
    signed_at: datetime
    signed_text: str = Field(description="What lay before them.")
    sha256: str = Field(description="Of `signed_text`.")
    refused_because: str
    taken_by: NameOut | None
    taken_back_because: str = Field(description="Empty: it stands.")

    @classmethod
    def of(cls, signature: Signature) -> "SignatureOut":
        """The signature."""
        return cls(
            **record(signature),
            visit=VisitMentioned.of(signature.visit),
            file=NameOut.maybe(signature.file),
            name=signature.name,
            role=signature.role,
            signed_at=signature.signed_at,
            signed_text=signature.signed_text,
            sha256=signature.sha256,
            refused_because=signature.refused_because,
            taken_by=NameOut.maybe(signature.taken_by),
            taken_back_because=signature.taken_back_because,
        )


class TimeOut(RecordOut):
    """A stretch of a member's time on a visit."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=WORKED,
            visit=THE_VISIT,
            member={"id": ANA, "name": "Ana Silva"},
            kind="work",
            **HOURS,
            tapped=True,
            corrected=False,
        )
    )

    visit: VisitMentioned
    member: NameOut
    kind: TimeKind
    started_at: datetime
    ended_at: datetime | None = Field(description="None: it still runs.")
    tapped: bool
    corrected: bool

    @classmethod
    def of(cls, entry: TimeEntry) -> "TimeOut":
        """The time."""
        return cls(
            **record(entry),
            visit=VisitMentioned.of(entry.visit),
            member=NameOut(id=entry.member.public_id, name=entry.member.user.name),
            kind=TimeKind(entry.kind),
            started_at=entry.started_at,
            ended_at=entry.ended_at,
            tapped=entry.tapped_at is not None,
            corrected=entry.corrected,
        )


class PartOut(RecordOut):
    """A part used on a visit."""

    model_config = ConfigDict(
        json_schema_extra=example(id=VALVE, visit=THE_VISIT, **A_VALVE, noted_by=BY_ANA, taken_back_because="")
    )

    visit: VisitMentioned
    name: str
    quantity: Decimal
    unit: str
    number: str
    serial: str
    noted_by: NameOut | None
    taken_back_because: str = Field(description="Empty: it stands.")

    @classmethod
    def of(cls, part: Part) -> "PartOut":
        """The part."""
        return cls(
            **record(part),
            visit=VisitMentioned.of(part.visit),
            name=part.name,
            quantity=part.quantity,
            unit=part.unit,
            number=part.number,
            serial=part.serial,
            noted_by=NameOut.maybe(part.noted_by),
            taken_back_because=part.taken_back_because,
        )


class VisitNoteOut(RecordOut):
    """A note on a visit."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=TOLD,
            visit=THE_VISIT,
            text="Please keep the cellar door free",
            for_customer=True,
            author=BY_ANA,
            written_at=AT,
        )
    )

    visit: VisitMentioned
    text: str
    for_customer: bool = Field(description="Whether it is in the customer's report.")
    author: NameOut | None
    written_at: datetime

    @classmethod
    def of(cls, note: VisitNote) -> "VisitNoteOut":
        """The note."""
        return cls(
            **record(note),
            visit=VisitMentioned.of(note.visit),
            text=note.text,
            for_customer=note.for_customer,
            author=NameOut.maybe(note.author),
            written_at=note.written_at,
        )


@router.get("/photos", **PHOTO.listing(PhotoOut))
def list_photos(request: HttpRequest, asked: Query[PhotoFilters]) -> HttpResponse:
    """The oldest first: those of the visits and incidents in sight."""
    rows = photos_visible_to(actor_of(request)).select_related("visit__job", "incident", "file", "added_by")
    rows = narrowed(
        rows,
        visit__public_id=asked.visit,
        incident__public_id=asked.incident,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, OLDEST, PhotoOut.of)


@router.get("/photos/{id}", **PHOTO.detail(PhotoOut))
def read_photo(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One photo."""
    rows = photos_visible_to(actor_of(request)).select_related("visit__job", "incident", "file", "added_by")
    return one(request, rows, id, PhotoOut.of)


@router.get("/signatures", **SIGNATURE.listing(SignatureOut))
def list_signatures(request: HttpRequest, asked: Query[EvidenceFilters]) -> HttpResponse:
    """The oldest first: those of the visits in sight."""
    rows = signatures_visible_to(actor_of(request)).select_related("visit__job", "file", "taken_by")
    rows = narrowed(rows, visit__public_id=asked.visit, updated_at__gte=asked.updated_since)
    return page(request, rows, asked, OLDEST, SignatureOut.of)


@router.get("/signatures/{id}", **SIGNATURE.detail(SignatureOut))
def read_signature(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One signature."""
    rows = signatures_visible_to(actor_of(request)).select_related("visit__job", "file", "taken_by")
    return one(request, rows, id, SignatureOut.of)


@router.get("/times", **TIME.listing(TimeOut))
def list_times(request: HttpRequest, asked: Query[EvidenceFilters]) -> HttpResponse:
    """The oldest first: those of the visits in sight."""
    rows = times_visible_to(actor_of(request)).select_related("visit__job", "member__user")
    rows = narrowed(rows, visit__public_id=asked.visit, updated_at__gte=asked.updated_since)
    return page(request, rows, asked, OLDEST, TimeOut.of)


@router.get("/times/{id}", **TIME.detail(TimeOut))
def read_time(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One time."""
    return one(
        request, times_visible_to(actor_of(request)).select_related("visit__job", "member__user"), id, TimeOut.of
    )


@router.get("/parts", **PART.listing(PartOut))
def list_parts(request: HttpRequest, asked: Query[EvidenceFilters]) -> HttpResponse:
    """The oldest first: those used on the visits in sight."""
    rows = parts_visible_to(actor_of(request)).select_related("visit__job", "noted_by")
    rows = narrowed(rows, visit__public_id=asked.visit, updated_at__gte=asked.updated_since)
    return page(request, rows, asked, OLDEST, PartOut.of)


@router.get("/parts/{id}", **PART.detail(PartOut))
def read_part(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One part."""
    return one(request, parts_visible_to(actor_of(request)).select_related("visit__job", "noted_by"), id, PartOut.of)


@router.get("/notes", **NOTE.listing(VisitNoteOut))
def list_notes(request: HttpRequest, asked: Query[EvidenceFilters]) -> HttpResponse:
    """The oldest first: those on the visits in sight."""
    rows = notes_visible_to(actor_of(request)).select_related("visit__job", "author")
    rows = narrowed(rows, visit__public_id=asked.visit, updated_at__gte=asked.updated_since)
    return page(request, rows, asked, OLDEST, VisitNoteOut.of)


@router.get("/notes/{id}", **NOTE.detail(VisitNoteOut))
def read_note(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One note."""
    return one(request, notes_visible_to(actor_of(request)).select_related("visit__job", "author"), id, VisitNoteOut.of)


add_history(router, PHOTO, photos_visible_to)
add_history(router, SIGNATURE, signatures_visible_to)
add_history(router, TIME, times_visible_to)
add_history(router, PART, parts_visible_to)
add_history(router, NOTE, notes_visible_to)
