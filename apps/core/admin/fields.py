"""Form fields for a command's arguments: from the column of the same name, else from the argument's type."""

from datetime import date, datetime
from enum import Enum
from typing import Any, get_args
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic.fields import FieldInfo
from unfold.widgets import (
    INPUT_CLASSES,
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.core.admin import words
from apps.core.admin.naming import type_called
from apps.core.admin.pages import actor_of
from apps.core.file_fields import KeptFileField, KeptFilesField
from apps.core.models import StoredFile


def date_input() -> forms.DateInput:
    """The browser's own date picker."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": " ".join(INPUT_CLASSES)})


def moment_input() -> forms.DateTimeInput:
    """The browser's own picker for a day and a time."""
    return forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": " ".join(INPUT_CLASSES)}
    )


def time_input() -> forms.TimeInput:
    """The browser's own time picker."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": " ".join(INPUT_CLASSES)})


def field_for(name: str, info: FieldInfo, model: type[models.Model] | None, request: HttpRequest) -> forms.Field:
    """The form field for one argument of a command about `model`."""
    column = words.column(model, name)
    if name.endswith(("_id", "_ids")) and _is_id(info.annotation):
        field = _rows_field(name, column, request)
    elif column is not None and model is not None:
        made = model_admin(model).formfield_for_dbfield(column, request)
        field = made if made is not None else _typed(info)
    else:
        field = _typed(info)
    if isinstance(field.widget, UnfoldAdminTextareaWidget):
        field.widget.attrs["rows"] = 4
    field.label = words.label(name, model)
    field.required = info.is_required() and not isinstance(field, forms.BooleanField)
    field.error_messages["required"] = _asked_for(field)
    if not info.is_required() and field.initial is None:
        field.initial = info.default
    return field


def _asked_for(field: forms.Field) -> str:
    """What is said where nothing was."""
    if isinstance(field, KeptFilesField):
        return _("Choose a file, please.")
    choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    return _("Choose one, please.") if choice else _("Fill this in, please.")


def model_admin(model: type[models.Model]) -> Any:
    """The office's pages for a table."""
    return admin.site._registry[model]


def _is_id(annotation: Any) -> bool:
    return annotation is UUID or UUID in get_args(annotation)


def _rows_field(name: str, column: Any, request: HttpRequest) -> forms.Field:
    """A choice among the rows within this person's sight; searched for where the column knows how."""
    model = type_called(name.removesuffix("_ids").removesuffix("_id"))
    if model is None:
        raise LookupError(f"No table is called {name}.")
    if model is StoredFile:
        kind = KeptFilesField if name.endswith("_ids") else KeptFileField
        brought = kind(actor=actor_of(request))
        brought.widget.attrs["class"] = " ".join(INPUT_CLASSES)
        return brought
    rows = model_admin(model).get_queryset(request)
    if name.endswith("_ids"):
        return forms.ModelMultipleChoiceField(rows, widget=UnfoldAdminCheckboxSelectMultipleWidget())
    if column is None:
        return forms.ModelChoiceField(rows, widget=UnfoldAdminSelectWidget())
    field: forms.ModelChoiceField[Any] = model_admin(column.model).formfield_for_dbfield(column, request)
    field.widget = getattr(field.widget, "widget", field.widget)  # without the pop-up links around it
    field.queryset = rows
    return field


def _typed(info: FieldInfo) -> forms.Field:
    kind = next((t for t in get_args(info.annotation) if t is not type(None)), info.annotation)
    if isinstance(kind, type) and issubclass(kind, Enum):
        choices = list(getattr(kind, "choices", None) or [(one.value, one.value) for one in kind])
        choices = [("", "–"), *choices] if not info.is_required() and info.default is None else choices
        return forms.ChoiceField(choices=choices, widget=UnfoldAdminSelectWidget())
    if kind is bool:
        return forms.BooleanField(required=False, widget=UnfoldBooleanSwitchWidget())
    if kind is int:
        return forms.IntegerField(widget=UnfoldAdminIntegerFieldWidget())
    if kind is float:
        return forms.FloatField(widget=UnfoldAdminTextInputWidget())
    if kind is datetime:
        return forms.DateTimeField(widget=moment_input())
    if kind is date:
        return forms.DateField(widget=date_input())
    return forms.CharField(widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))
