"""Errors that Django answers itself: a problem for a program, a page for a person. None of them needs a database."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

from workhub.edges.limits import most_bytes
from workhub.edges.problems import RETRY_AFTER, answers_in_json, problem
from workhub.standing import out_of_date, page_before

DATABASE_AWAY = (OperationalError, InterfaceError)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was asked cannot be read, or names a host that is not ours."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if answers_in_json(request):
        return problem(request, 400)
    return defaults.bad_request(request, exception or ValueError())


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than can be sent at once. The body was not read: what was typed is with the sender alone."""
    if answers_in_json(request):
        return problem(request, 413)
    most = most_bytes(request.content_type or "") // 2**20
    told = {"company_name": settings.COMPANY_NAME, "most": most, "back": page_before(request)}
    return HttpResponse(render_to_string("413.html", told), status=413, headers={"Cache-Control": "no-store"})


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it broke because the database is away."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return database_away(request)
    return problem(request, 500) if answers_in_json(request) else defaults.server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's secret is missing or old."""
    if answers_in_json(request):
        return problem(request, 403, "csrf_failed", _("Send the X-CSRFToken header, or use an access token."))
    return out_of_date(request, reason)


def database_away(request: HttpRequest) -> HttpResponse:
    """503, with a page that loads itself again."""
    if answers_in_json(request):
        return problem(request, 503)
    page = render_to_string("503.html", {"company_name": settings.COMPANY_NAME, "again": request.method == "GET"})
    response = HttpResponse(page, status=503)
    response["Retry-After"] = str(RETRY_AFTER[503])
    response["Cache-Control"] = "no-store"
    return response
