"""The form that approves a suggested change with changes: the fields of the command that is suggested."""

from datetime import datetime
from typing import Any, get_args
from uuid import UUID

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from apps.core.admin import words
from apps.core.admin.fields import field_for, moment_input
from apps.core.admin.forms import NOBODY_TYPES, CommandForm
from apps.core.admin.naming import named, type_called
from apps.core.admin.pages import Facts
from apps.core.admin.why import quotes
from apps.core.commands import SAID_BY_DEVICES, find
from apps.core.markup import NOTHING
from apps.core.models import ProposalItem, StoredFile


class EditForm(CommandForm):
    """What would be done, to be written otherwise. What a form cannot ask for stays as it was suggested."""

    @property
    def about(self) -> Facts:
        """What is suggested, in whose name, on which words. It stays this command."""
        item: ProposalItem = self.row
        return [
            (_("What"), words.title(item.command)),
            (_("In the name of"), named(item.proposal.served)),
            (_("Words that led to it"), quotes(item.evidence) or NOTHING),
        ]

    def add_fields(self) -> None:
        """One field for each argument that people write."""
        item: ProposalItem = self.row
        model = type_called(item.command.split(".", 1)[0])
        for name, info in find(item.command).arguments.model_fields.items():
            value = item.arguments.get(name)
            if (
                name in NOBODY_TYPES | SAID_BY_DEVICES
                or not _is_typed(name, info.annotation)
                or str(value) == str(item.base_id)
            ):
                continue
            field = _in_one(field_for(name, info, model, self.request))
            self.fields[name] = field
            self.initial[name] = _as_initial(field, value)

    def _own_arguments(self) -> dict[str, Any]:
        changed = [name for name in self.changed_data if name in find(self.row.command).arguments.model_fields]
        return {"arguments": {name: _as_argument(self.cleaned_data[name]) for name in changed}}


def _is_typed(name: str, annotation: Any) -> bool:
    """Whether a form can ask for it: a word, a number, a moment, a choice, or rows of a kind there are pages of."""
    kinds = [kind for kind in (*get_args(annotation), annotation) if isinstance(kind, type) and kind is not type(None)]
    if name.endswith(("_id", "_ids")):
        model = type_called(name.removesuffix("_ids").removesuffix("_id"))
        return model is not None and model is not StoredFile
    return bool(kinds) and not any(issubclass(kind, list | tuple | dict | UUID) for kind in kinds)


def _in_one(field: forms.Field) -> forms.Field:
    """A day and a time in one field."""
    if not isinstance(field, forms.SplitDateTimeField):
        return field
    return forms.DateTimeField(
        label=field.label, required=field.required, help_text=field.help_text, widget=moment_input()
    )


def _as_initial(field: forms.Field, value: Any) -> Any:
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        if isinstance(field, forms.ModelMultipleChoiceField):
            return list(rows.filter(public_id__in=value or []))
        return rows.filter(public_id=value).first() if value else None
    if isinstance(field, forms.DateTimeField) and isinstance(value, str):
        moment = parse_datetime(value)
        return moment.replace(second=0, microsecond=0) if moment else None  # as the browser shows it
    return value


def _as_argument(value: Any) -> Any:
    """JSON data, as arguments are kept."""
    if hasattr(value, "public_id"):
        return str(value.public_id)
    if hasattr(value, "values_list"):
        return [str(public_id) for public_id in value.values_list("public_id", flat=True)]
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
