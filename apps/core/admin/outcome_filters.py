"""Filters of the suggested changes: which command, by whom suggested, what became of it, since when.

The words in the address are those of `apps/core/outcomes.py`, so that a number on a page leads to its rows.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.admin import words
from apps.core.commands import COMMANDS
from apps.core.markup import DECIDED_BY
from apps.core.models import BY_AGENT, BY_PERSON, ProposalItem
from apps.core.outcomes import OUTCOMES

PERIODS: dict[int, str | Promise] = {30: _("Last 30 days"), 90: _("Last 90 days")}


def rows_behind(*, source: str, days: int, command: str = "", brain: str = "", outcome: str = "") -> str:
    """The list of exactly those suggestions that a number counts."""
    told = {"source": source, "days": days, "command": command, "brain": brain, "became": outcome}
    return f"{reverse('admin:core_proposalitem_changelist')}?{urlencode({k: v for k, v in told.items() if v})}"


class _Known(admin.SimpleListFilter):
    """A filter that knows all its values: any other finds nothing."""

    known: dict[str, str | Promise]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The values, with their words."""
        return list(self.known.items())

    def queryset(self, request: HttpRequest, queryset: "QuerySet[ProposalItem]") -> "QuerySet[ProposalItem]":
        """The rows of that value."""
        value = self.value()
        if value is None:
            return queryset
        return self.chosen(queryset, value) if value in self.known else queryset.none()

    def chosen(self, rows: "QuerySet[ProposalItem]", value: str) -> "QuerySet[ProposalItem]":
        """Those of a known value."""
        raise NotImplementedError


class BecameFilter(_Known):
    """What became of it."""

    title = _("what became of it")
    parameter_name = "became"
    known = {name: outcome.label for name, outcome in OUTCOMES.items()}

    def chosen(self, rows: "QuerySet[ProposalItem]", value: str) -> "QuerySet[ProposalItem]":
        """Those that ended so."""
        return rows.filter(OUTCOMES[value].items)


class BrainFilter(_Known):
    """By rules, by a model, by a person."""

    title = _("suggested by")
    parameter_name = "brain"
    known = {name: look.label for name, look in DECIDED_BY.items()}

    def chosen(self, rows: "QuerySet[ProposalItem]", value: str) -> "QuerySet[ProposalItem]":
        """Theirs."""
        return rows.filter(brain=value)


class DaysFilter(_Known):
    """Since when."""

    title = _("suggested in")
    parameter_name = "days"
    known = {str(days): label for days, label in PERIODS.items()}

    def chosen(self, rows: "QuerySet[ProposalItem]", value: str) -> "QuerySet[ProposalItem]":
        """Those of these days."""
        return rows.filter(created_at__gte=timezone.now() - timedelta(days=int(value)))


class SourceFilter(_Known):
    """Who suggests."""

    title = _("from")
    parameter_name = "source"
    known = {
        BY_AGENT: _("The agent"),
        BY_PERSON: _("A person"),
        "automation": _("An automation"),
        "planner": _("The planner"),
    }

    def chosen(self, rows: "QuerySet[ProposalItem]", value: str) -> "QuerySet[ProposalItem]":
        """Theirs."""
        return rows.filter(proposal__source=value)


class CommandFilter(admin.SimpleListFilter):
    """Which command. Only the one that is asked for is offered: there are more than anybody reads."""

    title = _("command")
    parameter_name = "command"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The one that is asked for."""
        asked = request.GET.get(self.parameter_name, "")
        return [(asked, words.title(asked))] if asked else []

    def queryset(self, request: HttpRequest, queryset: "QuerySet[ProposalItem]") -> "QuerySet[ProposalItem]":
        """Its rows."""
        asked = self.value()
        if asked is None:
            return queryset
        return queryset.filter(command=asked) if asked in COMMANDS else queryset.none()


FILTERS = (BecameFilter, BrainFilter, DaysFilter, SourceFilter, CommandFilter)
