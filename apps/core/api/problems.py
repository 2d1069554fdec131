"""Refusals as problem+json (RFC 9457): one form for every error below /api/, whoever found it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic_core import to_json

from apps.core.errors import DomainError

MEDIA_TYPE = "application/problem+json"


class Problem(Schema):
    """Why nothing was done. `code` never changes and is for programs; `title` is for people."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "about:illegal_transition",
                    "title": "This visit is done; it cannot become working from there.",
                    "status": 409,
                    "code": "illegal_transition",
                }
            ]
        },
    )

    type: str = Field(description="`about:` and the code.")
    title: str = Field(description="A sentence for the person, saying what to do next.")
    status: int = Field(description="The HTTP status.")
    code: str = Field(description="A stable name.")
    fields: dict[str, str] | None = Field(None, description="What is wrong with each field or parameter.")


class BrokenJson(DomainError):
    """The body is no JSON."""

    code = "broken_json"
    status = 400

    def __init__(self) -> None:
        super().__init__(_("The body is not JSON. Send one JSON object, in UTF-8."))


class WrongContentType(DomainError):
    """The body is said to be something else than JSON."""

    code = "unsupported_media_type"
    status = 415

    def __init__(self) -> None:
        super().__init__(_("Send the body as JSON, with Content-Type: application/json."))


class VersionMissing(DomainError):
    """A change was sent without saying on which version it rests (RFC 6585)."""

    code = "version_missing"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            _("Say which version you looked at, so that nobody's change is lost: send If-Match with the row's ETag.")
        )


def problem(error: DomainError) -> HttpResponse:
    """A refusal as the answer."""
    return told(error.message, code=error.code, status=error.status, details=error.details)


def told(title: str, *, code: str, status: int, details: Mapping[str, Any] | None = None) -> HttpResponse:
    """An answer that says why nothing was done."""
    content = {**(details or {}), "type": f"about:{code}", "title": title, "status": status, "code": code}
    return HttpResponse(to_json(content, fallback=str), status=status, content_type=MEDIA_TYPE)
