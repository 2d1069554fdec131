"""Handing out the bytes of a kept file."""

from django.http import FileResponse

from apps.core.models import StoredFile


def served(stored: StoredFile) -> FileResponse:
    """The file. Anything else than a picture is a download: nothing brought by somebody runs here."""
    picture = stored.content_type.startswith("image/")
    answer = FileResponse(
        stored.content.open(), as_attachment=not picture, filename=stored.name, content_type=stored.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
