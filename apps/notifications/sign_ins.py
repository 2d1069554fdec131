"""Sign-ins: a session and the person it stands for, and the tickets that lead a WebSocket to one."""

import hashlib
import secrets
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.cache import cache
from django.http import HttpRequest

GOOD_FOR = 30  # seconds a ticket waits to be used


def person_of(sign_in: str | None) -> Any:
    """The person of a session as it stands now, or None: signed out, run out, deactivated, password changed."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(sign_in)
    user = get_user(request)
    return user if user.is_authenticated else None


def issue_ticket(sign_in: str) -> str:
    """A ticket that opens one WebSocket of this sign-in, within `GOOD_FOR` seconds."""
    ticket = secrets.token_urlsafe(32)
    cache.set(_key(ticket), sign_in, GOOD_FOR)
    return ticket


def redeem(ticket: str) -> str | None:
    """The ticket's sign-in, the first time; None ever after. Of two at once, one deletes the row: that one wins."""
    sign_in: str | None = cache.get(_key(ticket))
    return sign_in if sign_in and cache.delete(_key(ticket)) else None


def _key(ticket: str) -> str:
    """Only a hash is kept: who reads the table cannot use what is in it."""
    return f"ws-ticket:{hashlib.sha256(ticket.encode()).hexdigest()}"
