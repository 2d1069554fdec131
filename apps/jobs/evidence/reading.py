"""All that shows what was done on a visit, for its pages and its report."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core.actor import Actor
from apps.core.files import files_of
from apps.core.models import StoredFile
from apps.core.selectors import sees_all
from apps.crews.models import Member
from apps.jobs.evidence.signed import is_same, signed_text
from apps.jobs.evidence.timing import Stretch, overlap
from apps.jobs.models import Incident, Part, Photo, Signature, TimeEntry, Visit, VisitNote
from apps.jobs.selectors import incidents_visible_to, visits_visible_to
from apps.jobs.states import TimeKind

OTHERS = "time.correct_others"


def photos_visible_to(actor: Actor) -> QuerySet[Photo]:
    """The photos and files of the visits and incidents in sight."""
    if sees_all(actor):
        return Photo.objects.all()
    theirs = Q(visit__in=visits_visible_to(actor)) | Q(incident__in=incidents_visible_to(actor))
    return Photo.objects.filter(theirs)


def signatures_visible_to(actor: Actor) -> QuerySet[Signature]:
    """The signatures of the visits in sight."""
    return Signature.objects.filter(visit__in=visits_visible_to(actor))


def times_visible_to(actor: Actor) -> QuerySet[TimeEntry]:
    """The times of the visits in sight."""
    return TimeEntry.objects.filter(visit__in=visits_visible_to(actor))


def may_correct_times_of(actor: Actor, member: Member) -> bool:
    """Whether somebody's times are this person's to put right, where the role includes it: own ones, or others' too."""
    return (actor.user is not None and member.user_id == actor.user.pk) or actor.may(OTHERS)


def parts_visible_to(actor: Actor) -> QuerySet[Part]:
    """The parts used on the visits in sight."""
    return Part.objects.filter(visit__in=visits_visible_to(actor))


def notes_visible_to(actor: Actor) -> QuerySet[VisitNote]:
    """The notes on the visits in sight."""
    return VisitNote.objects.filter(visit__in=visits_visible_to(actor))


def evidence_of_what(type_name: str, public_id: UUID) -> Visit | Incident | None:
    """The visit or the incident that a piece of evidence belongs to, by its kind and public id."""
    kinds: list[type[Photo | Signature | TimeEntry | Part | VisitNote]] = [Photo, Signature, TimeEntry, Part, VisitNote]
    for kind in kinds:
        if kind.type_name() == type_name:
            row = kind._default_manager.filter(public_id=public_id).first()
            return None if row is None else row.visit or getattr(row, "incident", None)
    return None


@files_of
def files_of_evidence(actor: Actor) -> QuerySet[StoredFile]:
    """The files of those photos and signatures."""
    photos, signatures = photos_visible_to(actor), signatures_visible_to(actor)
    return StoredFile.objects.filter(Q(pk__in=photos.values("file")) | Q(pk__in=signatures.values("file")))


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
        signatures=list(visit.signatures.filter(taken_back_because="").select_related("file")),
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
    return is_same(signature.signed_text, signed_text(signature.visit))


def changed_since_signed(visit: Visit) -> list[Signature]:
    """The signatures under something else than what stands now."""
    taken = [one for one in evidence_of(visit).signatures if not one.refused_because]
    standing = signed_text(visit) if taken else ""
    return [one for one in taken if not is_same(one.signed_text, standing)]


def overlapping(entries: Collection[TimeEntry], now: datetime) -> dict[int, list[TimeEntry]]:
    """By the key of each time: the same member's other times that lie on it, on whichever visit. They are worth a look,
    and not refused. One query.
    """
    if not entries:
        return {}
    begins, ends = min(e.started_at for e in entries), max(max(e.started_at, e.ended_at or now) for e in entries)
    members = {entry.member_id for entry in entries}
    near = TimeEntry.objects.filter(member__in=members, started_at__lt=ends).exclude(ended_at__lte=begins)
    others = list(near.select_related("visit__job"))
    return {entry.pk: [other for other in others if _lies_on(other, entry, now)] for entry in entries}


def _lies_on(other: TimeEntry, entry: TimeEntry, now: datetime) -> bool:
    same = other.member_id == entry.member_id and other.pk != entry.pk
    return same and overlap(_stretch(entry), _stretch(other), now)


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
