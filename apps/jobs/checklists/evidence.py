"""The files that an answer consists of: the one place that says which a person may put there."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from apps.core.actions.pictures import keep_picture
from apps.core.actor import Actor
from apps.core.models import StoredFile
from apps.jobs.checklists.sheets import Line
from apps.jobs.states import ItemKind


def brought(actor: Actor, now: datetime, file_ids: Iterable[UUID], line: Line | None) -> list[StoredFile]:
    """Pictures that the actor brought, drawn anew, and those that stand in the answer already, whoever brought them.

    Raises:
        NotHere: one of them is neither. BadInput: it is no picture, or too large.
    """
    standing = set(line.files) if line is not None else set()
    sharp = line is not None and line.item.kind == ItemKind.SIGNATURE
    stay = StoredFile.objects.filter(public_id__in=standing).in_bulk(field_name="public_id")
    return [
        stay.get(one) or keep_picture(actor=actor, now=now, file_id=one, keep_sharp=sharp)[0]
        for one in dict.fromkeys(file_ids)
    ]
