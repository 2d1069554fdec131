"""The verbs about the work."""

from apps.jobs.actions import offering as offering  # registers what refusals offer instead
from apps.jobs.actions.acknowledging import acknowledge_request, email_question
from apps.jobs.actions.answering import answer_checklist
from apps.jobs.actions.assets import (
    add_asset,
    change_asset,
    move_asset,
    renew_sticker,
    restart_asset,
    retire_asset,
    stop_asset,
)
from apps.jobs.actions.checklists import (
    add_checklist,
    change_checklist,
    publish_checklist,
    put_checklist_on_templates,
    put_checklists_on_job,
    retire_checklist,
)
from apps.jobs.actions.contacts import add_contact, change_contact, retire_contact
from apps.jobs.actions.converting import convert_service_request
from apps.jobs.actions.customers import add_customer, add_site, change_customer, change_site
from apps.jobs.actions.documents import add_document, read_document, retire_document
from apps.jobs.actions.ending import cancel_visit, complete_visit, reopen_visit
from apps.jobs.actions.following_up import suggest_follow_up
from apps.jobs.actions.incidents import (
    acknowledge_incident,
    assign_incident,
    change_severity,
    close_incident,
    report_incident,
    resolve_incident,
    withdraw_incident,
)
from apps.jobs.actions.jobs import add_job, cancel_job, change_job, hold_job, release_job
from apps.jobs.actions.parts import add_part, change_part, take_back_part
from apps.jobs.actions.photos import add_photo, take_back_photo
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
from apps.jobs.actions.receiving import receive_answer, receive_service_request
from apps.jobs.actions.remarks import add_note
from apps.jobs.actions.replanning import look_at_plans
from apps.jobs.actions.reports import send_report, write_summaries
from apps.jobs.actions.requests import (
    add_service_request,
    ask_about_service_request,
    change_service_request,
    decline_service_request,
    mark_duplicate,
)
from apps.jobs.actions.requirements import require_skills
from apps.jobs.actions.reviewing import approve_job, reopen_review, send_back, submit_for_review
from apps.jobs.actions.service_reports import email_report, send_service_report
from apps.jobs.actions.signatures import refuse_signature, take_back_signature, take_signature
from apps.jobs.actions.taking_back import take_back_step
from apps.jobs.actions.templates import add_template, change_template, require_template_skills, retire_template
from apps.jobs.actions.timekeeping import add_time, correct_time, note_times
from apps.jobs.actions.times import set_job_times
from apps.jobs.actions.travelling import depart_for_visit, pause_visit, resume_visit, start_visit

__all__ = [
    "acknowledge_incident",
    "acknowledge_request",
    "add_asset",
    "add_checklist",
    "add_contact",
    "add_customer",
    "add_document",
    "add_job",
    "add_note",
    "add_part",
    "add_photo",
    "add_plan",
    "add_service_request",
    "add_site",
    "add_template",
    "add_time",
    "answer_checklist",
    "approve_job",
    "ask_about_service_request",
    "assign_incident",
    "cancel_job",
    "cancel_occurrence",
    "cancel_visit",
    "change_asset",
    "change_checklist",
    "change_contact",
    "change_customer",
    "change_job",
    "change_part",
    "change_plan",
    "change_service_request",
    "change_severity",
    "change_site",
    "change_template",
    "close_incident",
    "complete_visit",
    "convert_service_request",
    "correct_time",
    "decline_service_request",
    "depart_for_visit",
    "dispatch_visit",
    "email_question",
    "email_report",
    "end_plan",
    "follow_job",
    "hold_job",
    "look_at_plans",
    "make_jobs",
    "mark_duplicate",
    "move_asset",
    "move_occurrence",
    "note_times",
    "pause_visit",
    "plan_visit",
    "publish_checklist",
    "put_checklist_on_templates",
    "put_checklists_on_job",
    "read_document",
    "receive_answer",
    "receive_service_request",
    "refuse_signature",
    "release_job",
    "renew_sticker",
    "reopen_review",
    "reopen_visit",
    "report_incident",
    "require_skills",
    "require_template_skills",
    "reschedule_visit",
    "resolve_incident",
    "restart_asset",
    "resume_plan",
    "resume_visit",
    "retire_asset",
    "retire_checklist",
    "retire_contact",
    "retire_document",
    "retire_template",
    "send_back",
    "send_report",
    "send_service_report",
    "set_job_times",
    "skip_occurrence",
    "start_visit",
    "stop_asset",
    "submit_for_review",
    "suggest_follow_up",
    "suspend_plan",
    "take_back_part",
    "take_back_photo",
    "take_back_signature",
    "take_back_step",
    "take_signature",
    "withdraw_incident",
    "write_summaries",
]
