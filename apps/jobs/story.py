"""Everything that happened to a job: to itself, its visits, and whatever else hangs on them by a foreign key.

A new kind of row (a photo, a part, a request) is part of the story as soon as it points at the job or its visit.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import CharField, Model, Q, QuerySet, Value

from apps.core.actor import Actor
from apps.core.models import AuditEntry, Record
from apps.jobs.models import Incident, Job, Visit
from apps.jobs.selectors import incidents_visible_to, visits_visible_to


def story_of(job: Job, actor: Actor, *, refused: bool = False) -> QuerySet[AuditEntry]:
    """What was done to it, the newest first; the caller has checked that the job is visible and that the reader may
    know. Of its visits and what hangs on them only what is within sight. Two queries, however long the story.

    Args:
        refused: with what was tried and refused.
    """
    about = Q(pk__in=[])
    for kind, ids in _by_kind(story_subjects(job, actor)):
        about |= Q(subject_type=kind, subject_id__in=ids)
    entries = AuditEntry.objects.filter(about)
    if not refused:
        entries = entries.filter(outcome=AuditEntry.Outcome.DONE)
    return entries.select_related("user", "on_behalf_of").order_by("-id")


def story_subjects(job: Job, actor: Actor) -> list[tuple[str, UUID]]:
    """The rows the story is about: kind and public id. One query."""
    visits = visits_visible_to(actor).filter(job=job)
    incidents = incidents_visible_to(actor).filter(visit__in=visits)
    found = [_named(Job.objects.filter(pk=job.pk)), _named(visits), _named(incidents)]
    found += [_named(model._default_manager.filter(**{f"{column}_id": job.pk})) for model, column in hanging_on(Job)]
    for model, column in hanging_on(Visit):
        found.append(_named(model._default_manager.filter(**{f"{column}__in": visits.values("pk")})))
    for model, column in hanging_on(Incident):
        found.append(_named(model._default_manager.filter(**{f"{column}__in": incidents.values("pk")})))
    first, *rest = found
    return sorted({(kind, public_id) for kind, public_id in first.union(*rest)}, key=str)


def hanging_on(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """The kinds of rows with a foreign key to this one, and the column's name; those with a rule of sight of their own
    are left to it.
    """
    for relation in model._meta.related_objects:
        other = relation.related_model
        if issubclass(other, Record) and other not in (Job, Visit, Incident):
            yield other, relation.field.name


def _named(rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    kind = Value(rows.model.type_name(), output_field=CharField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(story_kind=kind).values_list("story_kind", "public_id")
    return named


def _by_kind(subjects: Iterable[tuple[str, UUID]]) -> Iterator[tuple[str, list[UUID]]]:
    for kind, rows in groupby(subjects, key=lambda one: one[0]):
        yield kind, [public_id for _kind, public_id in rows]
