"""The forms of a visit's evidence: what is asked, and the arguments of the command that takes it. Rules are the
commands'.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.core.markup import zone_of
from apps.core.models import Record
from apps.crews.attendance.times_form import MomentField, moment_input
from apps.jobs.models import Part, Photo, TimeEntry, Visit
from apps.jobs.states import PhotoKind, TimeKind

REASON = _("Say in a few words why.")
OUT_OF_DATE = _("This form is out of date. Load the page again.")  # what nobody types was lost or changed


class EvidenceForm(forms.Form):
    """One form on the page of a visit. `subject` is what it is about, where it is about one of several."""

    verb: ClassVar[str]
    command: ClassVar[str]

    def __init__(self, visit: Visit, data: Any = None, *, subject: Any = None) -> None:
        self.visit, self.subject = visit, subject
        super().__init__(data, auto_id=f"{self.place}-%s")
        self.add_fields()

    def add_fields(self) -> None:
        """Further fields, which depend on the visit; initial values."""

    @property
    def row(self) -> str:
        """The public id of what it is about."""
        return str(self.subject.public_id) if isinstance(self.subject, Record) else ""

    @property
    def place(self) -> str:
        """Its id on the page."""
        return f"{self.verb}-{self.row}" if self.row else self.verb

    @property
    def address(self) -> str:
        """Where it is sent."""
        return reverse("portal:evidence", args=[self.visit.public_id, self.verb])

    @property
    def sentence(self) -> str:
        """Why it was not taken; what is wrong with a field stands at the field."""
        hidden = [error for field in self.hidden_fields() for error in field.errors]
        if said := " ".join(map(str, dict.fromkeys([*self.non_field_errors(), *hidden]))):
            return said
        return translated("Not saved yet. Look at what is marked below.") if self.errors else ""

    @property
    def all_said(self) -> str:
        """All that is wrong, for a page on which the form does not stand any more."""
        return " ".join(str(one) for several in self.errors.values() for one in several)

    @property
    def is_refused(self) -> bool:
        """Whether it came back."""
        return self.is_bound and bool(self.errors)

    def told(self) -> dict[str, Any]:
        """The command's arguments; the form is valid."""
        return {**self.cleaned_data, "visit_id": self.visit.public_id}

    def refuse(self, error: DomainError) -> None:
        """Say what the command refused, at the field it is about where there is one."""
        fields = error.details.get("fields") or {}
        at = [name for name in fields if name in self.fields and not self.fields[name].widget.is_hidden]
        for name in at:
            self.add_error(name, fields[name])
        if not at:
            self.add_error(None, error.message)

    def zone(self) -> tzinfo:
        """The site's clock."""
        return zone_of(self.visit.job.site.timezone)


def _text(label: Any, most: int, *, needed: Any = "", **attrs: Any) -> forms.CharField:
    """A line of text; `needed`: what to say when it is missing."""
    widget = forms.TextInput(attrs={"class": "input", **attrs})
    messages = {"required": needed, "max_length": _("At most %(limit_value)d characters, please.")}
    return forms.CharField(label=label, max_length=most, required=bool(needed), widget=widget, error_messages=messages)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages={"invalid": OUT_OF_DATE})


def _reason(label: Any) -> forms.CharField:
    return _text(label, 500, needed=REASON)


class Radios(forms.RadioSelect):
    """Buttons side by side, one of them pressed."""

    is_segmented = True


class PhotosForm(EvidenceForm):
    """Photos, with what they show. The photos themselves are taken one by one."""

    verb, command = "photo", "photo.add"
    kind = forms.ChoiceField(
        label=_("What do they show?"), choices=PhotoKind.choices, initial=PhotoKind.AFTER, widget=Radios
    )
    caption = _text(_("Caption"), 300)

    def add_fields(self) -> None:
        """First it is shown how it was, then how it is. `subject`: the photos there are."""
        begun = any(photo.kind == PhotoKind.BEFORE for photo in self.subject or [])
        if not begun and self.visit.ended_at is None:
            self.initial["kind"] = PhotoKind.BEFORE


class PhotoBackForm(EvidenceForm):
    """One of the photos, and why it does not belong there."""

    verb, command = "photo-back", "photo.take_back"
    reason = _reason(_("Why does it not belong here?"))

    def add_fields(self) -> None:
        """The photos by their numbers on the page."""
        choices = [(str(one.public_id), f"{number}") for number, one in enumerate(self.standing(), start=1)]
        needed = {name: _("Choose the photo.") for name in ("required", "invalid_choice")}
        field = forms.ChoiceField(label=_("Which photo?"), choices=choices, widget=Radios, error_messages=needed)
        self.fields = {"photo_id": field, **self.fields}

    def standing(self) -> list[Photo]:
        """Those that were not taken back; pictures first, as the page numbers them."""
        if self.subject is None:
            kept = list(self.visit.photos.filter(taken_back_because="").select_related("file"))
            self.subject = sorted(kept, key=lambda one: not one.file.content_type.startswith("image/"))
        return list(self.subject)

    def told(self) -> dict[str, Any]:
        """Which, and why."""
        return dict(self.cleaned_data)


class QuantityField(forms.CharField):
    """An amount; a comma is as good as a point."""

    def clean(self, value: Any) -> str:
        """As the command reads it."""
        return str(super().clean(value)).replace(",", ".")


class PartForm(EvidenceForm):
    """A part that was used."""

    verb, command = "part", "part.add"
    name = _text(_("Part"), 160, needed=_("Write what the part is called."))
    number = _text(_("Part number"), 80, autocapitalize="characters", autocomplete="off")
    quantity = QuantityField(
        label=_("How much"),
        initial="1",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Say how much was used: a number above zero.")},
    )
    unit = _text(_("Unit"), 20, placeholder=_("pc, m, l"), autocapitalize="none")
    serial = _text(_("Serial number"), 120, autocapitalize="characters", autocomplete="off")


