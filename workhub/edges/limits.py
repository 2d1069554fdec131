"""What a request may be before anybody reads it: its size, its length header, its form, its characters."""

from django.conf import settings
from django.http import HttpRequest

JSON = "application/json"
FILES = "multipart/form-data"
WITH_BODY = ("POST", "PUT", "PATCH")


def refusal(request: HttpRequest, *, api: bool) -> int | None:
    """The status this request must be refused with, or None when somebody may read it."""
    if _has_nul(request) or not _length_is_a_number(request):
        return 400
    if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes(request.content_type or ""):
        return 413
    return None if not api or _speaks_json(request) else 415


def most_bytes(content_type: str) -> int:
    """How many bytes a body of this type may have."""
    if content_type.startswith(FILES):
        return int(settings.REQUEST_WITH_FILES_MAX_SIZE)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def _has_nul(request: HttpRequest) -> bool:
    """PostgreSQL takes no NUL in a text, and nobody means one."""
    query = request.META.get("QUERY_STRING", "")
    return "\0" in request.path_info or "%00" in query or "\0" in query


def _length_is_a_number(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isascii() and length.isdigit()


def _speaks_json(request: HttpRequest) -> bool:
    kind = request.content_type or ""
    if request.method not in WITH_BODY or not kind or kind == FILES:
        return True
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    return (kind == JSON or kind.endswith("+json")) and charset in ("utf-8", "utf8")
