"""Who asks: an access token, else the browser's session with its CSRF secret."""

from typing import Any

from allauth.headless.tokens.strategies.jwt.internal import session_key_from_sid, validate_access_token
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, SessionAuth
from ninja.utils import check_csrf

from apps.core.errors import NotAllowed
from workhub import second_step


class BearerToken(HttpBearer):
    """An access token from `/_allauth/app/v1/auth/login`. A bad one is refused even beside a good cookie."""

    openapi_bearerFormat = "JWT"

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token's person.

        Raises:
            AuthenticationError: it has run out, was changed, or its sign-in or its person is gone: all look the same.
            NotAllowed: the person must set up a second step first.
        """
        found = validate_access_token(token)
        if found is None:
            raise AuthenticationError
        user, payload = found
        second_step.require(user)
        request.user = user
        request.sign_in = session_key_from_sid(payload["sid"])  # type: ignore[attr-defined]
        return user


class BrowserSession(SessionAuth):
    """The session cookie. What changes something needs the CSRF secret as well (header X-CSRFToken)."""

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked below: a stranger is told to sign in, not about a secret

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The session's person.

        Raises:
            NotAllowed: another site's page may have sent this; or the person is a program.
        """
        user = super().authenticate(request, key)
        if user and check_csrf(request):
            raise NotAllowed(_("Send the X-CSRFToken header, or use an access token."), code="csrf_failed")
        if user and user.is_program:
            raise NotAllowed(
                _("A program comes with an access token, not with a browser's cookie."), code="token_needed"
            )
        request.sign_in = request.session.session_key  # type: ignore[attr-defined]
        return user


def sign_in_of(request: HttpRequest) -> str:
    """The session a request came in by, whichever way: what ends when the person signs out."""
    return str(request.sign_in)  # type: ignore[attr-defined]  # the auth classes set it


AUTH = [BearerToken(), BrowserSession()]
