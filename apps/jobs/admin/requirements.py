"""What a job requires, asked skill by skill; and where a visit's people lack it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core.admin.forms import CommandForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge
from apps.crews.models import Skill
from apps.crews.models.skills import HIGHEST_LEVEL
from apps.crews.selectors import skills_visible_to
from apps.jobs.models import Job, JobTemplate, Visit
from apps.jobs.needs import Need, lacking, needs_on

LACKING = "certificates"  # `?show=certificates`
HELD = Look(gettext_lazy("Held"), "check_circle", "emerald")
LOST = Look(gettext_lazy("Held today, not on that day"), "warning", "amber")
MISSING = Look(gettext_lazy("Missing"), "block", "rose")
SHOW_LACKING = Show(LACKING, gettext_lazy("Certificate missing"), lacking, order=("planned_start", "id"))


class RequireForm(CommandForm):
    """One choice per skill: not needed, or from which level on."""

    def add_fields(self) -> None:
        """A select for each skill, with what stands."""
        standing = {needed.skill_id: needed.level for needed in self.row.skills.all()}
        levels = [(n, _("Level %(n)d or above") % {"n": n}) for n in range(1, HIGHEST_LEVEL + 1)]
        for skill in self._skills():
            self.fields[_field(skill)] = forms.TypedChoiceField(
                label=skill.name,
                help_text=skill.description,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("Not needed")), *levels],
                widget=UnfoldAdminSelectWidget(),
            )
            self.initial[_field(skill)] = standing.get(skill.pk, "")

    def _skills(self) -> "QuerySet[Skill]":
        return skills_visible_to(self.actor).order_by("name")

    @property
    def about(self) -> list[tuple[str, Any]]:
        """Which job, and what it means."""
        told = _("Each of these must be held, on the day of a visit, by somebody who goes.")
        what = _("Job") if isinstance(self.row, Job) else _("Job template")
        return [(what, self.row), (_("What it means"), told)]

    def _own_arguments(self) -> dict[str, Any]:
        chosen = [(skill, self.cleaned_data.get(_field(skill))) for skill in self._skills()]
        return {"skills": [{"skill_id": str(skill.public_id), "level": level} for skill, level in chosen if level]}


def _field(skill: Skill) -> str:
    return f"skill_{skill.pk}"


def required_of(work: Job | JobTemplate) -> SafeString:
    """What a job, or each of a kind, requires, in one line."""
    asked = work.skills.select_related("skill")
    level = _("level %(n)d")
    return format_html_join(", ", "{} ({})", ((named(n.skill), level % {"n": n.level}) for n in asked)) or NOTHING


def needs_told(needs: Iterable[Need]) -> SafeString:
    """Each need with whether it is met, through which certificate, or what is wrong."""
    return format_html_join("", '<div class="wh-head">{}<span>{}</span></div>', map(_told, needs)) or NOTHING


def _told(need: Need) -> tuple[SafeString, SafeString]:
    own = named(need.certificate) if need.certificate else format_html("{}", "")
    if need.missing:
        return badge(LOST if need.held_today else MISSING), format_html("{} {}", need.missing, own)
    what = f"{need.skill} ({_('level %(n)d') % {'n': need.level}})"
    return badge(HELD), format_html("{}: {}", what, own)


class LackingVisits:
    """A list of visits that, when asked for those with certificates missing, says who lacks what."""

    def get_list_display(self, request: HttpRequest) -> Any:
        """One column more for that question."""
        shown = super().get_list_display(request)  # type: ignore[misc]
        return (*shown, "missing") if request.GET.get("show") == LACKING else shown

    def prepare(self, request: HttpRequest, rows: Any) -> None:
        """Visits with their needs: three queries, however many."""
        if request.GET.get("show") == LACKING:
            needs = needs_on(rows)
            for visit in rows:
                visit.needs_told = [need for need in needs[visit.pk] if need.missing]

    def missing(self, visit: Any) -> SafeString:
        """Who lacks which certificate."""
        return needs_told(getattr(visit, "needs_told", ()))

    missing.short_description = gettext_lazy("what is missing")  # type: ignore[attr-defined]


def needs_of_visit(visit: Visit) -> SafeString:
    """What a visit needs and who on it has it, on its day."""
    return needs_told(needs_on([visit])[visit.pk])
