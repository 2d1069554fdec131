"""Whether a page that was open for long is still its reader's: asked before a form leaves, said when it is too late."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE, get_token
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@never_cache
@require_GET
def standing(request: HttpRequest) -> HttpResponse:
    """Who is signed in in this browser (empty: nobody), and the token that their forms need now."""
    user = request.user
    return JsonResponse({"user": str(user.public_id) if user.is_authenticated else "", "csrf": get_token(request)})


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is another session's (Django's CSRF_FAILURE_VIEW): what happened, and the way back to it."""
    context = {"back": page_before(request), "no_cookie": reason == REASON_NO_CSRF_COOKIE}
    response = render(request, "403_csrf.html", context, status=403)
    response["X-Page-Out-Of-Date"] = "1"
    return response


def page_before(request: HttpRequest) -> str:
    """The page that the form was on, when it is ours."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours else ""
