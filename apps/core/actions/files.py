"""Keeping a file that somebody brings, before it is put with anything."""

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.errors import BadInput, NotAllowed
from apps.core.models import StoredFile
from apps.core.pictures import no_photo
from apps.core.texts import storable

# By their first bytes, not by what the sender claims.
KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)

PHONE_PHOTOS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")


def keep_file(*, actor: Actor, now: datetime, name: str, content: "File[bytes]", apart: bool = False) -> StoredFile:
    """Keep a PDF or a picture. Commands take its public id; until then only who brought it sees it.

    The same file again from the same person is the same file: a form sent twice brings nothing twice.

    Args:
        apart: a picture is a file of its own each time; the first command that takes it drops what was brought.

    Raises:
        NotAllowed: nobody is signed in; BadInput: it is empty, too large, or neither a PDF nor a picture.
    """
    if actor.user is None or not actor.user.is_active:
        raise NotAllowed
    return _kept(now, name, content, actor.user.pk, apart=apart)


def keep_file_from_outside(*, now: datetime, name: str, content: "File[bytes]") -> StoredFile:
    """Keep what somebody without an account sent; the caller puts it with a row, which says who sees it.

    Raises:
        BadInput: as `keep_file`.
    """
    return _kept(now, name, content, None)


def _kept(
    now: datetime, name: str, content: "File[bytes]", brought_by: int | None, *, apart: bool = False
) -> StoredFile:
    most = settings.LARGEST_FILE
    if not 0 < (size := content.size) <= most:
        text = _("This file is empty.") if not size else _("This file is too large: at most %(most)d MB, please.")
        raise BadInput(text % {"most": most // 2**20}, code="file_size")
    told = {
        "name": storable(PurePath(name).name)[-200:] or _("file"),
        "content_type": _kind(content),
        "size": size,
        "sha256": _digest(content),
        "uploaded_by_id": brought_by,
    }
    # Two strangers' same photo stays two: the one must not lead to the other.
    alone = apart and told["content_type"] != "application/pdf"
    if brought_by and not alone and (known := StoredFile.objects.filter(**told).first()) is not None:
        return known
    stored = StoredFile(created_at=now, updated_at=now, **told)
    with transaction.atomic():
        stored.content.save(stored.name, content, save=False)
        stored.save()
    return stored


def _digest(content: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for piece in content.chunks():
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()


def _kind(content: "File[bytes]") -> str:
    content.seek(0)
    start = content.read(16)
    content.seek(0)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in PHONE_PHOTOS:
        return "image/heic"
    for first, kind in KINDS:
        if start.startswith(first):
            return kind
    raise no_photo(nor_paper=True)


def keep_made(*, now: datetime, name: str, content_type: str, content: bytes) -> StoredFile:
    """Keep a file that WorkHub made itself; nobody brought it."""
    stored = StoredFile(
        created_at=now,
        updated_at=now,
        name=storable(PurePath(name).name)[-200:],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    stored.content.save(stored.name, ContentFile(content), save=False)
    stored.save()
    return stored
