"""A second step of signing in: whose role demands one, and what they can do until they have set it up.

The one place that decides. Pages and sessions of the API are asked by the middleware; programs by `api_auth` and, when
they sign in, by `accounts`; open WebSockets by whoever looks after them.
"""

from collections.abc import Collection
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.errors import NotAllowed
from apps.crews.models import User
from apps.crews.selectors import second_steps
from apps.notifications.access import barred_by
from workhub.edges import problems
from workhub.edges.pages import DATABASE_AWAY, database_away

OWED = "second_step_needed"
# What one needs to set it up, or to leave: the account's own pages, languages, what browsers load.
OPEN = ("/accounts/", "/i18n/", settings.STATIC_URL, "/healthz", "/readyz", "/_allauth/")


def is_demanded(user: User) -> bool:
    """Whether this person's role must have a second step."""
    return user.role in settings.MFA_REQUIRED_ROLES


def is_owed(user: User) -> bool:
    """Whether this person must set one up before anything else."""
    return bool(owing([user]))


@barred_by
def owing(people: Collection[User]) -> set[int]:
    """Who of these (primary keys) must set one up before anything else: an app with codes, or a passkey.

    One query; none where nobody's role demands it.
    """
    demanded = {user.pk for user in people if is_demanded(user)}
    if not demanded:
        return set()
    return demanded - set(second_steps().filter(user__in=demanded).values_list("user", flat=True))


def require(user: User) -> None:
    """For programs.

    Raises:
        NotAllowed: this person must set up a second step first, with a browser.
    """
    if is_owed(user):
        raise NotAllowed(_told(), code=OWED)


def refusal_of_program(request: HttpRequest) -> HttpResponse:
    """The answer to a program that signs somebody in who has yet to set it up."""
    answer: HttpResponse = ErrorResponse(request, status=403, exception=ValidationError(_told(), code=OWED))
    return answer


def _told() -> str:
    return gettext("Your role signs in with a second step. Sign in with a browser once and set it up, then try again.")


class SecondStepFirst(MiddlewareMixin):
    """Leads who must set up a second step to where that is done, whatever they asked for."""

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Let those pass who have one, or need none."""
        if request.path_info.startswith(OPEN) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        try:
            if isinstance(request.user, AnonymousUser) or not is_owed(request.user):
                return None
        except DATABASE_AWAY:  # Django asks nobody what a middleware's error means
            return database_away(request)
        if problems.answers_in_json(request):
            return problems.problem(request, 403, OWED, _told())
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("mfa_index")})
        return redirect("mfa_index")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's rules for the second step."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role signs in with a second step, and this is your only one. Add a passkey first, then remove it."
        ),
        "incorrect_code": _("This code does not fit. Wait for the next one and write that."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where the role demands one."""
        others = second_steps().filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return not is_demanded(authenticator.user) or others.exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """For a key that nobody named."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return str(settings.COMPANY_NAME)


def after_adding(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """Whoever signed in by password alone, elsewhere, must not come in by the step that was set up here. Here it was
    just shown who it is, so the recovery codes are shown without asking again: there may be nothing else to ask for.
    """
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


authenticator_added.connect(after_adding)
