"""Errors of the API as problem+json (RFC 9457): `type`, `title`, `status`, `code`, `request_id`, whoever made them."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_guid import get_guid

MEDIA_TYPE = "application/problem+json"
ALLAUTH = "/_allauth/"
PREFIXES = ("/api/", ALLAUTH)
RETRY_AFTER = {429: 60, 503: 5}  # seconds, when whoever refused did not say
TOO_MANY_SIGN_INS = "too_many_login_attempts"
SIGN_IN_PAUSE = 300  # seconds; allauth counts failures over five minutes

BY_STATUS: dict[int, tuple[str, Promise]] = {
    400: ("bad_request", _("This request could not be read. Check how it is written, then send it again.")),
    401: ("not_signed_in", _("Sign in first: send an access token that is still good.")),
    403: ("not_allowed", _("This is not yours to do. Ask an administrator if you should.")),
    404: ("not_found", _("There is nothing at this address.")),
    405: ("method_not_allowed", _("This address does not take that method. Allow says which ones it takes.")),
    409: ("conflict", _("This does not fit how things stand. Read it again, then repeat.")),
    410: ("signed_out", _("This sign-in has ended. Sign in again.")),
    413: ("too_large", _("This is too large to send at once. Send it in parts.")),
    415: ("unsupported_media_type", _("Send JSON in UTF-8, and say so: Content-Type: application/json.")),
    422: ("bad_input", _("The request is not in the documented form.")),
    429: ("too_many_requests", _("Too much at once. Wait as long as Retry-After says, then try again.")),
    503: ("try_again", _("WorkHub cannot reach its database just now. Try again in a moment.")),
}
OTHER_4XX = BY_STATUS[400]
OTHER_5XX = ("broken", _("Something broke on our side. It has been recorded under this request_id."))


def answers_in_json(request: HttpRequest) -> bool:
    """Whether a program asks, not a person with a browser."""
    return request.path_info.startswith(PREFIXES)


def problem(request: HttpRequest, status: int, code: str = "", title: str | Promise = "") -> HttpResponse:
    """A refusal; `code` and `title` are the status's own when not given."""
    response = HttpResponse(status=status)
    given = {"code": code, "title": str(title)}
    _write(request, response, {name: value for name, value in given.items() if value})
    return response


def complete(request: HttpRequest, response: HttpResponseBase) -> None:
    """Turn any error answer into a problem; what it already says in our form, or in allauth's, is kept."""
    if response.status_code >= 400 and isinstance(response, HttpResponse):
        _write(request, response, _already_said(request, response))


def _already_said(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    if "json" not in response.get("Content-Type", ""):
        return {}
    try:
        members = json.loads(response.content)
    except ValueError:
        return {}
    if not isinstance(members, dict):
        return {}
    if request.path_info.startswith(ALLAUTH):
        return _of_allauth(response, members)
    return members if "title" in members else {}


def _of_allauth(response: HttpResponse, members: dict[str, Any]) -> dict[str, Any]:
    """allauth's own members stay, its clients read them; too many sign-ins is a matter of waiting, so 429."""
    errors = members.get("errors") or [{}]
    if errors[0].get("code") == TOO_MANY_SIGN_INS:
        response.status_code = 429
        response["Retry-After"] = str(SIGN_IN_PAUSE)
    named = {"code": errors[0].get("code"), "title": errors[0].get("message")}
    return {**members, **{name: value for name, value in named.items() if value}}


def _write(request: HttpRequest, response: HttpResponse, said: dict[str, Any]) -> None:
    status = response.status_code
    code, title = BY_STATUS.get(status, OTHER_5XX if status >= 500 else OTHER_4XX)
    code = said.get("code") or code
    full = {"type": f"about:{code}", "title": str(title), **said, "status": status, "code": code}
    response.content = json.dumps({**full, "request_id": get_guid()}).encode()
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Length"] = str(len(response.content))  # CommonMiddleware counted what was there before
    response.setdefault("Cache-Control", "no-store")
    if status in RETRY_AFTER:
        response.setdefault("Retry-After", str(RETRY_AFTER[status]))
    if status == 401:
        given = request.headers.get("Authorization", "").lower().startswith("bearer")
        response.setdefault("WWW-Authenticate", 'Bearer error="invalid_token"' if given else "Bearer")
