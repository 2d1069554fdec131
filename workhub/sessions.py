"""Sessions end when nobody uses them, and after some days in any case. One place for pages, sockets and the API."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

STARTED, SEEN = "_started", "_seen"  # seconds since 1970
NOTE_EVERY = 300  # seconds; noting each request would be a write each


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with two limits for people who are signed in."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it is over."""
        return self._seen(super().load())

    async def aload(self) -> dict[str, Any]:
        """What the session holds; nothing when it is over."""
        return self._seen(await super().aload())

    def encode(self, session_dict: dict[str, Any]) -> str:
        """What is written; a sign-in's first save notes when it was."""
        if SESSION_KEY in session_dict and SEEN not in session_dict:
            session_dict = session_dict | dict.fromkeys((STARTED, SEEN), int(time.time()))
        return super().encode(session_dict)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What is kept; nothing when the sign-in is over, whoever reads it."""
        data: dict[str, Any] = super().decode(session_data)
        return {} if _is_over(data) else data

    def _seen(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data:
            self._session_key = None  # as if there were none; clearsessions removes the row
        elif SESSION_KEY in data and time.time() - data.get(SEEN, 0) >= NOTE_EVERY:
            data |= {STARTED: data.get(STARTED, int(time.time())), SEEN: int(time.time())}
            self.modified = True
        return data


def _is_over(data: dict[str, Any]) -> bool:
    if SESSION_KEY not in data:
        return False
    now = time.time()
    started, seen = data.get(STARTED, now), data.get(SEEN, now)
    return bool(now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS)
