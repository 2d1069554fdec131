"""What shows that work was done: photos, signatures, times, parts and notes, on the visit's page and on their own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.naming import named
from apps.core.admin.verbs import both, only_when
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, link, moment, zone_of
from apps.crews.models import Member
from apps.jobs.evidence.reading import (
    Evidence,
    evidence_of,
    notes_visible_to,
    overlapping,
    parts_visible_to,
    photos_visible_to,
    signatures_visible_to,
    times_visible_to,
)
from apps.jobs.models import Part, Photo, Signature, TimeEntry, Visit, VisitNote
from apps.jobs.states import LOCKED

IN_REVIEW = _("The job is in review or closed.")
STANDS = only_when(lambda row: not row.taken_back_because, _("This was taken back."))
UNLOCKED = only_when(lambda visit: visit.job.status not in LOCKED, IN_REVIEW)
OPEN = only_when(lambda row: row.visit is None or row.visit.job.status not in LOCKED, IN_REVIEW)
STANDING = both(STANDS, OPEN)
TAKEN_BACK = Look(_("Taken back"), "undo", "zinc", struck=True)


class PhotoForm(ArgumentsForm):
    """A photo goes with the row one came from."""

    def add_fields(self) -> None:
        """Without asking what it goes with."""
        super().add_fields()
        for name in ("visit_id", "incident_id"):
            self.fields.pop(name, None)


class TimeForm(ArgumentsForm):
    """Whose time, from when until when."""

    def add_fields(self) -> None:
        """Those on the visit."""
        super().add_fields()
        field: Any = self.fields["member_id"]
        field.queryset = Member.objects.filter(assignments__visit=self.row).select_related("user")


ON_VISIT = (
    Verb("photo.add", _("Add a photo"), "add_a_photo", UNLOCKED, form=PhotoForm),
    Verb("part.add", _("Add a part"), "build_circle", UNLOCKED, rare=True),
    Verb("note.add", _("Write a note"), "edit_note", UNLOCKED),
    Verb("time.add", _("Add a time"), "more_time", UNLOCKED, form=TimeForm, rare=True),
    Verb("signature.take", _("Take a signature"), "signature", UNLOCKED, rare=True),
    Verb("signature.refuse", _("Nobody signs"), "person_off", UNLOCKED, dangerous=True, rare=True),
)


@dataclass(frozen=True, slots=True)
class TimeShown:
    """A time, and what it lies on."""

    entry: TimeEntry
    overlaps: list[TimeEntry]


def shown_on(visit: Visit) -> dict[str, Any]:
    """What the visit's page says of its evidence."""
    found: Evidence = evidence_of(visit)
    overlaps = overlapping(found.times, timezone.now())
    times = [TimeShown(entry, overlaps[entry.pk]) for entry in found.times]
    return {"evidence": found, "times": times, "zone": zone_of(visit.job.site.timezone)}


class OfVisit(ActionModelAdmin):
    """A piece of evidence, seen with its visit."""

    @admin.display(description=_("visit"))
    def visit_link(self, row: Any) -> SafeString:
        """On which visit."""
        return named(row.visit) if row.visit else NOTHING

    @admin.display(description=_("status"))
    def stands(self, row: Any) -> SafeString:
        """Whether it was taken back."""
        return badge(TAKEN_BACK) if row.taken_back_because else NOTHING


