"""Visits: who goes when, where it stands, and what may be done next."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, page_of
from apps.core.admin.verbs import both, moves, only_when
from apps.core.admin.why import explain
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, link, moment, never_broken, span, zone_of
from apps.crews.selectors import crews_visible_to
from apps.jobs.admin.customers import because, map_link, paragraph, phone_link
from apps.jobs.admin.evidence import ON_VISIT, shown_on
from apps.jobs.admin.finding import ByWords
from apps.jobs.admin.plan_form import MoveForm
from apps.jobs.admin.requirements import SHOW_LACKING, LackingVisits, needs_of_visit
from apps.jobs.admin.staffing import goes_on, next_with_nobody, one_after_another
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.models import Assignment, Visit
from apps.jobs.questions import visits_awaiting_review
from apps.jobs.searching import visits_found
from apps.jobs.selectors import (
    done_since,
    first_trips,
    incidents_visible_to,
    late,
    needing_follow_up,
    of_crew,
    planned_on,
    standing,
    still_open,
    timed_since,
    to_replan,
    visits_visible_to,
    week_start,
    with_nobody,
)
from apps.jobs.states import ENDED, ENDED_ON_SITE, UNDER_WAY, VISIT, WAITING, JobStatus, VisitStatus

V = VisitStatus
PAUSED = only_when(lambda visit: visit.status == V.PAUSED, _("This visit is not paused."))
NOT_PAUSED = only_when(lambda visit: visit.status != V.PAUSED, _("This visit is paused. Take “Go on”."))
NOT_BEGUN = only_when(lambda visit: visit.status in WAITING, _("Only a visit that has not begun can be moved."))
STILL_ON = only_when(lambda visit: visit.status not in ENDED, _("This visit has ended. Reopen it first."))
HAS_BEGUN = only_when(lambda visit: visit.status in UNDER_WAY | ENDED_ON_SITE, _("No step was made on this visit."))
HAS_ENDED = only_when(lambda visit: visit.status in ENDED, _("This visit has not ended."))
NOT_HELD = only_when(
    lambda visit: visit.job.status != JobStatus.ON_HOLD, _("The job is on hold. Take it up again first.")
)
HAS_PEOPLE = only_when(lambda visit: visit.assignments.exists(), _("Say first who goes: move the visit."))


LISTED = (
    *("status", "sequence", "planned_start", "planned_end", "replan_because"),
    *("job__number", "job__title", "job__site__name", "job__site__timezone"),
)
SOONEST = ("planned_start", "id")
REPLAN = Look(_("To be planned again"), "event_busy", "rose")


class DayFilter(admin.SimpleListFilter):
    """Which day, in the company's zone."""

    title = _("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The days people ask for."""
        return [("today", _("Today")), ("tomorrow", _("Tomorrow")), ("yesterday", _("Yesterday"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """The visits that begin on that day: one of those, or a date, as summaries of past days link to."""
        day = _day(self.value() or "")
        return queryset if day is None else planned_on(queryset, day)


def _day(told: str) -> date | None:
    ahead = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(told)
    if ahead is not None:
        return timezone.localdate() + timedelta(days=ahead)
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


class CrewFilter(admin.SimpleListFilter):
    """Whose visits: those of a crew, or of members of none."""

    title = _("crew")
    parameter_name = "crew"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The crews in sight."""
        crews = crews_visible_to(actor_of(request)).order_by("name")
        return [*((str(crew.pk), crew.name) for crew in crews), ("none", _("In no crew"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """The visits that somebody of that crew goes on."""
        told = self.value() or ""
        if told == "none":
            return of_crew(queryset, None)
        return of_crew(queryset, int(told)) if told.isascii() and told.isdigit() and len(told) < 10 else queryset


@admin.register(Visit)
class VisitAdmin(ByWords, LackingVisits, ActionModelAdmin):
    """One trip to a job's site."""

    list_display = ("code_shown", "when", "state_now", "who", "site_link", "job_title")
    list_filter = (DayFilter, CrewFilter, "status", "stop_reason", "outcome_reason")
    found = staticmethod(visits_found)
    search_help_text = _("A job's number or title, a site, somebody's name")
    ordering = ("-planned_start", "-id")
    verbs = (
        Verb(
            "visit.dispatch",
            _("Send"),
            "send",
            both(STILL_ON, moves(VISIT, V.DISPATCHED), NOT_HELD, HAS_PEOPLE),
            asks=False,
        ),
        Verb("visit.depart", _("On the way"), "directions_car", both(STILL_ON, moves(VISIT, V.EN_ROUTE)), asks=False),
        Verb("visit.start", _("Start"), "play_arrow", both(STILL_ON, NOT_PAUSED, moves(VISIT, V.ON_SITE)), asks=False),
        Verb("visit.resume", _("Go on"), "play_arrow", PAUSED, asks=False),
        Verb("visit.complete", _("Finish"), "check_circle", both(STILL_ON, moves(VISIT, V.COMPLETED))),
        Verb("visit.pause", _("Pause"), "pause_circle", both(STILL_ON, moves(VISIT, V.PAUSED)), asks=False),
        Verb("visit.reschedule", _("Move"), "edit_calendar", both(NOT_BEGUN, NOT_HELD), form=MoveForm),
        *ON_VISIT,
        Verb("incident.report", _("Report an incident"), "report", stays=False, dangerous=True),
        Verb("visit.take_back", _("Take the last step back"), "undo", HAS_BEGUN, dangerous=True),
        Verb("visit.reopen", _("Reopen"), "undo", HAS_ENDED, dangerous=True),
        Verb(
            "visit.cancel", _("Cancel the visit"), "cancel", both(STILL_ON, moves(VISIT, V.CANCELLED)), dangerous=True
        ),
    )
    bulk = (Verb("visit.dispatch", _("Send"), "send"),)
    shows = (
        Show("today", _("Today"), lambda rows, now: planned_on(rows, timezone.localdate(now)), order=SOONEST),
        Show("overdue", _("Overdue"), late, order=SOONEST),
        Show("unassigned", _("Unassigned"), lambda rows, now: with_nobody(rows), order=SOONEST),
        SHOW_LACKING,
        Show("standing", _("Not cancelled"), lambda rows, now: standing(rows), tab=False, order=SOONEST),
        Show("open", _("Not ended yet"), lambda rows, now: still_open(rows), tab=False, order=SOONEST),
        Show("replan", _("To be planned again"), lambda rows, now: to_replan(rows), order=SOONEST),
        Show("follow-up", _("Needs follow-up"), lambda rows, now: needing_follow_up(rows)),
        Show("review", _("Awaiting review"), lambda rows, now: visits_awaiting_review(rows)),
        Show("done-week", _("Done this week"), lambda rows, now: done_since(rows, week_start(now)), tab=False),
        Show(
            "first-week",
            _("First trips this week"),
            lambda rows, now: first_trips(rows, week_start(now)),
            tab=False,
        ),
        Show("timed-week", _("Timed this week"), lambda rows, now: timed_since(rows, week_start(now)), tab=False),
    )
    detail_template = "admin/office/visit.html"
    live_on = "visit"
    explained = True
    empty = _("Visits will be here: trips to a job's site. Plan one from its job's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Visit]":
        """The visits in sight, with what their names need."""
        found = visits_visible_to(actor).select_related("job__site__customer")
        assigned = Assignment.objects.select_related("member__user", "via_crew")
        return found.prefetch_related(Prefetch("assignments", assigned))

    def listed(self, rows: "QuerySet[Visit]") -> "QuerySet[Visit]":
        """Half the columns of a visit and its job are on no list."""
        assigned = Assignment.objects.select_related("member__user").only("visit_id", "member__user__name")
        few = rows.select_related(None).select_related("job__site").only(*LISTED).prefetch_related(None)
        return few.prefetch_related(Prefetch("assignments", assigned))

    @admin.display(description=_("visit"), ordering="job__number")
    def code_shown(self, visit: Visit) -> SafeString:
        """The number people say."""
        return never_broken(visit.code)

    @admin.display(description=_("when"), ordering="planned_start")
    def when(self, visit: Visit) -> SafeString:
        """In the site's zone."""
        return span(visit.planned_start, visit.planned_end, visit.job.site.timezone)

    @admin.display(description=_("status"), ordering="status")
    def state_now(self, visit: Visit) -> SafeString:
        """Where it stands, and why that cannot stay so."""
        if not visit.replan_because:
            return badge(visit.look)
        return format_html(
            '{} {}<br><span class="wh-meta">{}</span>', badge(visit.look), badge(REPLAN), visit.replan_because
        )

    @admin.display(description=_("who"))
    def who(self, visit: Visit) -> Any:
        """Names; where nobody goes yet, the way to find somebody, and then for the next one."""
        if names := ", ".join(a.member.user.name for a in visit.assignments.all()):
            return names
        if visit.status not in WAITING:
            return _("nobody")
        return link(one_after_another(self.command_url(visit, "visit.reschedule")), _("Find somebody"))

    def after(self, request: HttpRequest, verb: Verb, row: Visit) -> str:
        """From one visit that had nobody to the next of its day."""
        if verb.command != "visit.reschedule" or not goes_on(request):
            return ""
        following = next_with_nobody(actor_of(request), row)
        if following is None:
            messages.info(request, _("Every visit of that day has somebody now."))
            return self.list_url("show=unassigned")
        return one_after_another(self.command_url(following, "visit.reschedule"))

    @admin.display(description=_("site"), ordering="job__site__name")
    def site_link(self, visit: Visit) -> SafeString:
        """Where."""
        return named(visit.job.site)

    @admin.display(description=_("job"), ordering="job__title")
    def job_title(self, visit: Visit) -> str:
        """What is to be done."""
        return visit.job.title

    def head(self, row: Visit) -> list[Any]:
        """Status, and whether it must be planned again."""
        return [self.state_now(row), *([badge(REPLAN)] if row.replan_because else [])]

    def facts(self, row: Visit) -> Facts:
        """When, who, where, how it went."""
        site = row.job.site
        return [
            *([(_("To be planned again"), row.replan_because)] if row.replan_because else []),
            (_("Planned"), self.when(row)),
            (_("Who"), _people(row) or _("Nobody yet")),
            (_("Job"), named(row.job)),
            (_("Requires"), needs_of_visit(row)),
            (_("Site"), named(site)),
            (_("Address"), map_link(site)),
            (_("Customer"), named(site.customer)),
            (_("Phone"), phone_link(site.customer.phone)),
            (_("On the way since"), _known(row.en_route_at, site.timezone)),
            (_("On site since"), _known(row.on_site_at, site.timezone)),
            (_("Ended"), _known(row.ended_at, site.timezone)),
            *([(_("Reason"), because(row))] if row.status_reason else []),
            *([(_("What was done"), paragraph(row.outcome_note))] if row.outcome_note else []),
        ]

    def detail(self, request: HttpRequest, row: Visit) -> dict[str, Any]:
        """The page, with checklists and incidents, and why the agent did what it did."""
        actor = actor_of(request)
        incidents = list(incidents_visible_to(actor).filter(visit=row).order_by("-number"))
        why = explain(actor, "visit", row.public_id, back=page_of(row))
        told = {"incidents": incidents, "explanations": why, "sheets": sheets_of(row)}
        return {**super().detail(request, row), **told, **shown_on(row)}

    def subjects(self, row: Visit) -> list[tuple[str, UUID]]:
        """The visit's history and its incidents'."""
        incidents = row.incidents.values_list("public_id", flat=True)
        return [("visit", row.public_id), *(("incident", i) for i in incidents)]

    def live_about(self, row: Visit) -> str:
        """A new incident may be this visit's."""
        return f"visit:{row.public_id} incident:*"


def _people(visit: Visit) -> SafeString:
    told = []
    for a in visit.assignments.all():
        via = f" ({a.via_crew})" if a.via_crew else ""
        told.append((named(a.member), via, f" – {a.override_reason}" if a.override_reason else ""))
    return format_html_join(", ", "{}{}{}", told)


def _known(at: Any, zone_name: str) -> SafeString:
    return moment(at, zone_of(zone_name)) if at else NOTHING
