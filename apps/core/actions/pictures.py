"""Keeping a photo that somebody brought: drawn anew, and the original dropped."""

from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError

from apps.core.actions.files import keep_file
from apps.core.actor import Actor
from apps.core.files import own_file
from apps.core.models import StoredFile
from apps.core.pictures import redraw


def keep_picture(*, actor: Actor, now: datetime, file_id: UUID, keep_sharp: bool = False) -> tuple[StoredFile, str]:
    """The photo as it is kept, and the SHA-256 of what was brought. The original, with all that its camera wrote
    into it, is dropped unless it is put with something else.

    Raises:
        NotHere: the actor brought no such file; BadInput: it is no photo, or too large.
    """
    brought = own_file(actor, file_id)
    with brought.content.open("rb") as content:
        drawn = redraw(content, keep_sharp=keep_sharp)
    name = PurePath(brought.name).stem[:190] + (".png" if keep_sharp else ".jpg")
    kept = keep_file(actor=actor, now=now, name=name, content=ContentFile(drawn))
    original = brought.sha256
    if kept.pk != brought.pk:
        _drop(brought)
    return kept, original


def _drop(brought: StoredFile) -> None:
    place, storage = brought.content.name, brought.content.storage
    try:
        with transaction.atomic():
            brought.delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: storage.delete(place))
