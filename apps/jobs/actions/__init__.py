"""The verbs about the work."""

from apps.jobs.actions import offering as offering  # registers what refusals offer instead
from apps.jobs.actions.customers import add_customer, add_site, change_customer, change_site
from apps.jobs.actions.ending import cancel_visit, complete_visit, reopen_visit
from apps.jobs.actions.incidents import (
    acknowledge_incident,
    close_incident,
    report_incident,
    resolve_incident,
    withdraw_incident,
)
from apps.jobs.actions.jobs import add_job, cancel_job, change_job, hold_job, release_job
from apps.jobs.actions.planning import dispatch_visit, plan_visit, reschedule_visit
from apps.jobs.actions.plans import (
    add_plan,
    cancel_occurrence,
    change_plan,
    end_plan,
    follow_job,
    make_jobs,
    move_occurrence,
    resume_plan,
    skip_occurrence,
    suspend_plan,
)
from apps.jobs.actions.replanning import look_at_plans
from apps.jobs.actions.reports import send_report, write_summaries
from apps.jobs.actions.requirements import require_skills
from apps.jobs.actions.travelling import depart_for_visit, pause_visit, resume_visit, start_visit

__all__ = [
    "acknowledge_incident",
    "add_customer",
    "add_job",
    "add_plan",
    "add_site",
    "cancel_job",
    "cancel_occurrence",
    "cancel_visit",
    "change_customer",
    "change_job",
    "change_plan",
    "change_site",
    "close_incident",
    "complete_visit",
    "depart_for_visit",
    "dispatch_visit",
    "end_plan",
    "follow_job",
    "hold_job",
    "look_at_plans",
    "make_jobs",
    "move_occurrence",
    "pause_visit",
    "plan_visit",
    "release_job",
    "reopen_visit",
    "report_incident",
    "require_skills",
    "reschedule_visit",
    "resolve_incident",
    "resume_plan",
    "resume_visit",
    "send_report",
    "skip_occurrence",
    "start_visit",
    "suspend_plan",
    "withdraw_incident",
    "write_summaries",
]
