"""Lists that answer questions people ask: tabs and a filter that both live in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Rows = Callable[["QuerySet[Any]", datetime], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Show:
    """A question about a list: its word in the address, its label, which rows answer it, in which order."""

    name: str
    label: str | Promise
    rows: Rows
    tab: bool = True
    order: tuple[str, ...] = ()


def show_filter(shows: tuple[Show, ...]) -> type[admin.SimpleListFilter]:
    """The filter `?show=…` over these questions."""

    class ShowFilter(admin.SimpleListFilter):
        title = _("what to show")
        parameter_name = "show"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
            return [(show.name, show.label) for show in shows]

        def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
            chosen = next((show for show in shows if show.name == self.value()), None)
            return chosen.rows(queryset, timezone.now()) if chosen else queryset

    return ShowFilter
