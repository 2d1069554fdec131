"""What a job asks of the people on its visits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock, note, refuse_stale, save
from apps.crews.actions import refuse_other_levels
from apps.crews.models import Skill
from apps.crews.selectors import skills_visible_to
from apps.jobs.events import JOB_CHANGED
from apps.jobs.models import Job, JobSkill
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import JobStatus


@with_config(ConfigDict(extra="forbid"))
class Needed(TypedDict):
    """A skill, and the level from which on it will do."""

    skill_id: UUID
    level: int


@command("job.require", title="Say what a job requires", risk=Risk.APPROVE)
def require_skills(
    *, actor: Actor, now: datetime, job_id: UUID, skills: list[Needed], version: int | None = None
) -> Job:
    """Say which skills a visit of this job needs: all of them, in the place of what was said before.

    Each must be held by somebody on the visit, on the visit's day. Visits that are planned already stay as they are
    and show up where certificates are missing.

    Args:
        skills: each skill once, with the lowest level that will do, from 1 to 5. Empty: nothing is asked for.

    Raises:
        NotHere: no such job or skill; NotAllowed, StaleVersion; BadInput: a level that does not exist, a skill twice.
        IllegalTransition: the job is over.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.require")
    refuse_stale(job, version)
    if job.status in (JobStatus.CLOSED, JobStatus.CANCELLED):
        raise IllegalTransition(_("This job is over; it cannot be changed any more."), status=job.status)
    _replace(job, wanted_levels(actor, skills), now)
    save(job, now=now, fields=[])
    emit(JOB_CHANGED, actor=actor, subject=job, now=now)
    return job


def wanted_levels(actor: Actor, skills: list[Needed]) -> dict[int, int]:
    """Levels by the skills' primary keys.

    Raises:
        NotHere: no such skill; BadInput: a level that does not exist, a skill twice.
    """
    for needed in skills:
        refuse_other_levels(needed["level"])
    told = {needed["skill_id"]: needed["level"] for needed in skills}
    if len(told) < len(skills):
        sentence = _("Name each skill once.")
        raise BadInput(sentence, fields={"skills": sentence})
    found = {skill.public_id: skill for skill in skills_visible_to(actor).filter(public_id__in=told)}
    if len(found) < len(told):
        raise NotHere(_("One of these skills does not exist."))
    return {found[public_id].pk: level for public_id, level in told.items()}


def _replace(job: Job, wanted: dict[int, int], now: datetime) -> None:
    standing = {needed.skill_id: needed for needed in job.skills.all()}
    job.skills.exclude(skill__in=wanted).delete()
    names: dict[int, Any] = Skill.objects.in_bulk(wanted)
    for skill, level in wanted.items():
        needed = standing.get(skill)
        if needed is None:
            create(JobSkill, now=now, job=job, skill=names[skill], level=level)
        elif needed.level != level:
            note(needed, before=snapshot(needed))
            needed.level = level
            save(needed, now=now, fields=["level"])
