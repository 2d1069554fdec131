"""The one NinjaAPI: every app's part, every command, and every refusal as problem+json."""

from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from apps.agent.api import router as agent
from apps.core.api import feed, files, letters, proposals
from apps.core.api.commanding import commands_router
from apps.core.api.problems import BrokenJson, problem, told
from apps.core.complaints import complaints
from apps.core.errors import DomainError, NotHere, TryAgain
from apps.crews.api import router as crews
from apps.jobs.api import router as jobs
from apps.notifications.api import router as notifications
from workhub.api_auth import AUTH
from workhub.api_docs import DocsPage
from workhub.api_document import DESCRIPTION, finished
from workhub.edges.middleware import leave_to_the_edges
from workhub.ws_tickets import router as ws_tickets


class WorkHubAPI(NinjaAPI):
    """Ninja's API with a finished document."""

    _document: OpenAPISchema | None = None

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The document, with what ninja cannot know. Made once: it takes half a second, and anybody may ask for it."""
        if self._document is None:
            self._document = finished(super().get_openapi_schema(**options))
        return self._document


api = WorkHubAPI(
    title="WorkHub",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api-v1",
    auth=AUTH,
    docs=DocsPage(),
    docs_url="docs",
    openapi_url="openapi.json",
)
for router in (
    crews,
    jobs,
    agent,
    notifications,
    proposals.router,
    letters.router,
    files.router,
    feed.router,
    ws_tickets,
):
    api.add_router("", router)
api.add_router("", commands_router())
api.add_exception_handler(Exception, leave_to_the_edges)


@api.exception_handler(DomainError)
def domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal of the domain, or of the API itself."""
    return problem(error)


@api.exception_handler(OperationalError)
def database_away(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database is not reachable: nothing was done, and repeating is safe with the same key."""
    return problem(TryAgain(_("WorkHub cannot reach its database just now. Try again in a moment.")))


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter or body that does not have the documented form."""
    if any(e["loc"][0] == "path" for e in error.errors):
        return problem(NotHere())  # an id that can be nobody's: as if it did not exist
    # ("query", "limit") or, inside a filter or a body, ("query", "asked", "status", 0).
    inside = [{**e, "loc": e["loc"][2 if len(e["loc"]) > 2 else 1 :]} for e in error.errors]
    text, fields = complaints(inside)
    return told(text, code="bad_input", status=422, details={"fields": fields})


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody, or somebody whose sign-in has run out."""
    return told(_("Sign in first."), code="not_signed_in", status=401)


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """What Django found missing below the API."""
    return problem(NotHere())


@api.exception_handler(HttpError)
def refused_by_ninja(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses: a body that is no JSON, a cookie without its CSRF token, too many requests."""
    if error.status_code == 400:
        return problem(BrokenJson())
    if error.status_code == 403:
        sentence = _("Send the CSRF token of your session as X-CSRFToken, or sign in with a token.")
        return told(sentence, code="csrf_failed", status=403)
    code = "too_many_requests" if error.status_code == 429 else "refused"
    return told(error.message, code=code, status=error.status_code)
