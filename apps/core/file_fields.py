"""Form fields that bring files: kept at once, so that a form that comes back with an error still has them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.actions.files import keep_file
from apps.core.actor import Actor
from apps.core.errors import DomainError
from apps.core.files import files_visible_to
from apps.core.models import StoredFile

TAKEN = "application/pdf,image/jpeg,image/png,image/gif,image/webp,image/heic"  # what keep_file takes
NEW = "_new"  # beside the ticks for what is kept, the input for what comes in


@dataclass(frozen=True, slots=True)
class Brought:
    """What a form carried: public ids of kept files whose ticks were left in, and what comes with it now."""

    kept: list[str]
    new: "list[UploadedFile[bytes]]"


class KeptFilesInput(forms.Widget):
    """A tick and a link for each file that is kept, taken out to take it away; and the browser's own file input."""

    needs_multipart_form = True

    def __init__(self, *, actor: Actor, many: bool, attrs: dict[str, Any] | None = None) -> None:
        self.actor, self.many = actor, many
        super().__init__(attrs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Brought:
        """The ticks and the files."""
        kept = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if data.get(name) else []
        new = files.getlist(name + NEW) if hasattr(files, "getlist") else []
        return Brought([one for one in kept if _is_id(one)], new)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No tick looks like no answer; it is one."""
        return False

    def use_required_attribute(self, initial: Any) -> bool:
        """The browser does not know what is kept already."""
        return False

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The file input."""
        return id_

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Each kept file by its name, then the input."""
        own: dict[str, Any] = self.build_attrs(self.attrs, attrs)
        told = {"type": "file", "name": name + NEW, "accept": TAKEN, **own, **({"multiple": True} if self.many else {})}
        written = format_html_join(
            "", ' {}="{}"', ((key, key if one is True else one) for key, one in told.items() if one is not False)
        )
        return format_html("{}<input{}>", self._kept(name, value, own.get("id", name)), written)

    def _kept(self, name: str, value: Any, id_: str) -> SafeString:
        ids = value.kept if isinstance(value, Brought) else value or []
        found = {str(f.public_id): f for f in files_visible_to(self.actor).filter(public_id__in=ids)}
        rows = [
            (name, one, found[one].name, one, _("Look at it"), found[one].name)
            for one in dict.fromkeys(map(str, ids))
            if one in found
        ]
        tick = (
            '<div><label class="wh-check"><input type="checkbox" name="{}" value="{}" checked><span>{}</span></label>'
            '<a class="wh-link link" href="/files/{}/" target="_blank">{}'
            '<span class="wh-sr-only sr-only"> ({})</span></a></div>'
        )
        ticks = format_html_join("", tick, rows)
        return format_html('<div id="{}_kept">{}</div>', id_, ticks) if ticks else ticks


class KeptFilesField(forms.Field):
    """Files, as the public ids that commands take. What comes in is kept when the form is checked.

    Args:
        actor: who brings them; others' files can stay ticked, which of them count is the command's business.
        most: how many at most.
    """

    many = True

    def __init__(self, *, actor: Actor, most: int = 10, **options: Any) -> None:
        self.actor, self.most = actor, most
        self._kept: list[UUID] | None = None
        super().__init__(widget=KeptFilesInput(actor=actor, many=self.many), **options)

    def clean(self, value: Any) -> Any:
        """Keep what came, and give the ids of all."""
        brought = value if isinstance(value, Brought) else Brought([], [])
        self._kept = ids = list(dict.fromkeys(map(UUID, brought.kept)))
        if len(ids) + len(brought.new) > self.most:
            text = ngettext("At most %(n)d file, please.", "At most %(n)d files, please.", self.most)
            raise forms.ValidationError(text % {"n": self.most})
        ids += [one for one in map(self._keep, brought.new) if one not in ids]
        if self.required and not ids:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return ids

    def _keep(self, file: "UploadedFile[bytes]") -> UUID:
        try:
            return keep_file(actor=self.actor, now=timezone.now(), name=file.name or "", content=file).public_id
        except DomainError as error:
            raise forms.ValidationError(error.message, code=error.code) from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is kept by now, so that it is not asked for again."""
        return data if self._kept is None else Brought(list(map(str, self._kept)), [])

    def prepare_value(self, value: Any) -> Any:
        """A row's own file, by its key, is ticked."""
        if isinstance(value, int):
            return [str(one) for one in StoredFile.objects.filter(pk=value).values_list("public_id", flat=True)]
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Nobody asks."""
        return True


class KeptFileField(KeptFilesField):
    """One file, as its public id or None. A new one takes the place of the one that is kept."""

    many = False

    def clean(self, value: Any) -> UUID | None:
        """Keep what came, and give its id."""
        if isinstance(value, Brought):
            value = Brought([] if value.new else value.kept[-1:], value.new[-1:])
        ids = super().clean(value)
        return ids[-1] if ids else None


def _is_id(text: Any) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True
