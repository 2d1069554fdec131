"""The dates of maintenance plans: what comes, what became a job, and what could not."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextInputWidget

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.fields import date_input
from apps.core.admin.forms import CommandForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, speak_of
from apps.core.admin.verbs import moves, only_when
from apps.core.markup import NOTHING, badge, moment, zone_of
from apps.jobs.admin.plans.pages import rule_told
from apps.jobs.maintenance import exceptions, occurrences_visible_to, overdue, today_at, upcoming
from apps.jobs.models import Occurrence
from apps.jobs.plans.states import OCCURRENCE, UNFINISHED, OccurrenceStatus, Scope

speak_of(Occurrence, lambda one: f"{one.plan} · {one.on:%Y-%m-%d}")


class ScopeForm(CommandForm):
    """Why, and how much of the series it is about."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=UnfoldAdminTextInputWidget)
    scope = forms.ChoiceField(
        label=gettext_lazy("Which dates"),
        choices=Scope.choices,
        initial=Scope.ONE,
        required=False,
        widget=UnfoldAdminRadioSelectWidget,
        help_text=gettext_lazy("A job that was made and has not begun is cancelled as well."),
    )

    @property
    def about(self) -> list[tuple[str, Any]]:
        """Which date, of which rule."""
        return [(_("Date"), self.row.on), (_("How often"), rule_told(self.row.rule))]

    def _own_arguments(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"], "scope": self.cleaned_data["scope"] or Scope.ONE}


class MoveForm(ScopeForm):
    """To which day."""

    to = forms.DateField(label=gettext_lazy("To"), widget=date_input())
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, required=False, widget=UnfoldAdminTextInputWidget
    )
    field_order = ("to", "scope", "reason")

    def add_fields(self) -> None:
        """The day after is suggested."""
        day = max(self.row.on, today_at(self.row.plan.site, timezone.now())) + timedelta(days=1)
        self.initial["to"] = day
        self.fields["scope"].help_text = _("A job that was made stays as it is. Move its visits on their own pages.")

    def _own_arguments(self) -> dict[str, Any]:
        return super()._own_arguments() | {"to": self.cleaned_data["to"]}


@admin.register(Occurrence)
class OccurrenceAdmin(ActionModelAdmin):
    """One date of a plan."""

    list_display = ("on", "plan_link", "site_link", "state_now", "job_link", "problem")
    list_filter = ("status",)
    search_fields = ("plan__name", "plan__site__name", "plan__site__customer__name")
    search_help_text = gettext_lazy("A plan, a site, a customer")
    ordering = ("at", "id")
    verbs = (
        Verb(
            "occurrence.move",
            gettext_lazy("Move"),
            "event_upcoming",
            why_not=only_when(lambda one: one.status in UNFINISHED, gettext_lazy("This date is finished.")),
            form=MoveForm,
        ),
        Verb(
            "occurrence.skip",
            gettext_lazy("Skip"),
            "redo",
            why_not=moves(OCCURRENCE, OccurrenceStatus.SKIPPED),
            form=ScopeForm,
            dangerous=True,
        ),
        Verb(
            "occurrence.cancel",
            gettext_lazy("Cancel the date"),
            "cancel",
            why_not=moves(OCCURRENCE, OccurrenceStatus.CANCELLED),
            form=ScopeForm,
            dangerous=True,
        ),
    )
    shows = (
        Show("coming", gettext_lazy("Coming"), lambda rows, now: upcoming(rows)),
        Show("exceptions", gettext_lazy("Exceptions"), lambda rows, now: exceptions(rows)),
        Show("overdue", gettext_lazy("Overdue"), overdue),
    )
    live_on = "occurrence"
    empty = gettext_lazy("The dates of maintenance plans will be here, each with the job that was made of it.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Occurrence]":
        """Those of the plans in sight."""
        return occurrences_visible_to(actor).select_related("plan__site", "rule__plan", "job")

    @admin.display(description=gettext_lazy("plan"), ordering="plan__name")
    def plan_link(self, one: Occurrence) -> SafeString:
        """Of which plan."""
        return named(one.plan)

    @admin.display(description=gettext_lazy("site"), ordering="plan__site__name")
    def site_link(self, one: Occurrence) -> SafeString:
        """Where."""
        return named(one.plan.site)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state_now(self, one: Occurrence) -> SafeString:
        """Where it stands."""
        return badge(one.look)

    @admin.display(description=gettext_lazy("job"))
    def job_link(self, one: Occurrence) -> SafeString:
        """The job that was made of it."""
        return named(one.job) if one.job else NOTHING

    def head(self, row: Occurrence) -> list[Any]:
        """Status."""
        return [self.state_now(row)]

    def facts(self, row: Occurrence) -> Facts:
        """When, of what, what became of it."""
        return [
            (_("Plan"), named(row.plan)),
            (_("Site"), named(row.plan.site)),
            (_("When"), moment(row.at, zone_of(row.plan.site.timezone))),
            (_("Due by its rule"), row.due),
            (_("Window"), f"{row.window_from:%Y-%m-%d} – {row.window_until:%Y-%m-%d}"),
            (_("How often"), rule_told(row.rule)),
            (_("Job"), self.job_link(row)),
            *([(_("Done on"), row.done_on)] if row.done_on else []),
            *([(_("Reason"), row.status_reason)] if row.status_reason else []),
            *(
                [(_("Why no job was made"), row.problem), (_("Tried last"), moment(row.failed_at))]
                if row.problem
                else []
            ),
        ]
