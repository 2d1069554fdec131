"""Handing out the bytes of a kept file."""

from typing import TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from apps.core.errors import BadInput
from apps.core.models import StoredFile
from apps.core.pictures import thumbnail

ASIDE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
A = TypeVar("A", bound=HttpResponseBase)


def served(stored: StoredFile) -> FileResponse:
    """The file. Anything else than a picture is a download: nothing brought by somebody runs here."""
    picture = stored.content_type.startswith("image/")
    answer = FileResponse(
        stored.content.open(), as_attachment=not picture, filename=stored.name, content_type=stored.content_type
    )
    return _aside(answer)


def served_small(stored: StoredFile) -> HttpResponseBase:
    """A picture, small, so that a row of them comes over a weak signal; what cannot be drawn is handed out as it is."""
    if not stored.content_type.startswith("image/"):
        return served(stored)
    try:
        with stored.content.open("rb") as content:
            drawn = thumbnail(content)
    except BadInput:
        return served(stored)
    return _aside(HttpResponse(drawn, content_type="image/jpeg"))


def _aside(answer: A) -> A:
    for name, value in ASIDE.items():
        answer[name] = value
    return answer
