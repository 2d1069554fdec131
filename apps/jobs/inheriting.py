"""What a job takes from its template: each field is in one of two tables, which a test holds against the columns."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from apps.core.rows import create
from apps.jobs.models import Job, JobSkill, JobTemplate
from apps.jobs.states import Priority

# The job's column ← the template's.
INHERITED = {
    "title": "name",
    "description": "description",
    "instructions": "instructions",
    "duration_minutes": "duration_minutes",
    "crew_size": "crew_size",
    "priority": "priority",
}
# The job's column ← hours of the template, counted from when the job came in.
COUNTED = {"respond_by": "respond_hours", "due_at": "finish_hours"}
WITHOUT_TEMPLATE = {"duration_minutes": 60, "crew_size": 1, "priority": Priority.NORMAL}

Follower = Callable[[Job, JobTemplate, datetime], None]
_followers: list[Follower] = []


def follows(follower: Follower) -> Follower:
    """Register what else a new job takes over, in rows of its own; called in the job's transaction."""
    _followers.append(follower)
    return follower


def values(template: JobTemplate | None, given: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A new job's columns: what was said, else what its template says, else what holds without one."""
    found: dict[str, Any] = dict(WITHOUT_TEMPLATE)
    if template is not None:
        found |= {column: getattr(template, theirs) for column, theirs in INHERITED.items()}
        hours = {column: getattr(template, theirs) for column, theirs in COUNTED.items()}
        found |= {column: now + timedelta(hours=n) for column, n in hours.items() if n is not None}
    return found | {column: value for column, value in given.items() if value not in (None, "")}


def follow(job: Job, template: JobTemplate, now: datetime) -> None:
    """Give a new job the rows that its template has."""
    for follower in _followers:
        follower(job, template, now)


@follows
def take_over_skills(job: Job, template: JobTemplate, now: datetime) -> None:
    """What the work asks for."""
    for needed in template.skills.select_related("skill").order_by("pk"):
        create(JobSkill, now=now, job=job, skill=needed.skill, level=needed.level)
