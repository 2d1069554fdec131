"""Checklists: written in versions, published, put on jobs and on kinds of jobs, retired."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock, note, refuse_stale, save
from apps.jobs.actions.taking import refuse_locked
from apps.jobs.checklists.items import Item, ItemGiven, settle_items
from apps.jobs.checklists.reading import checklists_visible_to, draft_of, published
from apps.jobs.events import (
    CHECKLIST_ADDED,
    CHECKLIST_CHANGED,
    CHECKLIST_PUBLISHED,
    CHECKLIST_RETIRED,
    JOB_CHANGED,
)
from apps.jobs.models import Checklist, ChecklistVersion, Job, JobChecklist, TemplateChecklist
from apps.jobs.selectors import jobs_visible_to, templates_visible_to
from apps.jobs.states import JobStatus


@command("checklist.add", title="Add a checklist", risk=Risk.APPROVE)
def add_checklist(
    *, actor: Actor, now: datetime, name: str, items: list[ItemGiven], description: str = ""
) -> Checklist:
    """Write down what is to be checked, as a draft that nobody answers before it is published.

    Args:
        items: in their order. Items without a `key` get one from their text.

    Raises:
        NotAllowed; BadInput: an item that nobody could answer, or a condition on a later item. The name is taken.
    """
    actor.require("checklist.add")
    settled = settle_items(items)
    _refuse_taken(name)
    checklist = create(Checklist, now=now, name=name.strip(), description=description.strip())
    _write(checklist, 1, settled, now)
    emit(CHECKLIST_ADDED, actor=actor, subject=checklist, now=now)
    return checklist


@command("checklist.change", title="Change a checklist", risk=Risk.APPROVE)
def change_checklist(
    *,
    actor: Actor,
    now: datetime,
    checklist_id: UUID,
    name: str,
    items: list[ItemGiven],
    description: str = "",
    version: int | None = None,
) -> Checklist:
    """Write the draft anew. Of a published checklist this begins a new version; the published one stays as it is.

    Args:
        items: all of them, in the place of those of the draft.

    Raises:
        NotHere, NotAllowed, StaleVersion; BadInput: as `checklist.add`. IllegalTransition: it is retired.
    """
    checklist = lock(checklists_visible_to(actor), checklist_id)
    actor.require("checklist.change")
    refuse_stale(checklist, version)
    _refuse_retired(checklist)
    settled = settle_items(items)
    _refuse_taken(name, besides=checklist)
    draft = draft_of(checklist)
    if draft is None:
        last = checklist.versions.order_by("-number").values_list("number", flat=True).first() or 0
        _write(checklist, last + 1, settled, now)
    else:
        note(draft, before=snapshot(draft))
        draft.items = [item.written() for item in settled]
        save(draft, now=now, fields=["items"])
    checklist.name, checklist.description = name.strip(), description.strip()
    save(checklist, now=now, fields=["name", "description"])
    emit(CHECKLIST_CHANGED, actor=actor, subject=checklist, now=now)
    return checklist


@command("checklist.publish", title="Publish a checklist", risk=Risk.APPROVE)
def publish_checklist(*, actor: Actor, now: datetime, checklist_id: UUID) -> Checklist:
    """Let visits answer the draft from now on. What was begun on an earlier version goes on with that one.

    Raises:
        NotHere, NotAllowed; IllegalTransition: there is no draft, or it is retired; BadInput: it has no items.
    """
    checklist = lock(checklists_visible_to(actor), checklist_id)
    actor.require("checklist.publish")
    _refuse_retired(checklist)
    draft = draft_of(checklist)
    if draft is None:
        raise IllegalTransition(_("There is no draft to publish: the published version is the newest."))
    if not draft.items:
        raise BadInput(_("There is nothing to check in it yet. Add at least one item."), code="checklist_empty")
    note(draft, before=snapshot(draft))
    draft.published_at, draft.published_by_id = now, actor.user.pk if actor.user else None
    save(draft, now=now, fields=["published_at", "published_by"])
    save(checklist, now=now, fields=[])
    emit(CHECKLIST_PUBLISHED, actor=actor, subject=checklist, now=now, number=draft.number)
    return checklist


@command("checklist.retire", title="Retire a checklist", risk=Risk.APPROVE)
def retire_checklist(*, actor: Actor, now: datetime, checklist_id: UUID) -> Checklist:
    """Use it no more: no visit begins it. Visits that have begun it go on with it, and its answers stay.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is retired already.
    """
    checklist = lock(checklists_visible_to(actor), checklist_id)
    actor.require("checklist.retire")
    _refuse_retired(checklist)
    checklist.retired_at = now
    save(checklist, now=now, fields=["retired_at"])
    emit(CHECKLIST_RETIRED, actor=actor, subject=checklist, now=now)
    return checklist


@command("checklist.put_on_job", title="Put checklists on a job", risk=Risk.APPROVE)
def put_checklists_on_job(
    *, actor: Actor, now: datetime, job_id: UUID, checklist_ids: list[UUID], version: int | None = None
) -> Job:
    """Say which checklists each visit of a job answers, besides those of its template.

    Args:
        checklist_ids: published ones, in the place of what was said before. Empty: none of its own.

    Raises:
        NotHere: no such job or checklist; NotAllowed, StaleVersion; IllegalTransition: the job is over or in review, or
        a checklist is not published or is retired.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("checklist.put_on_job")
    refuse_stale(job, version)
    if job.status in (JobStatus.CLOSED, JobStatus.CANCELLED):
        raise IllegalTransition(_("This job is over; it cannot be changed any more."), status=job.status)
    refuse_locked(job)
    wanted = _in_use(actor, checklist_ids, set(job.checklists.values_list("checklist", flat=True)))
    job.checklists.exclude(checklist__in=wanted).delete()
    there = set(job.checklists.values_list("checklist", flat=True))
    for checklist in wanted:
        if checklist.pk not in there:
            create(JobChecklist, now=now, job=job, checklist=checklist)
    save(job, now=now, fields=[])
    emit(JOB_CHANGED, actor=actor, subject=job, now=now)
    return job


