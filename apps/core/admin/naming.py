"""Naming rows in texts: one query per kind, a link to the row's page, never a number of the database."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.admin.addresses import address_of_row
from apps.core.errors import DomainError, NotHere
from apps.core.lookup import model_for
from apps.core.markup import link
from apps.core.models import Record

ALIASES = {
    "membership": "crewmembership",
    "item": "proposalitem",
    "letter": "deadletter",
    "policy": "commandpolicy",
    "request": "staffrequest",
    "service_request": "servicerequest",
    "duplicate_of": "servicerequest",
    "substitute": "user",
    "pattern": "workpattern",
    "exception": "shiftexception",
    "file": "storedfile",
    "document": "storedfile",
    "template": "jobtemplate",
    "parent": "asset",
    "replaced_by": "asset",
    "plan": "maintenanceplan",
}  # words of arguments that are not a table's

_spoken: dict[type[models.Model], Callable[[Any], str]] = {}
_found: dict[type[models.Model], Callable[[Any], str]] = {}


def speak_of(model: type[models.Model], name: Callable[[Any], str]) -> None:
    """Declare how rows of a table are called, where `str` is for developers."""
    _spoken[model] = name


def find_as(model: type[models.Model], name: Callable[[Any], str]) -> None:
    """Declare how rows of a table are told apart in a search, where many are called alike."""
    _found[model] = name


def found_as(row: models.Model) -> str:
    """What a search shows of a row."""
    return _found.get(type(row), spoken)(row)


def spoken(row: models.Model) -> str:
    """What people call a row."""
    return _spoken.get(type(row), str)(row)


class Spoken:
    """A row that calls itself as people do; everything else is the row's own. For the header's way back."""

    def __init__(self, row: models.Model) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)

    def __str__(self) -> str:
        return spoken(self._row)


def type_called(word: str) -> type[Record] | None:
    """The table that an argument's word (`visit`, `item`) means; None when it means none."""
    try:
        return model_for(ALIASES.get(word, word))
    except NotHere:
        return None


def page_of(row: models.Model) -> str:
    """The path of a row's page in the office; empty when it has none."""
    return address_of_row(row) if admin.site.is_registered(type(row)) else ""


def named(row: models.Model) -> SafeString:
    """A row's name, with a link when it has a page."""
    url = page_of(row)
    return link(url, spoken(row)) if url else format_html("{}", spoken(row))


def said(error: DomainError) -> str:
    """A refusal's sentence, with a link to the row it speaks of (`see` in its details) where it speaks of one."""
    see = error.details.get("see")
    row = Names().row(see["type"], see["id"]) if see else None
    return format_html("{} {}", error.message, named(row)) if row is not None else error.message


class Names:
    """Rows that texts mention. Say first which are wanted, then ask; all of a kind are fetched at once."""

    def __init__(self) -> None:
        self._wanted: dict[tuple[type[models.Model], str], set[Any]] = defaultdict(set)
        self._found: dict[tuple[type[models.Model], str, Any], models.Model | None] = {}

    def want(self, type_name: str, public_id: UUID | str | None) -> None:
        """Mark a row by the word for its kind and its public id."""
        model = type_called(type_name)
        if model is not None and public_id:
            self._wanted[model, "public_id"].add(str(public_id))

    def want_key(self, model: type[models.Model], key: Any) -> None:
        """Mark a row by its table and primary key."""
        if key is not None:
            self._wanted[model, "pk"].add(key)

    def row(self, type_name: str, public_id: UUID | str | None) -> models.Model | None:
        """The row of that kind and public id, if it is there."""
        model = type_called(type_name)
        return self._get(model, "public_id", str(public_id)) if model is not None and public_id else None

    def name(self, type_name: str, public_id: UUID | str | None) -> SafeString:
        """The name of that row, with a link."""
        return self._name(self.row(type_name, public_id))

    def name_by_key(self, model: type[models.Model], key: Any) -> SafeString:
        """The name of the row with that primary key, with a link."""
        return self._name(self._get(model, "pk", key))

    def _name(self, row: models.Model | None) -> SafeString:
        return named(row) if row is not None else format_html("{}", _("something that is gone"))

    def _get(self, model: type[models.Model], by: str, key: Any) -> models.Model | None:
        if (model, by, key) not in self._found:
            self._wanted[model, by].add(key)
            self._fetch()
        return self._found.get((model, by, key))

    def _fetch(self) -> None:
        for (model, by), keys in self._wanted.items():
            self._found.update(dict.fromkeys((model, by, key) for key in keys))
            for row in model._default_manager.select_related().filter(**{f"{by}__in": keys}):
                key = str(getattr(row, by)) if by == "public_id" else row.pk
                self._found[model, by, key] = row
        self._wanted.clear()
