"""Files from people without an account: PDFs as they are, photos drawn anew, without where they were taken."""

from datetime import datetime
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file_from_outside
from apps.core.models import StoredFile
from apps.core.pictures import redraw

PDF = b"%PDF-"


def drawn(name: str, content: bytes) -> "ContentFile[bytes]":
    """A photo as it is kept.

    Raises:
        BadInput: it is no picture, or larger than what is opened.
    """
    return ContentFile(redraw(BytesIO(content)), name=PurePath(name).stem[:190] + ".jpg")


def keep_attachment(*, now: datetime, name: str, content: bytes) -> StoredFile:
    """A paper or a photo that came with an email.

    Raises:
        BadInput: it is neither, or too large.
    """
    file = ContentFile(content, name=name) if content.startswith(PDF) else drawn(name, content)
    return keep_file_from_outside(now=now, name=file.name or "", content=file)
