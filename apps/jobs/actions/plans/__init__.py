"""The verbs about maintenance plans and their dates."""

from apps.jobs.actions.plans.following import follow_job
from apps.jobs.actions.plans.generating import make_jobs
from apps.jobs.actions.plans.moving import move_occurrence
from apps.jobs.actions.plans.standing import end_plan, resume_plan, suspend_plan
from apps.jobs.actions.plans.stopping import cancel_occurrence, skip_occurrence
from apps.jobs.actions.plans.writing import add_plan, change_plan

__all__ = [
    "add_plan",
    "cancel_occurrence",
    "change_plan",
    "end_plan",
    "follow_job",
    "make_jobs",
    "move_occurrence",
    "resume_plan",
    "skip_occurrence",
    "suspend_plan",
]
