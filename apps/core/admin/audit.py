"""The audit log: every command and every refusal, to look at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor, Via
from apps.core.admin import words
from apps.core.admin.lists import Show
from apps.core.admin.naming import speak_of
from apps.core.admin.pages import Facts, ReadOnlyAdmin, actor_of
from apps.core.admin.timeline import Told, in_full, tell, who_of
from apps.core.guarded import Shown
from apps.core.looks import Look
from apps.core.markup import badge, moment
from apps.core.models import AuditEntry
from apps.core.selectors import audit_visible_to

DONE = Look(_("Done"), "check_circle", "emerald")
REFUSED = Look(_("Refused"), "block", "rose")


speak_of(AuditEntry, lambda entry: words.title(entry.command))


class ViaFilter(admin.SimpleListFilter):
    """Through what."""

    title = _("through what")
    parameter_name = "via"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Each way in."""
        return [(via.value, via.value.capitalize()) for via in Via]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """The entries that came that way."""
        return queryset.filter(via=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditAdmin(ReadOnlyAdmin):
    """Who did what, through what, when; what was refused, and why."""

    list_display = ("when", "what", "through", "ended")
    list_display_links = ("when",)
    list_filter = (ViaFilter,)
    list_select_related = ("user",)
    search_fields = ("command", "user__name", "user__email", "message", "subject_id")
    search_help_text = _("A person, a command, words of a refusal")
    ordering = ("-id",)
    detail_template = "admin/office/audit.html"
    shows = (
        Show("refused", _("Refused"), lambda rows, now: rows.filter(outcome=AuditEntry.Outcome.REFUSED)),
        Show("agent", _("By the agent"), lambda rows, now: rows.filter(via=Via.AGENT)),
    )

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[AuditEntry]":
        """What this reader may know of."""
        return audit_visible_to(actor).select_related("user")

    def prepare(self, request: HttpRequest, rows: Any) -> None:
        """Entries are told together: one query per kind of row."""
        for entry, told in zip(rows, tell(rows), strict=True):
            entry.told = told

    @admin.display(description=_("when"), ordering="id")
    def when(self, entry: AuditEntry) -> SafeString:
        """The moment."""
        return moment(entry.at)

    @admin.display(description=_("what"))
    def what(self, entry: Any) -> SafeString:
        """The sentence, and the refusal's words."""
        told: Told = entry.told
        if not told.message:
            return told.text
        return format_html('{}<br><span class="wh-meta">{}</span>', told.text, told.message)

    @admin.display(description=_("through"), ordering="via")
    def through(self, entry: Any) -> str:
        """Through what."""
        return str(entry.told.via)

    @admin.display(description=_("outcome"), ordering="outcome")
    def ended(self, entry: AuditEntry) -> SafeString:
        """Done or refused."""
        return badge(REFUSED if entry.outcome == AuditEntry.Outcome.REFUSED else DONE)

    def head(self, row: AuditEntry) -> list[Any]:
        """Done or refused."""
        return [self.ended(row)]

    def facts(self, row: AuditEntry) -> Facts:
        """Who, through what, when."""
        (told,) = tell([row])
        facts: Facts = [(_("What"), told.text), (_("Who"), who_of(row)), (_("Through"), told.via)]
        facts.append((_("When"), moment(row.at)))
        return [*facts, (_("Why it was refused"), told.message)] if told.refused else facts

    def detail(self, request: HttpRequest, row: AuditEntry) -> dict[str, Any]:
        """The entry, with arguments and a table of what changed."""
        return {**super().detail(request, row), "told": in_full(row, Shown(actor_of(request)))}

    def timeline(self, row: AuditEntry) -> list[Told]:
        """An entry has no history of its own."""
        return []
