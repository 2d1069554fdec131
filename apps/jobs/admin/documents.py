"""Manuals and other papers that questions are answered from."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.fields import field_for
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.admin.verbs import only_when
from apps.core.commands import find
from apps.core.markup import NOTHING, badge, link, moment
from apps.jobs.documents.reading import DOCUMENT_WORDS, documents_visible_to
from apps.jobs.models import Manual
from apps.jobs.states import Reading

USED = only_when(lambda manual: manual.retired_at is None, _("This document is not used any more."))


class DocumentForm(ArgumentsForm):
    """The file or the text, and what it is about."""

    def add_fields(self) -> None:
        """What is left empty is said."""
        super().add_fields()
        schema = find(self.command).arguments.model_fields
        for name in ("title", "asset_id", "site_id", "template_id"):
            self.fields[name] = field_for(name, schema[name], Manual, self.request)
        self.fields["file_id"].help_text = _("A PDF, at most 15 MB. Of a scan write the text below as well.")
        self.fields["text"].widget.attrs["rows"] = 8


@admin.register(Manual)
class ManualAdmin(ActionModelAdmin):
    """A document, what it is about, and whether it was read."""

    add_command = "document.add"
    add_label = _("Add a document")
    add_form = DocumentForm
    list_display = ("title", "about_shown", "reading_shown", "added")
    autocomplete_fields = ("asset", "site", "template")
    search_fields = DOCUMENT_WORDS
    ordering = ("title",)
    verbs = (Verb("document.retire", _("Stop using"), "cancel", why_not=USED, argument="manual_id", dangerous=True),)
    shows = (
        Show("used", _("In use"), lambda rows, _now: rows.filter(retired_at=None)),
        Show("unreadable", _("Could not be read"), lambda rows, _now: rows.filter(reading=Reading.UNREADABLE)),
    )
    live_on = "manual"
    empty = _("Manuals and other papers will be here; questions are answered from them. Add the first one.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Manual]":
        """The documents in sight."""
        return documents_visible_to(actor).select_related("asset", "site", "template", "file", "added_by")

    @admin.display(description=_("about"))
    def about_shown(self, manual: Manual) -> SafeString:
        """An asset, a site, a kind of job, or the company."""
        return named(manual.about) if manual.about is not None else format_html("{}", _("The company"))

    @admin.display(description=_("read"), ordering="reading")
    def reading_shown(self, manual: Manual) -> SafeString:
        """Whether questions are answered from it."""
        return badge(manual.look)

    @admin.display(description=_("added"), ordering="id")
    def added(self, manual: Manual) -> SafeString:
        """When."""
        return moment(manual.created_at)

    def head(self, row: Manual) -> list[Any]:
        """Whether it was read."""
        return [self.reading_shown(row)]

    def facts(self, row: Manual) -> Facts:
        """What it is about, its file, how much was read."""
        file = link(f"/files/{row.file.public_id}/", row.file.name) if row.file else NOTHING
        return [
            (_("About"), self.about_shown(row)),
            (_("File"), file),
            (_("Pages with words"), row.pages.count()),
            *([(_("Why it could not be read"), row.trouble)] if row.trouble else []),
            (_("Added by"), named(row.added_by) if row.added_by else NOTHING),
            (_("Added"), self.added(row)),
            *([(_("Not used any more since"), moment(row.retired_at))] if row.retired_at else []),
            *([(_("Reason"), row.retired_because)] if row.retired_because else []),
        ]
