"""Job templates: what work of a kind begins with."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition
from apps.core.outbox import emit
from apps.core.rows import create, lock, refuse_stale, save
from apps.jobs.actions.requirements import Needed, wanted_levels
from apps.jobs.events import TEMPLATE_ADDED, TEMPLATE_CHANGED, TEMPLATE_RETIRED
from apps.jobs.models import JobTemplate, TemplateSkill
from apps.jobs.models.templates import DURATION
from apps.jobs.selectors import templates_visible_to
from apps.jobs.states import Priority

FIELDS = [
    "name",
    "description",
    "instructions",
    "duration_minutes",
    "crew_size",
    "priority",
    "respond_hours",
    "finish_hours",
]


def refuse_duration(minutes: int, code: str) -> None:
    """Refuse a length that no day can be planned with.

    Raises:
        BadInput: with the code.
    """
    least, most = DURATION
    if not least <= minutes <= most:
        raise no_duration(code)


def no_duration(code: str) -> BadInput:
    """What is said of such a length."""
    sentence = _("Say how long it takes, from 5 minutes to 14 days.")
    return BadInput(sentence, code=code, fields={"duration_minutes": sentence})


refuse_as("template_duration", lambda: no_duration("template_duration"))
refuse_as("template_crew_size", lambda: BadInput(_("From 1 to 20 people go."), code="template_crew_size"))
refuse_as("template_hours", lambda: BadInput(_("From 1 hour to a year, or empty."), code="template_hours"))
refuse_as(
    "jobs_jobtemplate_name_key",
    lambda: Clash(_("There is a template of this name already."), code="template_name_taken"),
)


@command("template.add", title="Add a job template", risk=Risk.APPROVE)
def add_template(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    duration_minutes: int,
    description: str = "",
    instructions: str = "",
    crew_size: int = 1,
    priority: Priority = Priority.NORMAL,
    respond_hours: int | None = None,
    finish_hours: int | None = None,
) -> JobTemplate:
    """Write down a kind of job. Without a duration there is none: nobody could plan its day.

    Args:
        respond_hours, finish_hours: after a job came in, until somebody is there and until it is done.

    Raises:
        NotAllowed, BadInput; Clash: the name is taken.
    """
    actor.require("template.add")
    refuse_duration(duration_minutes, "template_duration")
    template = create(
        JobTemplate,
        now=now,
        name=name.strip(),
        description=description,
        instructions=instructions,
        duration_minutes=duration_minutes,
        crew_size=crew_size,
        priority=priority,
        respond_hours=respond_hours,
        finish_hours=finish_hours,
    )
    emit(TEMPLATE_ADDED, actor=actor, subject=template, now=now)
    return template


@command("template.change", title="Change a job template", risk=Risk.APPROVE)
def change_template(
    *,
    actor: Actor,
    now: datetime,
    template_id: UUID,
    name: str,
    duration_minutes: int,
    description: str = "",
    instructions: str = "",
    crew_size: int = 1,
    priority: Priority = Priority.NORMAL,
    respond_hours: int | None = None,
    finish_hours: int | None = None,
    version: int | None = None,
) -> JobTemplate:
    """Change what jobs of this kind begin with from now on; those there are stay as they are.

    Raises:
        As `template.add`; NotHere, StaleVersion; IllegalTransition: it is not used any more.
    """
    template = _take(actor, template_id, "template.change", version)
    refuse_duration(duration_minutes, "template_duration")
    template.name, template.description, template.instructions = name.strip(), description, instructions
    template.duration_minutes, template.crew_size, template.priority = duration_minutes, crew_size, priority
    template.respond_hours, template.finish_hours = respond_hours, finish_hours
    save(template, now=now, fields=FIELDS)
    emit(TEMPLATE_CHANGED, actor=actor, subject=template, now=now)
    return template


@command("template.require", title="Say what a job template requires", risk=Risk.APPROVE)
def require_template_skills(
    *, actor: Actor, now: datetime, template_id: UUID, skills: list[Needed], version: int | None = None
) -> JobTemplate:
    """Say which skills new jobs of this kind ask for: all of them, in the place of what was said before.

    Raises:
        As `job.require`.
    """
    template = _take(actor, template_id, "template.require", version)
    levels = wanted_levels(actor, skills)
    template.skills.all().delete()
    for skill, level in levels.items():
        create(TemplateSkill, now=now, template=template, skill_id=skill, level=level)
    save(template, now=now, fields=[])
    emit(TEMPLATE_CHANGED, actor=actor, subject=template, now=now)
    return template


@command("template.retire", title="Stop using a job template", risk=Risk.APPROVE)
def retire_template(*, actor: Actor, now: datetime, template_id: UUID) -> JobTemplate:
    """No new job is made from it; those there are stay.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was said before.
    """
    template = _take(actor, template_id, "template.retire", None)
    template.retired_at = now
    save(template, now=now, fields=["retired_at"])
    emit(TEMPLATE_RETIRED, actor=actor, subject=template, now=now)
    return template


def _take(actor: Actor, template_id: UUID, right: str, version: int | None) -> JobTemplate:
    template = lock(templates_visible_to(actor), template_id)
    actor.require(right)
    refuse_stale(template, version)
    refuse_retired(template)
    return template


def refuse_retired(template: JobTemplate) -> None:
    """Refuse what is not used any more.

    Raises:
        IllegalTransition.
    """
    if template.retired_at is not None:
        raise IllegalTransition(_("The template “%(name)s” is not used any more.") % {"name": template.name})
