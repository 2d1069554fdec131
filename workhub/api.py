"""The one NinjaAPI. Errors of the domain become problem+json here, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, NinjaAPI, Schema
from ninja.errors import ValidationError

from apps.core import commands, feed
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, DomainError, TryAgain
from workhub.api_auth import AUTH
from workhub.edges.middleware import leave_to_the_edges
from workhub.ws_tickets import router as ws_tickets

api = NinjaAPI(title="WorkHub", version="1.0.0", auth=AUTH, docs_url="docs", openapi_url="openapi.json")
api.add_router("", ws_tickets)
api.add_exception_handler(Exception, leave_to_the_edges)


class FeedItemOut(Schema):
    """Something changed; read it again under your own permission."""

    name: str
    subject_type: str
    subject_id: UUID
    at: datetime


class FeedOut(Schema):
    """A page of the feed."""

    items: list[FeedItemOut]
    cursor: str
    more: bool


class ReceiptOut(Schema):
    """What a command came to."""

    type: str
    id: UUID
    version: int
    replayed: bool


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, through the API."""
    return Actor(user=request.user, via=Via.API)  # type: ignore[arg-type]  # the auth class let no anonymous in


@api.get("/feed", response=FeedOut, operation_id="read_feed", summary="What changed for me since a cursor")
def read_feed(request: HttpRequest, cursor: str = "") -> Any:
    """Without a cursor: where the feed stands now, and nothing else."""
    if not cursor:
        return feed.FeedPage(items=[], cursor=feed.now_cursor(), more=False)
    return feed.since(cursor, actor_of(request).audiences)


@api.post("/commands/{name}", response=ReceiptOut, operation_id="run_command", summary="Run any command by its name")
def run_command(request: HttpRequest, name: str, arguments: Body[dict[str, Any]]) -> Any:
    """With an `Idempotency-Key` header (a UUID) the same call twice is done once and answers the same."""
    return commands.run(name, arguments, actor=actor_of(request), now=timezone.now(), command_id=_key(request))


def _key(request: HttpRequest) -> UUID | None:
    value = request.headers.get("Idempotency-Key")
    try:
        return UUID(value) if value else None
    except ValueError:
        raise BadInput("Idempotency-Key must be a UUID.", code="bad_idempotency_key") from None


@api.exception_handler(DomainError)
def domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as problem+json (RFC 9457)."""
    problem = {"type": f"about:{error.code}", "title": error.message, "status": error.status, "code": error.code}
    return _problem(request, {**error.details, **problem}, error.status)


@api.exception_handler(OperationalError)
def database_away(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database is not reachable: nothing was done, and repeating is safe with the same key."""
    return domain_error(request, TryAgain(_("WorkHub cannot reach its database just now. Try again in a moment.")))


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that does not have the documented form."""
    problem = {"type": "about:bad_input", "title": "The request is not in the documented form.", "code": "bad_input"}
    return _problem(request, {**problem, "status": 422, "errors": error.errors}, 422)


def _problem(request: HttpRequest, problem: dict[str, Any], status: int) -> HttpResponse:
    response = api.create_response(request, problem, status=status)
    response["Content-Type"] = "application/problem+json"
    return response
