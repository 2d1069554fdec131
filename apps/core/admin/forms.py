"""The form in front of a command: its arguments as fields, its refusals as errors, what was typed kept."""

import re
from enum import Enum
from typing import Any
from uuid import uuid4

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.fields import field_for
from apps.core.admin.naming import said, type_called
from apps.core.commands import find
from apps.core.errors import DomainError, NotAllowed, Reused, StaleVersion
from apps.core.file_fields import KeptFilesField
from apps.core.zones import known_zones

NOBODY_TYPES = {"version", "external_id", "shown_sha256"}  # what a page looked at; what imports and programs say


def is_key(text: str) -> bool:
    """Whether a text that came in a form can be a row's key."""
    return re.fullmatch(r"[0-9]{1,18}", text) is not None


class CommandForm(forms.Form):
    """Asks for a command's arguments. Subclasses with fields of their own say how these become arguments."""

    command_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    has_more_buttons = False  # beside its own: then Enter must still press that one
    not_allowed = False  # what it asks for is not this person's to do

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        command: str,
        request: HttpRequest,
        actor: Actor,
        row: Any = None,
        given: dict[str, Any] | None = None,
    ) -> None:
        """`given` are arguments that are settled: the row's id, and what the address said."""
        self.command, self.request, self.actor, self.row = command, request, actor, row
        self.given = given or {}
        super().__init__(data, files, initial={"command_id": uuid4()}, label_suffix="")
        self.add_fields()
        self._drop_impossible_choices()
        if row is None or "version" not in find(command).arguments.model_fields:
            del self.fields["version"]
        else:
            self.initial["version"] = row.version
        self._mend_what_nobody_types()

    def _drop_impossible_choices(self) -> None:
        """Forget choices that can be no row's key: Django's search widget looks them up again and would fail."""
        data: Any = self.data
        data = data.copy()
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and name in data:
                data.setlist(name, [v for v in data.getlist(name) if is_key(v)])
        self.data = data

    def _mend_what_nobody_types(self) -> None:
        """Of hidden fields that were lost on the way: a new id, and a version that nobody has looked at."""
        data: Any = self.data
        if "command_id" in self.fields and not words.is_uuid(data.get("command_id")):
            data["command_id"] = str(uuid4())
        if "version" in self.fields and not re.fullmatch(r"[0-9]{1,9}", data.get("version", "")):
            data["version"] = "0"

    def add_fields(self) -> None:
        """Add the fields that are not declared in the class."""

    def hint(self) -> SafeString:
        """What is worth knowing before the fields are filled in; empty where nothing is."""
        return SafeString("")

    def part(self, name: str, told: Any) -> SafeString | None:
        """A part of the page that is read again by itself, for what stands in the fields; None: none is called so."""
        return None

    def arguments(self) -> dict[str, Any]:
        """What was typed, as arguments of the command."""
        looked_at = {"version": self.cleaned_data["version"]} if "version" in self.fields else {}
        return {**self.given, **self._own_arguments(), **looked_at}

    def _own_arguments(self) -> dict[str, Any]:
        raise NotImplementedError

    def refuse(self, error: DomainError) -> None:
        """Show a refusal where it belongs. What was typed stays."""
        self.not_allowed = isinstance(error, NotAllowed)
        data: Any = self.data
        self.data = data = data.copy()
        if isinstance(error, Reused):
            data["command_id"] = str(uuid4())
            error = Reused(_("This form was sent before, with other words, and was done. Look before you send it."))
        if isinstance(error, StaleVersion):
            data["version"] = str(error.details["current_version"])
            self.row.refresh_from_db()
        fields = {name: text for name, text in error.details.get("fields", {}).items() if name in self.fields}
        if len(fields) == 1:
            self.add_error(next(iter(fields)), error.message)
        elif fields:
            for name, text in fields.items():
                self.add_error(name, str(text))
        else:
            self.add_error(None, said(error))


class ArgumentsForm(CommandForm):
    """A form made from the command's own schema."""

    def add_fields(self) -> None:
        """One field per argument that is not settled, in the command's order."""
        model = type_called(self.command.split(".", 1)[0])
        for name, info in find(self.command).arguments.model_fields.items():
            if name in self.given or name in NOBODY_TYPES:
                continue
            self.fields[name] = field_for(name, info, model, self.request)
            if isinstance(self.row, models.Model) and hasattr(self.row, name):
                self.initial[name] = getattr(self.row, name)

    def _own_arguments(self) -> dict[str, Any]:
        schema = find(self.command).arguments.model_fields
        told = {}
        for name, value in self.cleaned_data.items():
            if name not in schema:
                continue
            if value is None and not schema[name].is_required() and schema[name].default is not None:
                continue
            if value == "" and not schema[name].is_required() and isinstance(schema[name].default, Enum | None):
                continue  # nothing chosen is nothing said
            told[name] = _as_argument(value)
        return told

    def refuse(self, error: DomainError) -> None:
        """As ever; and where somebody else was faster, what they wrote is shown beside what was typed."""
        super().refuse(error)
        if isinstance(error, StaleVersion):
            for name in self.fields:
                typed = name in self.cleaned_data and name != "version"
                if typed and hasattr(self.row, name) and not isinstance(self.fields[name], KeptFilesField):
                    self._show_other(name)

    def _show_other(self, name: str) -> None:
        now, typed = getattr(self.row, name), self.cleaned_data[name]
        if now != typed:
            column = words.column(type(self.row), name)
            self[name].help_text = _("Now it says: %(now)s") % {"now": words.plain(now, column)}


class ZonedForm(ArgumentsForm):
    """Of a row with a time zone of its own."""

    def add_fields(self) -> None:
        """The time zone is chosen, not spelled."""
        super().add_fields()
        zones = [("", _("the company's")), *((zone, zone) for zone in sorted(known_zones()))]
        told = self.fields["timezone"]
        self.fields["timezone"] = forms.ChoiceField(
            choices=zones, required=False, label=told.label, widget=UnfoldAdminSelectWidget()
        )


def _as_argument(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(getattr(value, "public_id", value.pk))
    if isinstance(value, models.QuerySet):
        return [str(public_id) for public_id in value.values_list("public_id", flat=True)]
    return value
