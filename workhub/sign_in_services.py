"""The other services that people may sign in with. Read by the settings, so before there are models."""

from typing import Any

from workhub.env import Env

GOOGLE = "https://accounts.google.com"


def configured(env: Env) -> list[dict[str, Any]]:
    """Each service that has been set up, as allauth's OpenID Connect provider takes it."""
    known = [
        ("google", "Google", GOOGLE, env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET),
        ("company", env.OIDC_NAME, env.OIDC_SERVER_URL, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET),
    ]
    return [
        {
            "provider_id": provider_id,
            "name": name,
            "client_id": client_id,
            "secret": secret,
            # What is signed for us is what counts: issuer, audience and expiry of the ID token are checked.
            "settings": {"server_url": server, "fetch_userinfo": False},
        }
        for provider_id, name, server, client_id, secret in known
        if client_id
    ]