@admin.register(Photo)
class PhotoAdmin(OfVisit):
    """A photo or a file."""

    list_display = ("__str__", "kind", "visit_link", "added", "stands")
    list_filter = ("kind",)
    search_fields = ("caption",)
    verbs = (Verb("photo.take_back", _("Take back"), "undo", STANDING, dangerous=True),)
    empty = _("Photos will be here. Add one on a visit's or an incident's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Photo]":
        """Those in sight."""
        return photos_visible_to(actor).select_related("visit__job", "incident", "file", "added_by")

    @admin.display(description=_("added"), ordering="added_at")
    def added(self, photo: Photo) -> SafeString:
        """When."""
        return moment(photo.added_at)

    def facts(self, row: Photo) -> Facts:
        """What it shows, whose it is, and the file."""
        return [
            (_("File"), link(reverse("file", args=[row.file.public_id]), row.file.name)),
            (_("When"), row.get_kind_display()),
            (_("Visit"), self.visit_link(row)),
            (_("Incident"), named(row.incident) if row.incident else NOTHING),
            (_("Added"), self.added(row)),
            (_("Added by"), named(row.added_by) if row.added_by else NOTHING),
            (_("SHA-256 of the original"), row.original_sha256),
            *([(_("Taken back because"), row.taken_back_because)] if row.taken_back_because else []),
        ]


@admin.register(Signature)
class SignatureAdmin(OfVisit):
    """Who signed, or why nobody did."""

    list_display = ("__str__", "role", "visit_link", "signed")
    search_fields = ("name",)
    verbs = (Verb("signature.take_back", _("Take back"), "undo", STANDS, dangerous=True),)
    empty = _("Signatures will be here. They are taken on a visit's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Signature]":
        """Those in sight."""
        return signatures_visible_to(actor).select_related("visit__job", "file", "taken_by")

    @admin.display(description=_("signed"), ordering="signed_at")
    def signed(self, signature: Signature) -> SafeString:
        """When."""
        return moment(signature.signed_at)

    def facts(self, row: Signature) -> Facts:
        """Who, when, and what lay before them."""
        return [
            (_("Visit"), self.visit_link(row)),
            (_("Drawing"), link(reverse("file", args=[row.file.public_id]), row.file.name) if row.file else NOTHING),
            (_("Role"), row.role or NOTHING),
            (_("Signed"), self.signed(row)),
            *([(_("Not signed because"), row.refused_because)] if row.refused_because else []),
            *([(_("Taken back because"), row.taken_back_because)] if row.taken_back_because else []),
            (_("What was signed"), row.signed_text),
            (_("SHA-256"), row.sha256),
        ]


@admin.register(TimeEntry)
class TimeEntryAdmin(OfVisit):
    """A stretch of a member's time."""

    list_display = ("member", "kind", "visit_link", "since", "until")
    list_filter = ("kind", "corrected")
    search_fields = ("member__user__name",)
    verbs = (Verb("time.correct", _("Correct"), "edit_calendar", OPEN, argument="time_id"),)
    empty = _("Times will be here as soon as somebody taps “On my way”.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[TimeEntry]":
        """Those in sight."""
        return times_visible_to(actor).select_related("visit__job", "member__user")

    @admin.display(description=_("from"), ordering="started_at")
    def since(self, entry: TimeEntry) -> SafeString:
        """When it began."""
        return moment(entry.started_at)

    @admin.display(description=_("until"), ordering="ended_at")
    def until(self, entry: TimeEntry) -> SafeString:
        """When it ended."""
        return moment(entry.ended_at) if entry.ended_at else NOTHING

    def facts(self, row: TimeEntry) -> Facts:
        """Whose, when, and how it came to be so."""
        overlaps = ", ".join(str(other.visit) for other in overlapping([row], timezone.now())[row.pk])
        return [
            (_("Visit"), self.visit_link(row)),
            (_("Member"), named(row.member)),
            (_("Kind"), row.get_kind_display()),
            (_("From"), self.since(row)),
            (_("Until"), self.until(row)),
            *([(_("Overlaps with"), overlaps)] if overlaps else []),
            *[(_("Corrected"), c.reason) for c in row.corrections.all()],
        ]


@admin.register(Part)
class PartAdmin(OfVisit):
    """A part used."""

    list_display = ("name", "quantity", "unit", "visit_link", "stands")
    search_fields = ("name", "number", "serial")
    change_command = "part.change"
    verbs = (Verb("part.take_back", _("Take back"), "undo", STANDING, dangerous=True),)
    empty = _("Parts will be here. Add them on a visit's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Part]":
        """Those in sight."""
        return parts_visible_to(actor).select_related("visit__job", "noted_by")

    @staticmethod
    def change_why_not(row: Part, actor: Actor) -> str:
        """It was taken back, or a review has begun."""
        return STANDING(row, actor)

    def facts(self, row: Part) -> Facts:
        """What, how much, where."""
        return [
            (_("Visit"), self.visit_link(row)),
            (_("Quantity"), row.amount),
            (_("Part number"), row.number or NOTHING),
            (_("Serial number"), row.serial or NOTHING),
            *([(_("Taken back because"), row.taken_back_because)] if row.taken_back_because else []),
        ]


@admin.register(VisitNote)
class VisitNoteAdmin(OfVisit):
    """A note on a visit."""

    list_display = ("__str__", "for_customer", "visit_link")
    list_filter = ("for_customer",)
    search_fields = ("text",)
    empty = _("Notes will be here. Write one on a visit's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[VisitNote]":
        """Those in sight."""
        return notes_visible_to(actor).select_related("visit__job", "author")

    def facts(self, row: VisitNote) -> Facts:
        """What it says, and to whom."""
        return [
            (_("Visit"), self.visit_link(row)),
            (_("Text"), row.text),
            (_("For the customer"), _("Yes") if row.for_customer else _("No")),
            (_("Written by"), named(row.author) if row.author else NOTHING),
            (_("Written"), moment(row.written_at)),
        ]
