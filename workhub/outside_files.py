"""Files from people without an account: PDFs as they are, photos drawn anew, without where they were taken."""

from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile

from apps.core.pictures import redraw

PDF = b"%PDF-"


def drawn(name: str, content: bytes) -> "ContentFile[bytes]":
    """A photo as it is kept.

    Raises:
        BadInput: it is no picture, or larger than what is opened.
    """
    return ContentFile(redraw(BytesIO(content)), name=PurePath(name).stem[:190] + ".jpg")


def attached(name: str, content: bytes) -> "ContentFile[bytes]":
    """A paper or a photo that came with an email, as it is kept.

    Raises:
        BadInput: as `drawn`.
    """
    return ContentFile(content, name=name) if content.startswith(PDF) else drawn(name, content)
