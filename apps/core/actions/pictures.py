"""Keeping a photo that somebody brought: drawn anew, and the original dropped."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.actions.leftovers import drop
from apps.core.actor import Actor
from apps.core.errors import BadInput, DomainError
from apps.core.files import own_file
from apps.core.models import StoredFile
from apps.core.pictures import redraw

Drawn = dict[tuple[UUID, bool], bytes | BadInput]

_drawn: ContextVar[Drawn | None] = ContextVar("drawn", default=None)


@contextmanager
def drawn_ahead(actor: Actor, wanted: Iterable[tuple[UUID, bool]]) -> Iterator[None]:
    """Draw pictures before the transaction that keeps them: it takes seconds, in which nobody is to wait for a row, and
    the feed not for the transaction. What cannot be drawn `keep_picture` refuses, in its turn.

    Args:
        wanted: public ids of files the actor brought, each with whether it stays sharp.
    """
    drawn: Drawn = {}
    for file_id, keep_sharp in wanted:
        with suppress(DomainError, FileNotFoundError):  # dropped just now, by the same command sent twice
            brought = own_file(actor, file_id)
            if brought.content_type.startswith("image/"):
                drawn[file_id, keep_sharp] = _tried(brought, keep_sharp=keep_sharp)
    token = _drawn.set(drawn)
    try:
        yield
    finally:
        _drawn.reset(token)


def keep_picture(*, actor: Actor, now: datetime, file_id: UUID, keep_sharp: bool = False) -> tuple[StoredFile, str]:
    """The photo as it is kept, and the SHA-256 of what was brought. The original, with all that its camera wrote
    into it, is dropped unless it is put with something else. A command that calls this draws ahead.

    Raises:
        NotHere: the actor brought no such file; BadInput: it is no photo, or too large.
    """
    brought = own_file(actor, file_id)
    drawn = (_drawn.get() or {}).get((file_id, keep_sharp)) or _tried(brought, keep_sharp=keep_sharp)
    if isinstance(drawn, BadInput):
        raise drawn
    name = PurePath(brought.name).stem[:190] + (".png" if keep_sharp else ".jpg")
    kept = keep_file(actor=actor, now=now, name=name, content=ContentFile(drawn))
    original = brought.sha256
    if kept.pk != brought.pk:
        drop(brought)
    return kept, original


def _tried(brought: StoredFile, *, keep_sharp: bool) -> bytes | BadInput:
    try:
        with brought.content.open("rb") as content:
            return redraw(content, keep_sharp=keep_sharp)
    except BadInput as refusal:
        return refusal
