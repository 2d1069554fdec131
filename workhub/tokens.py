"""How tokens of the API are made and renewed: allauth's JWTs, with two leaks closed (docs/adr/0011)."""

from typing import Any

from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy, internal
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from workhub.sessions import SessionStore

NOBODYS = "-"  # no session has this key: a sealed key that was tampered with leads nowhere


class TokenStrategy(JWTTokenStrategy):  # type: ignore[misc]  # allauth has no types
    """Access and refresh tokens belong to one sign-in, and end with it.

    allauth's session token is the session's key, good as a browser's cookie; here it is sealed. A refresh token
    that comes a second time was copied by somebody: the sign-in ends for both.
    """

    def get_session_token(self, request: HttpRequest) -> str | None:
        """The session's key, from a sealed X-Session-Token or an access token."""
        sealed = request.headers.get("X-Session-Token")
        if sealed is None:
            token: str | None = super().get_session_token(request)
            return token
        return _unseal(sealed) or NOBODYS

    def create_session_token(self, request: HttpRequest) -> str:
        """The session's key, sealed."""
        return str(internal.session_key_to_sid(super().create_session_token(request)))

    def create_access_token_payload(self, request: HttpRequest) -> dict[str, Any] | None:
        """The tokens of a new sign-in, which lasts as long as its refresh tokens are used."""
        request.session.set_expiry(settings.HEADLESS_JWT_REFRESH_TOKEN_EXPIRES_IN)
        tokens: dict[str, Any] | None = super().create_access_token_payload(request)
        return tokens and {**tokens, "expires_in": settings.HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN}

    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        """A new pair for a refresh token's first use; None, and the end of the sign-in, for its second."""
        payload = internal.decode_token(refresh_token, "refresh")
        key = _unseal(payload["sid"]) if payload else None
        if key is None:
            return None
        with transaction.atomic():
            Session.objects.select_for_update().filter(session_key=key).first()  # two at once: one is the second
            pair: tuple[str, str] | None = super().refresh_token(refresh_token)
            if pair is None:
                SessionStore().delete(key)
        return pair


def _unseal(sealed: str) -> str | None:
    try:
        key: str | None = internal.session_key_from_sid(sealed)
    except ValueError:
        return None
    return key
