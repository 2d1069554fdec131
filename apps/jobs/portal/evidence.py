"""What shows that the work was done, as the page of a visit shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.moments import clock, span, stamp
from apps.crews.models import Member
from apps.jobs.checklists.sheets import Sheet
from apps.jobs.evidence.reading import Evidence, evidence_of, may_correct_times_of
from apps.jobs.evidence.signed import Signed
from apps.jobs.models import Part, Photo, Signature, TimeEntry, Visit, VisitNote
from apps.jobs.portal.evidence_forms import (
    EvidenceForm,
    NoSignatureForm,
    NoteForm,
    PartBackForm,
    PartChangeForm,
    PartForm,
    PhotoBackForm,
    PhotosForm,
    SignatureBackForm,
    SignatureForm,
    TimeChangeForm,
    TimeForm,
)
from apps.jobs.portal.steps import may_prove
from apps.jobs.states import TimeKind

ICONS = {TimeKind.TRAVEL: "directions_car", TimeKind.WORK: "build", TimeKind.BREAK: "coffee"}


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part, and the forms to put it right."""

    part: Part
    change: EvidenceForm | None
    back: EvidenceForm | None

    @property
    def marks(self) -> str:
        """GV-20 · serial 88-1204."""
        serial = _("serial %(serial)s") % {"serial": self.part.serial} if self.part.serial else ""
        return " · ".join(filter(None, (self.part.number, serial)))

    @property
    def is_open(self) -> bool:
        """Whether one of the forms came back."""
        return any(form is not None and form.is_refused for form in (self.change, self.back))


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A time in words, and the form to put it right."""

    entry: TimeEntry
    icon: str
    times: str
    length: str
    reasons: list[str]
    change: EvidenceForm | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note, and when it was written."""

    note: VisitNote
    when: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signed, or why nobody did, and the form to take it back."""

    signature: Signature
    when: str
    back: EvidenceForm | None


@dataclass(frozen=True)
class EvidencePage:
    """The evidence of one visit, for one person. `typed`: a form that was refused, with what was typed in it."""

    visit: Visit
    actor: Actor
    now: datetime
    zone: tzinfo
    found: Evidence
    sheets: Sequence[Sheet]
    typed: EvidenceForm | None = None

    @property
    def may_add(self) -> bool:
        """Whether anything can be added or put right."""
        return may_prove(self.visit, self.actor)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet."""
        found = self.found
        several = (found.photos, found.files, found.signatures, found.times, found.parts, self.notes)
        return not any(several)

    @property
    def photos(self) -> list[Photo]:
        """The pictures, then the papers: numbered through."""
        return [*self.found.photos, *self.found.files]

    @property
    def parts(self) -> list[PartLine]:
        """The parts that stand."""
        return [
            PartLine(part, self.form(PartChangeForm, part), self.form(PartBackForm, part)) for part in self.found.parts
        ]

    @property
    def notes(self) -> list[NoteLine]:
        """All notes, as they were written."""
        several = sorted([*self.found.customer_notes, *self.found.internal_notes], key=lambda one: one.pk)
        return [NoteLine(note, stamp(note.written_at, self.now, self.zone)) for note in several]

    @property
    def times(self) -> list[tuple[Member, str, list[TimeLine]]]:
        """Each member's times, and what they come to."""
        people: dict[Member, list[TimeLine]] = {}
        for entry in self.found.times:
            people.setdefault(entry.member, []).append(self._time(entry))
        return [(member, self._hours(member), lines) for member, lines in people.items()]

    @property
    def signed(self) -> Signed:
        """What lies before who signs."""
        photos = sorted(self.photos, key=lambda one: one.pk)
        return Signed(self.visit, self.sheets, self.found.parts, self.found.customer_notes, photos)

    @property
    def signatures(self) -> list[SignatureLine]:
        """Those taken, and why nobody signed."""
        return [
            SignatureLine(one, stamp(one.signed_at, self.now, self.zone), self.form(SignatureBackForm, one))
            for one in self.found.signatures
        ]

    def form(self, kind: type[EvidenceForm], subject: Any = None) -> EvidenceForm | None:
        """The form as it is to be filled in, or as it came back; None where nothing may be changed."""
        if not self.may_add:
            return None
        form = kind(self.visit, subject=subject)
        return self.typed if self.typed is not None and self.typed.place == form.place else form

    @property
    def new_photos(self) -> EvidenceForm | None:
        """Photos to add."""
        return self.form(PhotosForm, self.photos)

    @property
    def photo_back(self) -> EvidenceForm | None:
        """A photo to take back."""
        return self.form(PhotoBackForm, self.photos) if self.photos else None

    @property
    def new_part(self) -> EvidenceForm | None:
        """A part to add."""
        return self.form(PartForm)

    @property
    def new_note(self) -> EvidenceForm | None:
        """A note to write."""
        return self.form(NoteForm)

    @property
    def new_time(self) -> EvidenceForm | None:
        """A time to add."""
        return self.form(TimeForm)

    @property
    def new_signature(self) -> EvidenceForm | None:
        """A signature to take."""
        return self.form(SignatureForm)

    @property
    def no_signature(self) -> EvidenceForm | None:
        """Nobody signs."""
        return self.form(NoSignatureForm)

    def shows(self, typed: EvidenceForm) -> bool:
        """Whether a form that came back stands on the page; else the page says why."""
        rows = [form for line in self.parts for form in (line.change, line.back)]
        rows += [line.change for _member, _hours, lines in self.times for line in lines]
        rows += [line.back for line in self.signatures]
        news = [self.new_photos, self.photo_back, self.new_part, self.new_note, self.new_time]
        return any(form is typed for form in (*rows, *news, self.new_signature, self.no_signature))

    def _time(self, entry: TimeEntry) -> TimeLine:
        until = clock(entry.ended_at, self.zone) if entry.ended_at else _("still running")
        kind = TimeKind(entry.kind)
        return TimeLine(
            entry=entry,
            icon=ICONS[kind],
            times=f"{stamp(entry.started_at, self.now, self.zone)}–{until}",
            length=span(entry.ended_at - entry.started_at) if entry.ended_at else "",
            reasons=[one.reason for one in entry.corrections.all()],
            change=self.form(TimeChangeForm, entry) if may_correct_times_of(self.actor, entry.member) else None,
        )

    def _hours(self, member: Member) -> str:
        told = self.found.hours.get(member, {})
        work, travel = (told.get(kind, timedelta()) for kind in (TimeKind.WORK, TimeKind.TRAVEL))
        said = {"work": span(work), "travel": span(travel)}
        return _("%(work)s work · %(travel)s travel") % said if work or travel else ""


def evidence_context(
    visit: Visit,
    actor: Actor,
    now: datetime,
    zone: tzinfo,
    sheets: Sequence[Sheet],
    typed: EvidenceForm | None = None,
    said: str = "",
) -> dict[str, Any]:
    """What the page shows of it; `sheets`: the visit's checklists; `said`: what was just saved. Five queries, and two
    more once there are times.
    """
    found = evidence_of(visit)
    prefetch_related_objects(found.times, "corrections")
    return {"evidence": EvidencePage(visit, actor, now, zone, found, sheets, typed), "evidence_said": said}
