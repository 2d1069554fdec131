"""Files that nothing refers to are deleted: brought and refused or never used, or written before a rollback."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, ProtectedError, QuerySet

from apps.core.models import ItemStatus, ProposalItem, StoredFile

GRACE = timedelta(days=1)  # a form with files may lie open for so long
STILL_TO_COME = (ItemStatus.PENDING, ItemStatus.APPROVED)


def delete_leftovers(*, now: datetime) -> int:
    """Delete what is older than a day and nothing refers to: rows with their files, then files without a row. How many
    there were. What somebody puts with something at that moment stays.
    """
    old = now - GRACE
    rows = sum(drop(stored) for stored in _unused(old).iterator())
    return rows + sum(1 for _place in _without_a_row(old))


def drop(stored: StoredFile) -> bool:
    """Delete a row and, once that is sure, its file; whether it was: what something refers to stays."""
    place, storage = stored.content.name, stored.content.storage
    try:
        with transaction.atomic():
            stored.delete()
            transaction.on_commit(lambda: storage.delete(place))
    except (ProtectedError, IntegrityError):
        return False
    return True


def _unused(before: datetime) -> "QuerySet[StoredFile]":
    """Rows that no other row refers to, nor a suggestion that may still be applied."""
    found = StoredFile.objects.filter(created_at__lt=before).exclude(public_id__in=_suggested())
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            model: Any = relation.related_model
            name = relation.field.name
            found = found.exclude(pk__in=model._base_manager.exclude(**{name: None}).values(name))
    return found


def _suggested() -> list[UUID]:
    """Every id that is an argument of a suggestion still open; which of them are files' need not be known."""
    told = ProposalItem.objects.filter(status__in=STILL_TO_COME).values_list("arguments", flat=True)
    return [one for arguments in told.iterator() for one in _ids(arguments)]


def _ids(value: Any) -> Iterator[UUID]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _ids(one)
    elif isinstance(value, str) and re.fullmatch(r"[0-9a-fA-F-]{36}", value):
        try:
            yield UUID(value)
        except ValueError:
            return


def _without_a_row(before: datetime) -> Iterator[str]:
    """The places of files that have no row; each is deleted before it is told."""
    storage: Storage = StoredFile._meta.get_field("content").storage
    for folder in _folders(storage):
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        known = set(StoredFile.objects.filter(content__startswith=f"{folder}/").values_list("content", flat=True))
        for place in names:
            if place not in known and storage.get_modified_time(place) < before:
                storage.delete(place)
                yield place


def _folders(storage: Storage) -> Iterator[str]:
    """A folder a month, as files are put: 2026/03. Nothing else that lies there is looked at."""
    if not storage.exists(""):
        return
    for year in sorted(storage.listdir("")[0]):
        if re.fullmatch(r"\d{4}", year):
            yield from (f"{year}/{month}" for month in sorted(storage.listdir(year)[0]) if re.fullmatch(r"\d\d", month))
