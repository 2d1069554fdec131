"""Reading one row: with its ETag, and nothing at all when the client has it already."""

import hashlib
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from pydantic import BaseModel
from pydantic_core import to_json

from apps.core.errors import NotHere
from apps.core.models import Record

R = TypeVar("R", bound=Record)


def one(request: HttpRequest, rows: QuerySet[R], public_id: UUID, shape: Callable[[R], BaseModel]) -> HttpResponse:
    """The row with that id among those the person may see; 304 when the client's copy is the same.

    Raises:
        NotHere: no such row, or none within sight.
    """
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotHere
    return answered(request, shape(row), row.version)


def answered(request: HttpRequest, shown: BaseModel, version: int) -> HttpResponse:
    """What is shown of a row, with an ETag of its version and of what else is shown with it.

    A visit shows its site's name and a crew its members: those change without the row's version, and a client that
    asks with If-None-Match must hear of it. If-Match looks at the version alone (ADR 0010).
    """
    content = to_json(shown)
    etag = f'"{version}-{hashlib.sha256(content).hexdigest()[:12]}"'
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    response = (
        HttpResponse(status=304) if known & {etag, "*"} else HttpResponse(content, content_type="application/json")
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