@command("checklist.put_on_template", title="Put a checklist on job templates", risk=Risk.APPROVE)
def put_checklist_on_templates(
    *, actor: Actor, now: datetime, checklist_id: UUID, template_ids: list[UUID], version: int | None = None
) -> Checklist:
    """Say for which kinds of jobs each visit answers a checklist.

    Args:
        template_ids: job templates, in the place of what was said before. Empty: none.

    Raises:
        NotHere: no such checklist or template; NotAllowed, StaleVersion; IllegalTransition: it is not published, or
        retired.
    """
    checklist = lock(checklists_visible_to(actor), checklist_id)
    actor.require("checklist.put_on_template")
    refuse_stale(checklist, version)
    _refuse_unusable(checklist)
    templates = list(templates_visible_to(actor).filter(public_id__in=template_ids))
    if len(templates) < len(set(template_ids)):
        raise NotHere(_("One of these job templates does not exist."))
    checklist.on_templates.exclude(template__in=templates).delete()
    there = set(checklist.on_templates.values_list("template", flat=True))
    for template in templates:
        if template.pk not in there:
            create(TemplateChecklist, now=now, template=template, checklist=checklist)
    save(checklist, now=now, fields=[])
    emit(CHECKLIST_CHANGED, actor=actor, subject=checklist, now=now)
    return checklist


def _write(checklist: Checklist, number: int, items: Sequence[Item], now: datetime) -> ChecklistVersion:
    kept = [item.written() for item in items]
    return create(ChecklistVersion, now=now, checklist=checklist, number=number, items=kept)


def _in_use(actor: Actor, checklist_ids: Sequence[UUID], standing: set[int]) -> list[Checklist]:
    """The checklists of these ids; each published and in use, unless it stands there already."""
    found = list(checklists_visible_to(actor).filter(public_id__in=checklist_ids).order_by("pk"))
    if len(found) < len(set(checklist_ids)):
        raise NotHere(_("One of these checklists does not exist."))
    for checklist in found:
        if checklist.pk not in standing:
            _refuse_unusable(checklist)
    return found


def _refuse_retired(checklist: Checklist) -> None:
    if checklist.retired_at is not None:
        raise IllegalTransition(
            _("The checklist “%(name)s” is retired. Add a new one instead.") % {"name": checklist.name}
        )


def _refuse_unusable(checklist: Checklist) -> None:
    _refuse_retired(checklist)
    if published(checklist) is None:
        raise IllegalTransition(_("The checklist “%(name)s” is a draft. Publish it first.") % {"name": checklist.name})


def _refuse_taken(name: str, besides: Checklist | None = None) -> None:
    same = Checklist.objects.filter(name=name.strip()).first()
    if same is not None and same != besides:
        text = _("There is a checklist with this name already. Choose another name.")
        raise BadInput(text, code="name_taken", fields={"name": text})
