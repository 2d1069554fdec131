"""All that shows what was done on a visit, for its pages and its report."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from apps.crews.models import Member
from apps.jobs.evidence.signed import digest, signed_text
from apps.jobs.evidence.timing import Stretch, overlap
from apps.jobs.models import Part, Photo, Signature, TimeEntry, Visit, VisitNote
from apps.jobs.states import TimeKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands, in the order it came. `hours` are a member's known times: what still runs is not in them."""

    photos: list[Photo]
    files: list[Photo]
    signatures: list[Signature]
    times: list[TimeEntry]
    hours: dict[Member, dict[TimeKind, timedelta]]
    parts: list[Part]
    customer_notes: list[VisitNote]
    internal_notes: list[VisitNote]


def evidence_of(visit: Visit) -> Evidence:
    """The evidence of a visit that the caller may see."""
    kept = list(visit.photos.filter(taken_back_because="").select_related("file"))
    times = list(visit.times.select_related("member__user"))
    notes = list(visit.remarks.select_related("author"))
    return Evidence(
        photos=[p for p in kept if p.file.content_type.startswith("image/")],
        files=[p for p in kept if not p.file.content_type.startswith("image/")],
        signatures=list(visit.signatures.select_related("file")),
        times=times,
        hours=_hours(times),
        parts=list(carried_parts(visit)),
        customer_notes=[n for n in notes if n.for_customer],
        internal_notes=[n for n in notes if not n.for_customer],
    )


def carried_parts(visit: Visit) -> QuerySet[Part]:
    """The parts that were used on it, without those that were taken back."""
    return visit.parts.filter(taken_back_because="")


def still_as_signed(signature: Signature) -> bool:
    """Whether what was signed is what stands now."""
    return signature.sha256 == digest(signed_text(signature.visit))


def overlapping(entry: TimeEntry, now: datetime) -> list[TimeEntry]:
    """The same member's other times that lie on this one, on whichever visit: worth a look, and not refused."""
    end = max(entry.started_at, entry.ended_at or now)
    others = TimeEntry.objects.filter(member=entry.member_id, started_at__lt=end).exclude(pk=entry.pk)
    near = others.exclude(ended_at__lte=entry.started_at).select_related("visit__job")
    return [other for other in near if overlap(_stretch(entry), _stretch(other), now)]


def _stretch(entry: TimeEntry) -> Stretch:
    return Stretch(TimeKind(entry.kind), entry.started_at, entry.ended_at)


def _hours(times: list[TimeEntry]) -> dict[Member, dict[TimeKind, timedelta]]:
    hours: dict[Member, dict[TimeKind, timedelta]] = {}
    for entry in times:
        if entry.ended_at is not None:
            theirs = hours.setdefault(entry.member, {})
            kind = TimeKind(entry.kind)
            theirs[kind] = theirs.get(kind, timedelta()) + (entry.ended_at - entry.started_at)
    return hours
