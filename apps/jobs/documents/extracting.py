"""Reading the words out of a PDF, as data only: nothing in it runs, and its size and the time it takes have an end."""

import time
from collections.abc import Iterator
from typing import IO

from apps.core.texts import storable
from apps.jobs.models.documents import LONGEST_PAGE

MOST_PAGES = 600
MOST_TEXT = 3_000_000  # characters of one document
PATIENCE = 120.0  # seconds; what is not read by then stays out
PART = 3_000  # characters of a part of a text without pages


class Unreadable(Exception):
    """There are no words to be had; the message says why, for the office."""


def pages_of_pdf(content: IO[bytes]) -> list[str]:
    """The words of each page, the first page first; an empty page is empty text.

    Raises:
        Unreadable: it is broken, protected by a password, or made of pictures.
    """
    from pypdf import PdfReader  # noqa: PLC0415  (only who reads documents pays for it)
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(content, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("It is protected by a password. Save it without one and add it again.")
        found = list(_read(reader))
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError, IndexError):
        raise Unreadable("The file is broken. Save it again as a PDF and add it once more.") from None
    if not any(text.strip() for text in found):
        raise Unreadable("It has no text, only pictures. Scan it with text recognition and add it again.")
    return found


def _read(reader: "PdfReader") -> Iterator[str]:  # type: ignore[name-defined]  # noqa: F821
    left, until = MOST_TEXT, time.monotonic() + PATIENCE
    for page in reader.pages[:MOST_PAGES]:
        if left <= 0 or time.monotonic() > until:
            return
        text = storable(page.extract_text())[: min(left, LONGEST_PAGE)]
        left -= len(text)
        yield text


def parts_of_text(text: str) -> list[str]:
    """A text in parts of about half a page, cut between lines or words."""
    parts, left = [], text.strip()[:MOST_TEXT]
    while left:
        cut = len(left)
        if cut > PART:
            cut = max(left.rfind("\n", PART // 2, PART), left.rfind(" ", PART // 2, PART)) + 1 or PART
        parts.append(left[:cut].strip())
        left = left[cut:].lstrip()
    return parts
