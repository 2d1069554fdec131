"""What every page of the portal needs: who asks, and a form's command run under the id that the form carries."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.middleware import HtmxDetails

from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.errors import BadInput, NotHere
from apps.core.receipts import Receipt

V = TypeVar("V", bound=Callable[..., Any])


class PortalRequest(HttpRequest):
    """A request as the portal's views see it, behind django-htmx's middleware."""

    htmx: HtmxDetails


def portal_page(view: V) -> V:
    """For people who are signed in; what is shown is never kept by a cache (phones change hands)."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return for_programs(request) or cast(HttpResponse, view(request, *args, **kwargs))

    return cast(V, login_required(never_cache(page)))


def for_programs(request: HttpRequest) -> HttpResponse | None:
    """What a program is shown in the place of any page: that it has none, and where its door is."""
    user = actor_of(request).user
    return render(request, "program.html", status=403) if user is not None and user.is_program else None


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, through the portal. Nobody signed in is an actor without rights."""
    if isinstance(request.user, AnonymousUser):
        return Actor(user=None, via=Via.PORTAL)
    return Actor(user=request.user, via=Via.PORTAL)


def run_form(request: HttpRequest, name: str, arguments: dict[str, Any], *, now: datetime) -> Receipt:
    """Run the command that a form asks for; the same `client_id` twice does it once.

    Raises:
        Http404: what it is about does not exist, or is not this person's to see.
        DomainError: whatever the command refuses.
    """
    try:
        return run(name, arguments, actor=actor_of(request), now=now, command_id=client_id(request))
    except NotHere as error:
        raise Http404(error.message) from None


def client_id(request: HttpRequest) -> UUID | None:
    """The id under which a form's command is done once; None where the form carries none.

    Raises:
        BadInput: it is none.
    """
    given = request.POST.get("client_id", "")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise BadInput(_("This form is out of date. Load the page again."), code="bad_client_id") from None
