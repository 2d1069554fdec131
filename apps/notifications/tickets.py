"""Tickets: each leads one WebSocket to the sign-in it was given to."""

import hashlib
import secrets

from django.core.cache import cache

GOOD_FOR = 30  # seconds a ticket waits to be used


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
