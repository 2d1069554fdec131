"""Jobs: what is to be done, its visits, and everything that happened."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import Facts, Verb, actor_of
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.admin.verbs import moves, only_when
from apps.core.markup import NOTHING, badge, moment, never_broken, span
from apps.jobs.admin.checklists import PutOnJobForm
from apps.jobs.admin.customers import because, map_link, paragraph
from apps.jobs.admin.finding import ByWords
from apps.jobs.admin.importing import Importable
from apps.jobs.admin.job_forms import JobForm, TimesForm, open_jobs_like
from apps.jobs.admin.plan_form import PlanForm
from apps.jobs.admin.requests import asked_for
from apps.jobs.admin.requirements import RequireForm, required_of
from apps.jobs.admin.review import EmailReportForm, ReviewPages
from apps.jobs.checklists.reading import checklists_of
from apps.jobs.models import Incident, Job
from apps.jobs.questions import jobs_planned_on, jobs_with_nobody
from apps.jobs.searching import jobs_found
from apps.jobs.selectors import (
    actual_times,
    awaiting_review,
    incidents_visible_to,
    jobs_visible_to,
    overdue,
    sent_back,
    visits_visible_to,
)
from apps.jobs.states import JOB, OVER, PLANNABLE, REVIEWABLE, VISIT, JobStatus, Priority, VisitStatus

REVIEWED = only_when(lambda job: job.status in REVIEWABLE, _("Only work that is done and not closed can be sent back."))
DONE = only_when(
    lambda job: job.status in REVIEWABLE | {JobStatus.CLOSED}, _("The report is written when the work is done.")
)
CLOSED = only_when(lambda job: job.status == JobStatus.CLOSED, _("This job is not closed."))


def unplannable(job: Job, actor: Actor) -> str:
    """What keeps a visit from being planned."""
    if job.status in PLANNABLE:
        return ""
    return str(_("%(job)s is %(status)s.")) % {"job": job.code, "status": str(job.look.label).lower()}


def times_of(job: Job) -> Facts:
    """Asked for, promised, planned, done: four kinds of times, each only where it is known."""
    windows = (
        (_("Asked for"), job.requested_start, job.requested_end),
        (_("Promised"), job.promised_start, job.promised_end),
    )
    zone = job.site.timezone
    told: Facts = [(word, span(start, end, zone)) for word, start, end in windows if start and end]
    points = ((_("Somebody is there by"), job.respond_by), (_("Done by"), job.due_at))
    told += [(word, moment(at)) for word, at in points if at]
    began, ended = actual_times(job)
    return [
        *told,
        *([(_("Work began"), moment(began))] if began else []),
        *([(_("Work ended"), moment(ended))] if ended else []),
    ]


def _asked_for(job: Job) -> Facts:
    """The request it was made of, and what came with it; whoever sees the job may know."""
    return [fact for asked in job.requests.all() for fact in asked_for(asked)]


@admin.register(Job)
class JobAdmin(ByWords, Importable, ReviewPages):
    """A piece of work at a site."""

    rows = staticmethod(jobs_visible_to)
    brings = "jobs"
    add_command = "job.add"
    add_label = _("Add a job")
    add_form = change_command_form = JobForm
    change_command = "job.change"
    list_display = ("code_shown", "title", "site_link", "state_now", "priority_shown", "follow_up")
    list_select_related = ("site",)
    list_filter = ("priority", "stop_reason")
    autocomplete_fields = ("site", "asset", "template")
    found = staticmethod(jobs_found)
    search_help_text = _("A number, a title, a site, a customer")
    ordering = ("-number",)
    verbs = (
        Verb("visit.plan", _("Plan a visit"), "event", why_not=unplannable, form=PlanForm),
        Verb(
            "job.require",
            _("Say what it requires"),
            "verified",
            why_not=only_when(
                lambda job: job.status not in (*OVER, JobStatus.IN_REVIEW), _("This job is in review or over.")
            ),
            form=RequireForm,
            rare=True,
        ),
        Verb("job.approve", _("Approve and close"), "check_circle", moves(JOB, JobStatus.CLOSED), asks=False),
        Verb("job.submit_for_review", _("Begin the review"), "redo", moves(JOB, JobStatus.IN_REVIEW), asks=False),
        Verb("job.send_back", _("Send back with a question"), "chat", REVIEWED, dangerous=True),
        Verb("job.email_report", _("Email the report"), "send", DONE, form=EmailReportForm),
        Verb("job.reopen_review", _("Take up the review again"), "undo", CLOSED, dangerous=True),
        Verb(
            "checklist.put_on_job",
            _("Choose its checklists"),
            "checklist",
            why_not=only_when(lambda job: job.status not in OVER, _("This job is over.")),
            form=PutOnJobForm,
            rare=True,
        ),
        Verb(
            "job.set_times",
            _("Say when it is wanted"),
            "schedule",
            why_not=only_when(lambda job: job.status not in OVER, _("This job is over.")),
            form=TimesForm,
            rare=True,
        ),
        Verb(
            "job.release",
            _("Take up again"),
            "play_arrow",
            why_not=only_when(lambda job: job.status == JobStatus.ON_HOLD, _("This job is not on hold.")),
        ),
        Verb("job.hold", _("Put on hold"), "pause_circle", why_not=moves(JOB, JobStatus.ON_HOLD), dangerous=True),
        Verb("job.cancel", _("Cancel the job"), "cancel", moves(JOB, JobStatus.CANCELLED), dangerous=True, rare=True),
    )
    shows = (
        Show("today", _("Today"), lambda rows, now: jobs_planned_on(rows, timezone.localdate(now))),
        Show("overdue", _("Overdue"), lambda rows, now: overdue(rows, now), order=("due_at", "id")),
        Show("unassigned", _("Unassigned"), lambda rows, now: jobs_with_nobody(rows)),
        Show("ready", _("Ready to plan"), lambda rows, now: rows.filter(status=JobStatus.READY)),
        Show("follow-up", _("Needs follow-up"), lambda rows, now: rows.filter(needs_follow_up=True)),
        Show("on-hold", _("On hold"), lambda rows, now: rows.filter(status=JobStatus.ON_HOLD)),
        Show("review", _("Awaiting review"), lambda rows, now: awaiting_review(rows), order=("updated_at", "id")),
        Show("asked", _("Sent back"), lambda rows, now: sent_back(rows)),
    )
    bulk = (Verb("job.approve", _("Approve and close"), "check_circle"),)
    detail_template = "admin/office/job.html"
    live_on = "job"
    explained = True
    empty = _("Jobs will be here: what is to be done, and where. Add one from a site's page.")

    @staticmethod
    def change_why_not(row: Job, actor: Actor) -> str:
        """What is over stays as it was."""
        if row.status == JobStatus.IN_REVIEW:
            return str(_("This job is in review. Send it back first."))
        return str(_("This job is over; it cannot be changed any more.")) if row.status in OVER else ""

    def listed(self, rows: "QuerySet[Job]") -> "QuerySet[Job]":
        """Most of a job's columns are on no list."""
        return rows.only("number", "title", "status", "priority", "needs_follow_up", "site__name")

    @admin.display(description=_("number"), ordering="number")
    def code_shown(self, job: Job) -> SafeString:
        """The number people say."""
        return never_broken(job.code)

    @admin.display(description=_("site"), ordering="site__name")
    def site_link(self, job: Job) -> SafeString:
        """Where."""
        return named(job.site)

    @admin.display(description=_("status"), ordering="status")
    def state_now(self, job: Job) -> SafeString:
        """Where it stands."""
        return badge(job.look)

    @admin.display(description=_("priority"), ordering="priority")
    def priority_shown(self, job: Job) -> str:
        """How soon."""
        return str(Priority(job.priority).label)

    @admin.display(description=_("follow-up"), ordering="needs_follow_up")
    def follow_up(self, job: Job) -> SafeString:
        """Whether another visit is needed."""
        return badge(VISIT.looks[VisitStatus.PARTIAL]) if job.needs_follow_up else NOTHING

    def head(self, row: Job) -> list[Any]:
        """Status."""
        return [self.state_now(row)]

    def facts(self, row: Job) -> Facts:
        """Where, for whom, what, how long."""
        return [
            (_("Site"), named(row.site)),
            (_("Address"), map_link(row.site)),
            (_("Customer"), named(row.site.customer)),
            *([(_("Asset"), named(row.asset))] if row.asset else []),
            *_asked_for(row),
            (_("What is to be done"), paragraph(row.description)),
            *([(_("Instructions"), paragraph(row.instructions))] if row.instructions else []),
            (_("Priority"), row.get_priority_display()),
            (_("Expected"), str(_("%(n)d minutes")) % {"n": row.duration_minutes}),
            *([(_("How many go"), row.crew_size)] if row.crew_size > 1 else []),
            *times_of(row),
            *([(_("Template"), named(row.template))] if row.template else []),
            *([(_("Tags"), ", ".join(row.tags))] if row.tags else []),
            (_("Requires"), required_of(row)),
            *([(_("Checklists"), listed)] if (listed := ", ".join(map(str, checklists_of(row)))) else []),
            (_("Needs a follow-up"), _("yes") if row.needs_follow_up else _("no")),
            *([(_("Reason"), because(row))] if row.status_reason else []),
            *([(_("Asked in the review"), paragraph(row.review_question))] if row.review_question else []),
            *([(_("Closed"), moment(row.closed_at))] if row.closed_at else []),
            (_("How to get in"), paragraph(row.site.access_notes)),
        ]

    def detail(self, request: HttpRequest, row: Job) -> dict[str, Any]:
        """The page, with visits and incidents."""
        actor = actor_of(request)
        visits = visits_visible_to(actor).filter(job=row).select_related("job").prefetch_related("members__user")
        incidents = incidents_visible_to(actor).filter(visit__job=row).order_by("-number")
        may_plan = actor.may("visit.plan") and not unplannable(row, actor)
        return {
            **super().detail(request, row),
            "visits": visits.order_by("-planned_start"),
            "incidents": incidents,
            "alike": open_jobs_like(actor, row) if row.status not in OVER else [],
            "plan_url": self.command_url(row, "visit.plan") if may_plan else "",
        }

    def subjects(self, row: Job) -> list[tuple[str, UUID]]:
        """The job's history, its visits' and their incidents'."""
        visits = row.visits.values_list("public_id", flat=True)
        incidents = Incident.objects.filter(visit__job=row).values_list("public_id", flat=True)
        return [("job", row.public_id), *(("visit", v) for v in visits), *(("incident", i) for i in incidents)]

    def live_about(self, row: Job) -> str:
        """A new visit or incident concerns the page as well."""
        return f"{super().live_about(row)} visit:*"
