"""Maintenance plans: what comes again where, how, and the dates it falls on."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.admin.verbs import moves, only_when
from apps.core.markup import NOTHING, badge
from apps.jobs.admin.plans.form import PlanForm
from apps.jobs.maintenance import exceptions, live_rules, plans_visible_to, today_at, upcoming
from apps.jobs.models import MaintenancePlan, Occurrence, PlanRule
from apps.jobs.plans.saying import season
from apps.jobs.plans.states import PLAN, TO_COME, UNFINISHED, PlanStatus

SHOWN = 24


def rule_told(rule: PlanRule) -> str:
    """A rule with all that narrows it, in one line."""
    told = [str(rule), _("at %(time)s") % {"time": f"{rule.at:%H:%M}"}]
    if rule.shift_days:
        told.append(_("moved by %(n)+d days") % {"n": rule.shift_days})
    if rule.floating:
        told.append(_("counted from completion"))
    if rule.months:
        told.append(_("only in %(months)s") % {"months": season(rule.months)})
    if rule.exrules or rule.except_days:
        told.append(_("with exceptions"))
    if rule.since > rule.plan.starts_on:
        told.append(_("from %(day)s") % {"day": f"{rule.since:%Y-%m-%d}"})
    if rule.until is not None:
        told.append(_("until %(day)s") % {"day": f"{rule.until:%Y-%m-%d}"})
    return ", ".join(told)


@admin.register(MaintenancePlan)
class MaintenancePlanAdmin(ActionModelAdmin):
    """What is done at a site again and again."""

    add_command = "plan.add"
    add_label = gettext_lazy("Add a maintenance plan")
    add_form = PlanForm
    list_display = ("name", "site_link", "state_now", "rules_shown", "next_shown", "trouble")
    list_filter = ("status",)
    autocomplete_fields = ("site", "asset")
    search_fields = ("name", "title", "site__name", "site__customer__name")
    search_help_text = gettext_lazy("A name, a title, a site, a customer")
    ordering = ("name",)
    verbs = (
        Verb(
            "plan.resume",
            gettext_lazy("Resume"),
            "play_arrow",
            why_not=moves(PLAN, PlanStatus.ACTIVE),
            argument="plan_id",
        ),
        Verb(
            "plan.change",
            gettext_lazy("Change"),
            "edit",
            why_not=only_when(
                lambda plan: plan.status != PlanStatus.ENDED, gettext_lazy("This plan has ended. Add a new one.")
            ),
            argument="plan_id",
            form=PlanForm,
        ),
        Verb(
            "plan.suspend",
            gettext_lazy("Suspend"),
            "pause_circle",
            why_not=moves(PLAN, PlanStatus.SUSPENDED),
            argument="plan_id",
            dangerous=True,
        ),
        Verb(
            "plan.end",
            gettext_lazy("End the plan"),
            "cancel",
            why_not=moves(PLAN, PlanStatus.ENDED),
            argument="plan_id",
            dangerous=True,
        ),
    )
    shows = (
        Show("active", gettext_lazy("Active"), lambda rows, now: rows.filter(status=PlanStatus.ACTIVE)),
        Show(
            "exceptions",
            gettext_lazy("Without a job"),
            lambda rows, now: rows.filter(pk__in=exceptions(Occurrence.objects.all()).values("plan")),
        ),
    )
    detail_template = "admin/office/maintenance_plan.html"
    live_on = "maintenanceplan occurrence"
    empty = gettext_lazy("Maintenance plans will be here: work that comes again, and makes its jobs by itself.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[MaintenancePlan]":
        """The plans in sight, with their next date."""
        coming = Min("occurrences__at", filter=Q(occurrences__status__in=UNFINISHED))
        failed = Count("occurrences", filter=Q(occurrences__status__in=TO_COME) & ~Q(occurrences__problem=""))
        found = plans_visible_to(actor).select_related("site__customer", "template", "asset")
        return found.prefetch_related("rules").annotate(next_at=coming, failed=failed)

    @admin.display(description=gettext_lazy("site"), ordering="site__name")
    def site_link(self, plan: MaintenancePlan) -> SafeString:
        """Where."""
        return named(plan.site)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state_now(self, plan: MaintenancePlan) -> SafeString:
        """Where it stands."""
        return badge(plan.look)

    @admin.display(description=gettext_lazy("how often"))
    def rules_shown(self, plan: MaintenancePlan) -> SafeString:
        """Its rules in words."""
        rules = live_rules(plan, today_at(plan.site, timezone.now()))
        return format_html_join("; ", "{}", ((rule,) for rule in rules)) or NOTHING

    @admin.display(description=gettext_lazy("next date"), ordering="next_at")
    def next_shown(self, plan: Any) -> Any:
        """The next date that is not finished."""
        return timezone.localdate(plan.next_at) if plan.next_at else NOTHING

    @admin.display(description=gettext_lazy("without a job"))
    def trouble(self, plan: Any) -> Any:
        """How many of its dates could not be made a job."""
        return plan.failed or NOTHING

    def head(self, row: MaintenancePlan) -> list[Any]:
        """Status."""
        return [self.state_now(row)]

    def facts(self, row: MaintenancePlan) -> Facts:
        """What, where, how often."""
        rules = live_rules(row, today_at(row.site, timezone.now()))
        lines = format_html_join("", "<div>{}</div>", ((rule_told(rule),) for rule in rules)) or NOTHING
        people = [who for rule in rules for who in (rule.crew, rule.member) if who is not None]
        return [
            (_("Site"), named(row.site)),
            (_("Customer"), named(row.site.customer)),
            *([(_("Equipment"), named(row.asset))] if row.asset else []),
            (_("Jobs"), format_html("{} ({})", row.title, row.template)),
            (_("How often"), lines),
            (_("First day"), row.starts_on),
            (_("Last day"), row.ends_on or _("open")),
            *([(_("Preferred"), format_html_join(", ", "{}", ((named(who),) for who in people)))] if people else []),
            *([(_("Reason"), row.status_reason)] if row.status_reason else []),
        ]

    def detail(self, request: HttpRequest, row: MaintenancePlan) -> dict[str, Any]:
        """The page, with the dates to come and those before."""
        dates = row.occurrences.select_related("job", "plan__site")
        return {
            **super().detail(request, row),
            "may_move": actor_of(request).may("occurrence.move"),
            "coming": upcoming(dates)[:SHOWN],
            "before": dates.exclude(status__in=UNFINISHED).order_by("-at")[:SHOWN],
        }

    def subjects(self, row: MaintenancePlan) -> list[tuple[str, UUID]]:
        """The plan's and its dates' history."""
        dates = row.occurrences.values_list("public_id", flat=True)
        return [("maintenanceplan", row.public_id), *(("occurrence", one) for one in dates)]

    def live_about(self, row: MaintenancePlan) -> str:
        """Its own, and dates that come or go."""
        return f"maintenanceplan:{row.public_id} occurrence:*"
