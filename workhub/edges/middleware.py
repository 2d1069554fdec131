"""Requests nobody could read are refused, and errors of the API leave in one form. Around the session, inside gzip."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from workhub.edges import problems
from workhub.edges.limits import refusal
from workhub.edges.pages import DATABASE_AWAY, bad_request, database_away, too_large

logger = logging.getLogger(__name__)
# Texts that cannot be stored (half a character), JSON nested beyond all measure: what was sent is at fault.
PAGES = {400: bad_request, 413: too_large}  # what a person is shown
UNREADABLE = (UnicodeEncodeError, RecursionError)


class Edges:
    """One place for what happens before, around and instead of a view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse, or let the views answer; then see to the form of the answer."""
        api = problems.answers_in_json(request)
        if status := refusal(request, api=api):
            return problems.problem(request, status) if api else PAGES[status](request)
        return self._api(request) if api else self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """allauth reads the body before it looks at the method: other methods are refused here."""
        view_class = getattr(view, "view_class", None)
        if view_class is None or not request.path_info.startswith(problems.ALLAUTH):
            return None
        known = [name.upper() for name in view_class.http_method_names if hasattr(view_class, name)]
        return None if request.method in known and request.method != "OPTIONS" else HttpResponseNotAllowed(known)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a view raises and Django would call a broken server, although it is foreseen."""
        if isinstance(error, DATABASE_AWAY):
            logger.warning("the database is away: %r", error)
            return database_away(request)
        if isinstance(error, UNREADABLE):
            logger.warning("could not be read", exc_info=error)
            return problems.problem(request, 400) if problems.answers_in_json(request) else bad_request(request)
        return None

    def _api(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"  # ninja knows no HEAD; the server leaves the body out
        _strengthen(request)
        response = self.get_response(request)
        request.method = asked
        if asked == "OPTIONS" and response.status_code == 405:
            return _options(response)
        problems.complete(request, response)
        response.setdefault("Cache-Control", "private, no-cache")  # it is one person's
        return response


def _strengthen(request: HttpRequest) -> None:
    """gzip marks an ETag as weak; it still names the row's version, so If-Match may come back with the mark."""
    if "HTTP_IF_MATCH" in request.META:
        request.META["HTTP_IF_MATCH"] = request.META["HTTP_IF_MATCH"].replace('W/"', '"')


def _options(refused: HttpResponseBase) -> HttpResponse:
    """What this address takes."""
    allowed = [method.strip() for method in refused["Allow"].split(",")]
    more = ["HEAD", "OPTIONS"] if "GET" in allowed else ["OPTIONS"]
    response = HttpResponse(status=204, headers={"Allow": ", ".join(dict.fromkeys([*allowed, *more]))})
    del response["Content-Type"]
    return response


def leave_to_the_edges(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """ninja's handler of what it does not know: in debug mode its own would answer with a stack trace.

    Raises:
        Exception: the error itself.
    """
    raise error
