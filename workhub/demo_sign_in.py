"""One-click sign-in for trying the product: in DEBUG only, and only from this very machine."""

from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core import signing
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.crews.models import User
from apps.crews.states import Role

SALT = "workhub.demo_sign_in"
GOOD_FOR = 7 * 24 * 3600  # seconds
LOOPBACK = ("127.0.0.1", "::1")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHOWN = {Role.DISPATCHER: 1, Role.MANAGER: 1, Role.CREW_LEAD: 1, Role.TECHNICIAN: 3, Role.ADMINISTRATOR: 1}


def sign_in_link(user: User) -> str:
    """The path that signs this person in with one click, for a week."""
    return reverse("demo_sign_in", args=[signing.dumps(str(user.public_id), salt=SALT)])


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the link's person in.

    Raises:
        Http404: this is no place for trying, or the link's person is not active.
    """
    if not _is_for_trying(request):
        raise Http404
    try:
        public_id = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        messages.warning(request, _("This sign-in link has run out. Choose somebody below."))
        return redirect("account_login")
    user = User.objects.filter(public_id=UUID(public_id), is_active=True).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return redirect(_next(request))


def demo_people(request: HttpRequest) -> dict[str, Any]:
    """For the sign-in page: `demo_people`, some people of each role to try the product as. Read when it is used."""
    return {"demo_people": SimpleLazyObject(lambda: _people(request))}


def _people(request: HttpRequest) -> list[dict[str, Any]]:
    if not _is_for_trying(request):
        return []
    return [
        {"name": user.name, "role": user.get_role_display(), "email": user.email, "url": sign_in_link(user)}
        for role, number in SHOWN.items()
        for user in _some(role, number)
    ]


def _some(role: Role, number: int) -> list[User]:
    """Those with the most to see today come first."""
    today = Q(member__visits__planned_start__date=timezone.localdate())
    busy = User.objects.filter(role=role, is_active=True).annotate(visits=Count("member__visits", filter=today))
    return list(busy.order_by("-visits", "pk")[:number])


def _is_for_trying(request: HttpRequest) -> bool:
    """DEBUG, and asked from this machine itself; what a proxy passes on comes from elsewhere."""
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return settings.DEBUG and request.META.get("REMOTE_ADDR") in LOOPBACK and not passed_on


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
