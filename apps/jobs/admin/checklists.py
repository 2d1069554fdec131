"""Checklists: written, looked at as a technician will see them, published, put on jobs."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.forms import CommandForm
from apps.core.admin.lists import Show
from apps.core.admin.verbs import both, only_when
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, link, moment
from apps.jobs.admin.items_form import ChecklistForm
from apps.jobs.checklists.items import read_items
from apps.jobs.checklists.reading import (
    CHECKLIST_WORDS,
    checklists_visible_to,
    draft_of,
    published,
)
from apps.jobs.models import Checklist, ChecklistVersion
from apps.jobs.selectors import templates_visible_to

IN_USE = only_when(lambda one: one.retired_at is None, gettext_lazy("This checklist is retired."))
HAS_DRAFT = only_when(
    lambda one: draft_of(one) is not None, gettext_lazy("There is no draft: the published version is the newest.")
)
IS_PUBLISHED = only_when(lambda one: published(one) is not None, gettext_lazy("Publish it first."))
RETIRED = Look(gettext_lazy("Retired"), "cancel", "zinc", struck=True)
PUBLISHED = Look(gettext_lazy("Published"), "check_circle", "emerald")
DRAFT = Look(gettext_lazy("Draft"), "event", "slate")


class PutOnJobForm(CommandForm):
    """Which checklists a job has, besides those of its template."""

    checklist_ids = forms.ModelMultipleChoiceField(
        Checklist.objects.none(),
        label=gettext_lazy("Checklists"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        help_text=gettext_lazy("Each visit of the job answers them, besides those of its template."),
    )

    def add_fields(self) -> None:
        """Those in use, and those that stand there."""
        standing = set(self.row.checklists.values_list("checklist", flat=True))
        usable = checklists_visible_to(self.actor).filter(retired_at=None, versions__published_at__isnull=False)
        offered = {*usable.values_list("pk", flat=True), *standing}
        field: Any = self.fields["checklist_ids"]
        field.queryset = checklists_visible_to(self.actor).filter(pk__in=offered)
        self.initial["checklist_ids"] = list(field.queryset.filter(pk__in=standing))

    def _own_arguments(self) -> dict[str, Any]:
        return {"checklist_ids": [str(one.public_id) for one in self.cleaned_data["checklist_ids"]]}


class PutOnTemplatesForm(CommandForm):
    """The kinds of jobs that have a checklist."""

    template_ids = forms.ModelMultipleChoiceField(
        Checklist.objects.none(),
        label=gettext_lazy("Job templates"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        help_text=gettext_lazy("Each visit of every job made from one of them answers it."),
    )

    def add_fields(self) -> None:
        """All of them."""
        field: Any = self.fields["template_ids"]
        field.queryset = templates_visible_to(self.actor)
        standing = self.row.on_templates.values("template")
        self.initial["template_ids"] = list(field.queryset.filter(pk__in=standing))

    def _own_arguments(self) -> dict[str, Any]:
        return {"template_ids": [str(one.public_id) for one in self.cleaned_data["template_ids"]]}


@admin.register(Checklist)
class ChecklistAdmin(ActionModelAdmin):
    """Something that is checked again and again."""

    rows = staticmethod(checklists_visible_to)
    add_command = "checklist.add"
    add_label = gettext_lazy("Add a checklist")
    add_form = change_command_form = ChecklistForm
    change_command = "checklist.change"
    list_display = ("name", "description", "state_now", "size")
    search_fields = CHECKLIST_WORDS
    search_help_text = gettext_lazy("Words of the name or of what it is for")
    ordering = ("name",)
    shows = (
        Show("in-use", gettext_lazy("In use"), lambda rows, now: rows.filter(retired_at=None)),
        Show("retired", gettext_lazy("Retired"), lambda rows, now: rows.exclude(retired_at=None)),
    )
    verbs = (
        Verb("checklist.publish", gettext_lazy("Publish"), "send", why_not=both(IN_USE, HAS_DRAFT), asks=False),
        Verb(
            "checklist.put_on_template",
            gettext_lazy("Put it on job templates"),
            "checklist",
            why_not=both(IN_USE, IS_PUBLISHED),
            form=PutOnTemplatesForm,
        ),
        Verb("checklist.retire", gettext_lazy("Retire"), "cancel", why_not=IN_USE, asks=False, dangerous=True),
    )
    live_on = "checklist"
    empty = gettext_lazy("Checklists will be here: what is to be checked on visits, and what must not be missing.")

    @staticmethod
    def change_why_not(row: Checklist, actor: Actor) -> str:
        """What is retired stays as it was."""
        return IN_USE(row, actor)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the versions, which every line of the list looks at."""
        return super().get_queryset(request).prefetch_related("versions")

    @admin.display(description=gettext_lazy("status"))
    def state_now(self, checklist: Checklist) -> SafeString:
        """Where it stands."""
        versions = list(checklist.versions.all())
        looks = [RETIRED] if checklist.retired_at else []
        looks += [PUBLISHED] if any(form.published_at for form in versions) else []
        looks += [DRAFT] if any(form.published_at is None for form in versions) else []
        return format_html_join(" ", "{}", ((badge(look),) for look in looks))

    @admin.display(description=gettext_lazy("items"))
    def size(self, checklist: Checklist) -> int:
        """How many items the newest version has."""
        return max(((form.number, len(form.items)) for form in checklist.versions.all()), default=(0, 0))[1]

    def head(self, row: Checklist) -> list[Any]:
        """Status."""
        return [self.state_now(row)]

    def facts(self, row: Checklist) -> Facts:
        """What it is for, where it is, and what it asks."""
        current, draft = published(row), draft_of(row)
        preview = reverse("portal:checklist_preview", args=[row.public_id])
        templates = [str(on.template) for on in row.on_templates.select_related("template")]
        return [
            (_("What it is for"), row.description or NOTHING),
            (_("As a technician sees it"), link(preview, _("Look at it"))),
            (_("On job templates"), ", ".join(templates) or NOTHING),
            *([(_("Published"), _told(current))] if current else []),
            *([(_("Draft"), _told(draft))] if draft else []),
            (_("Answered on"), _("%(n)d visits") % {"n": row.runs.count()}),
        ]


def _told(form: ChecklistVersion) -> SafeString:
    """A version and its items, a line each."""
    items = read_items(form.items)
    head = (_("Version %(n)d") % {"n": form.number}, moment(form.published_at) if form.published_at else "")
    lines = [
        (f"{place}. {item.text}", f"({item.kind.label}{'' if item.required else ', ' + _('optional')})")
        for place, item in enumerate(items, start=1)
    ]
    return format_html_join("", '<div>{} <span class="wh-meta">{}</span></div>', [head, *lines])
