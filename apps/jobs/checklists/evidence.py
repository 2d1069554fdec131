"""The files that an answer consists of: the one place that says which a person may put there."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.files import own_file
from apps.core.models import StoredFile
from apps.jobs.checklists.reading_answers import wrong
from apps.jobs.checklists.sheets import Line


def brought(actor: Actor, file_ids: Iterable[UUID], line: Line | None) -> list[StoredFile]:
    """Pictures that the actor brought, and those that stand in the answer already, whoever brought them.

    Raises:
        NotHere: one of them is neither. BadInput: it is no picture.
    """
    standing = set(line.files) if line is not None else set()
    stay = StoredFile.objects.in_bulk(standing, field_name="public_id")
    files = [stay.get(one) or own_file(actor, one) for one in dict.fromkeys(file_ids)]
    if any(not one.content_type.startswith("image/") for one in files):
        raise wrong(_("Only pictures can stand here. Take a photo, or choose one."))
    return files