class PartChangeForm(PartForm):
    """What was noted about a part, as it should be."""

    verb, command = "part-change", "part.change"
    version = _version()

    def add_fields(self) -> None:
        """As it stands."""
        part: Part = self.subject
        names = ("name", "number", "unit", "serial", "version")
        self.initial = {name: getattr(part, name) for name in names}
        self.initial["quantity"] = f"{part.quantity.normalize():f}"

    def told(self) -> dict[str, Any]:
        """The part and all about it."""
        return {**self.cleaned_data, "part_id": self.row}


class PartBackForm(EvidenceForm):
    """Why a part was not used after all."""

    verb, command = "part-back", "part.take_back"
    reason = _reason(_("Why was it not used?"))

    def told(self) -> dict[str, Any]:
        """Which, and why."""
        return {**self.cleaned_data, "part_id": self.row}


class NoteForm(EvidenceForm):
    """A note, and who may read it."""

    verb, command = "note", "note.add"
    text = forms.CharField(
        label=_("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 2}),
        error_messages={"required": _("Write what the note says.")},
    )
    for_customer = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=[("", _("Only us")), ("yes", _("The customer too"))],
        required=False,
        widget=Radios,
        help_text=_("What the customer reads is in their report, and in what they sign."),
    )

    def add_fields(self) -> None:
        """What is typed stays on the phone until it is saved."""
        self.fields["text"].widget.attrs["data-draft"] = f"visit-{self.visit.public_id}-remark"

    def told(self) -> dict[str, Any]:
        """The text, and whether it is for the customer."""
        return {**super().told(), "for_customer": self.cleaned_data["for_customer"] == "yes"}


class TimeForm(EvidenceForm):
    """A time that nobody tapped."""

    verb, command = "time", "time.add"
    kind = forms.ChoiceField(label=_("What was it?"), choices=TimeKind.choices, initial=TimeKind.WORK, widget=Radios)

    def add_fields(self) -> None:
        """Whose, from when until when."""
        people = [(str(a.member.public_id), str(a.member)) for a in self.visit.assignments.all()]
        several = len(people) > 1
        needed = _("Choose whose time it is.") if several else OUT_OF_DATE
        whose = forms.ChoiceField(
            label=_("Whose time?"),
            choices=people,
            widget=Radios if several else forms.HiddenInput,
            error_messages={"required": needed, "invalid_choice": needed},
        )
        self.initial["member_id"] = people[0][0] if len(people) == 1 else ""
        self.fields = {"member_id": whose, **self.fields, **moments(self.zone()), "reason": _reason(_("Why by hand?"))}


class TimeChangeForm(EvidenceForm):
    """When a time began and ended, as it should be."""

    verb, command = "time-change", "time.correct"
    version = _version()

    def add_fields(self) -> None:
        """As it stands."""
        self.fields |= {**moments(self.zone()), "reason": _reason(_("Why is it corrected?"))}
        entry: TimeEntry = self.subject
        self.initial = {name: self._shown(moment) for name, moment in self._ends(entry).items()}
        self.initial["version"] = entry.version

    def told(self) -> dict[str, Any]:
        """Which, and how it should be. The form shows minutes: what nobody saw of a time was not changed."""
        left = {
            n: m for n, m in self._ends(self.subject).items() if self._shown(m) == self._shown(self.cleaned_data[n])
        }
        return {**self.cleaned_data, **left, "time_id": self.row}

    @staticmethod
    def _ends(entry: TimeEntry) -> dict[str, datetime]:
        ends = {"started_at": entry.started_at, "ended_at": entry.ended_at}
        return {name: moment for name, moment in ends.items() if moment is not None}

    def _shown(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone()).replace(tzinfo=None, second=0, microsecond=0)


def moments(zone: tzinfo) -> dict[str, forms.Field]:
    """From and until, on that clock."""
    needed = {"started_at": _("Say when it began."), "ended_at": _("Say when it ended.")}
    labels = {"started_at": _("From"), "ended_at": _("Until")}
    return {
        name: MomentField(
            zone, label=labels[name], widget=moment_input("input"), error_messages={"required": said, "invalid": said}
        )
        for name, said in needed.items()
    }


class SignatureForm(EvidenceForm):
    """Who signs. The drawing is read by the view."""

    verb, command = "signature", "signature.take"
    name = _text(_("Name of who signs"), 120, needed=_("Write the name of who signs."), autocomplete="off")
    role = _text(_("Their role"), 120, placeholder=_("Owner, tenant, caretaker"), autocomplete="off")


class NoSignatureForm(EvidenceForm):
    """Why nobody signs."""

    verb, command = "no-signature", "signature.refuse"
    reason = _reason(_("Why does nobody sign?"))
    name = _text(_("Name, if somebody refused"), 120, autocomplete="off")


class SignatureBackForm(EvidenceForm):
    """Why a signature, or that nobody signed, does not stand."""

    verb, command = "signature-back", "signature.take_back"
    reason = _reason(_("Why does it not stand?"))

    def told(self) -> dict[str, Any]:
        """Which, and why."""
        return {**self.cleaned_data, "signature_id": self.row}


FORMS: Mapping[str, type[EvidenceForm]] = {
    form.verb: form
    for form in (
        *(PhotosForm, PhotoBackForm, PartForm, PartChangeForm, PartBackForm),
        *(NoteForm, TimeForm, TimeChangeForm, SignatureForm, NoSignatureForm, SignatureBackForm),
    )
}
