"""The files that an answer consists of: the one place that says which a person may put there."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from apps.core.actions.pictures import keep_picture
from apps.core.actor import Actor
from apps.core.files import own_file
from apps.core.models import StoredFile
from apps.jobs.checklists.sheets import Line
from apps.jobs.states import ItemKind


def brought(actor: Actor, file_ids: Iterable[UUID], line: Line | None) -> list[StoredFile]:
    """Files that the actor brought, and those that stand in the answer already, whoever brought them.

    Raises:
        NotHere: one of them is neither.
    """
    standing = line.files if line is not None else ()
    stay = StoredFile.objects.in_bulk(standing, field_name="public_id")
    return [stay.get(one) or own_file(actor, one) for one in dict.fromkeys(file_ids)]


def kept(actor: Actor, now: datetime, files: Sequence[StoredFile], line: Line) -> list[StoredFile]:
    """The same as the answer keeps them: what is new there is drawn anew.

    Raises:
        BadInput: it is no picture, or too large.
    """
    new = dict(to_draw((file.public_id for file in files), line))
    drawn = (
        keep_picture(actor=actor, now=now, file_id=file.public_id, keep_sharp=new[file.public_id])[0]
        if file.public_id in new
        else file
        for file in files
    )
    return list(dict.fromkeys(drawn))


def to_draw(file_ids: Iterable[UUID], line: Line) -> list[tuple[UUID, bool]]:
    """What does not stand in the answer already, each with whether it stays sharp."""
    sharp = line.item.kind == ItemKind.SIGNATURE
    return [(one, sharp) for one in dict.fromkeys(file_ids) if one not in line.files]
