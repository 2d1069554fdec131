"""Incidents: what is unsafe or broken, why we think so, and the way back."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, page_of
from apps.core.admin.verbs import moves, only_when
from apps.core.admin.why import explain
from apps.core.markup import NOTHING, badge, moment, never_broken
from apps.jobs.admin.customers import map_link, paragraph
from apps.jobs.admin.evidence import PhotoForm
from apps.jobs.admin.finding import ByWords
from apps.jobs.models import Incident
from apps.jobs.questions import unacknowledged, unassigned, unresolved, worst_first
from apps.jobs.searching import incidents_found
from apps.jobs.selectors import incidents_visible_to, week_start
from apps.jobs.states import INCIDENT, IncidentStatus

N = IncidentStatus
UNDER_CARE = only_when(
    lambda incident: incident.status in (N.OPEN, N.ACKNOWLEDGED),
    _("This incident is over. Report a new one if it is back."),
)
WORST = ("rank", "-number")


@admin.register(Incident)
class IncidentAdmin(ByWords, ActionModelAdmin):
    """Something unsafe or broken."""

    add_command = "incident.report"
    add_label = _("Report an incident")
    list_display = ("code_shown", "title", "severity_now", "state_now", "site_link", "visit_link", "reported")
    list_filter = ("severity", "status", "resolution_kind")
    autocomplete_fields = ("site", "visit")
    found = staticmethod(incidents_found)
    search_help_text = _("A number, words of the report, a site")
    ordering = ("-number",)
    verbs = (
        Verb("incident.acknowledge", _("Acknowledge"), "person", moves(INCIDENT, N.ACKNOWLEDGED), asks=False),
        Verb("incident.assign", _("Say who takes care"), "assignment_ind", UNDER_CARE),
        Verb("incident.change_severity", _("Change severity"), "priority_high", UNDER_CARE),
        Verb("incident.resolve", _("Resolve"), "check_circle", moves(INCIDENT, N.RESOLVED)),
        Verb("photo.add", _("Add a photo"), "add_a_photo", form=PhotoForm),
        Verb("incident.close", _("Close"), "inventory_2", moves(INCIDENT, N.CLOSED), asks=False),
        Verb("incident.withdraw", _("Withdraw"), "undo", moves(INCIDENT, N.WITHDRAWN), dangerous=True),
    )
    bulk = (
        Verb("incident.acknowledge", _("Acknowledge"), "person"),
        Verb("incident.close", _("Close"), "inventory_2"),
    )
    shows = (
        Show("open", _("Open"), lambda rows, now: worst_first(unresolved(rows)), order=WORST),
        Show("unacknowledged", _("Not acknowledged"), lambda rows, now: worst_first(unacknowledged(rows)), order=WORST),
        Show("unassigned", _("Nobody takes care"), lambda rows, now: worst_first(unassigned(rows)), order=WORST),
        Show("week", _("Opened this week"), lambda rows, now: rows.filter(reported_at__gte=week_start(now)), tab=False),
    )
    detail_template = "admin/office/incident.html"
    live_on = "incident"
    explained = True
    empty = _("No incidents. When somebody reports that something is unsafe or broken, it is here within a second.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Incident]":
        """The incidents in sight, with what their names need."""
        found = incidents_visible_to(actor)
        return found.select_related(
            "site__customer", "visit__job__site", "asset", "assignee", "reported_by", "acknowledged_by"
        )

    @admin.display(description=_("number"), ordering="number")
    def code_shown(self, incident: Incident) -> SafeString:
        """The number people say."""
        return never_broken(incident.code)

    @admin.display(description=_("severity"), ordering="severity")
    def severity_now(self, incident: Incident) -> SafeString:
        """How bad."""
        return badge(incident.severity_look)

    @admin.display(description=_("status"), ordering="status")
    def state_now(self, incident: Incident) -> SafeString:
        """Where it stands."""
        return badge(incident.look)

    @admin.display(description=_("site"), ordering="site__name")
    def site_link(self, incident: Incident) -> SafeString:
        """Where."""
        return named(incident.site) if incident.site else NOTHING

    @admin.display(description=_("visit"))
    def visit_link(self, incident: Incident) -> SafeString:
        """On which visit."""
        return never_broken(named(incident.visit)) if incident.visit else NOTHING

    @admin.display(description=_("reported"), ordering="reported_at")
    def reported(self, incident: Incident) -> SafeString:
        """When."""
        return moment(incident.reported_at)

    def head(self, row: Incident) -> list[Any]:
        """Severity and status."""
        return [self.severity_now(row), self.state_now(row)]

    def facts(self, row: Incident) -> Facts:
        """Where, who said so, what became of it."""
        return [
            (_("What was reported"), paragraph(row.description)),
            (_("Site"), self.site_link(row)),
            (_("Address"), map_link(row.site) if row.site else NOTHING),
            (_("Visit"), self.visit_link(row)),
            *([(_("Asset"), named(row.asset))] if row.asset else []),
            (_("Who takes care"), named(row.assignee) if row.assignee else NOTHING),
            (_("Reported by"), named(row.reported_by) if row.reported_by else NOTHING),
            (_("Reported"), moment(row.reported_at)),
            (_("Acknowledged by"), named(row.acknowledged_by) if row.acknowledged_by else NOTHING),
            (_("Acknowledged"), moment(row.acknowledged_at)),
            *([(_("Resolved"), moment(row.resolved_at))] if row.resolved_at else []),
            *([(_("What was done about it"), paragraph(row.resolution))] if row.resolution else []),
            *([(_("What became of it"), row.get_resolution_kind_display())] if row.resolution_kind else []),
            *([(_("Why it was withdrawn"), row.withdrawn_reason)] if row.withdrawn_reason else []),
        ]

    def detail(self, request: HttpRequest, row: Incident) -> dict[str, Any]:
        """The page, with why: words, brain, confidence, and undo."""
        why = explain(actor_of(request), "incident", row.public_id, text=row.description, back=page_of(row))
        return {
            **super().detail(request, row),
            "explanations": why,
            "photos": row.photos.filter(taken_back_because="").select_related("file"),
        }

    def subjects(self, row: Incident) -> list[tuple[str, UUID]]:
        """The incident's history, and its visit's."""
        own = [("incident", row.public_id)]
        return [*own, ("visit", row.visit.public_id)] if row.visit else own
