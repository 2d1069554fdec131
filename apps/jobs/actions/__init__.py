"""The verbs about the work."""

from apps.jobs.actions import offering as offering  # registers what refusals offer instead
from apps.jobs.actions.acknowledging import acknowledge_request
from apps.jobs.actions.assets import add_asset, change_asset, move_asset, restart_asset, retire_asset, stop_asset
from apps.jobs.actions.contacts import add_contact, change_contact, retire_contact
from apps.jobs.actions.converting import convert_service_request
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
from apps.jobs.actions.replanning import look_at_plans
from apps.jobs.actions.reports import send_report, write_summaries
from apps.jobs.actions.requests import (
    add_service_request,
    ask_about_service_request,
    change_service_request,
    decline_service_request,
    mark_duplicate,
    receive_service_request,
)
from apps.jobs.actions.requirements import require_skills
from apps.jobs.actions.travelling import depart_for_visit, pause_visit, resume_visit, start_visit

__all__ = [
    "acknowledge_incident",
    "acknowledge_request",
    "add_asset",
    "add_contact",
    "add_customer",
    "add_job",
    "add_service_request",
    "add_site",
    "ask_about_service_request",
    "cancel_job",
    "cancel_visit",
    "change_asset",
    "change_contact",
    "change_customer",
    "change_job",
    "change_service_request",
    "change_site",
    "close_incident",
    "complete_visit",
    "convert_service_request",
    "decline_service_request",
    "depart_for_visit",
    "dispatch_visit",
    "hold_job",
    "look_at_plans",
    "mark_duplicate",
    "move_asset",
    "pause_visit",
    "plan_visit",
    "receive_service_request",
    "release_job",
    "reopen_visit",
    "report_incident",
    "require_skills",
    "reschedule_visit",
    "resolve_incident",
    "restart_asset",
    "resume_visit",
    "retire_asset",
    "retire_contact",
    "send_report",
    "start_visit",
    "stop_asset",
    "withdraw_incident",
    "write_summaries",
]
