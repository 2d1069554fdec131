"""Who may still listen: one look for all WebSockets of a process, every few seconds.

A look per socket costs a connection and two queries each: with 200 sockets fifty times a second, in the one thread that
also serves pages.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Mapping
from importlib import import_module
from typing import Any, Protocol
from weakref import WeakKeyDictionary, WeakSet

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from apps.core.actor import Actor, Via

logger = logging.getLogger(__name__)
CHECK_EVERY = 4.0  # seconds between looks whether people still have access

Bar = Callable[[Collection[Any]], Collection[int]]
_bars: list[Bar] = []


def barred_by(bar: Bar) -> Bar:
    """Register who of some people (primary keys) may not listen yet, although they are signed in."""
    _bars.append(bar)
    return bar


def audiences_of(sign_ins: Collection[str]) -> dict[str, list[str]]:
    """The audiences of each sign-in (a session's key) as things stand now; missing: signed out, run out, deactivated,
    password changed, barred. Two queries and what the bars ask, however many there are.
    """
    rows = Session.objects.filter(session_key__in=sign_ins, expire_date__gt=timezone.now())
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions = {row.session_key: store.decode(row.session_data) for row in rows}
    ids = {str(session[SESSION_KEY]) for session in sessions.values() if SESSION_KEY in session}
    people = {str(person.pk): person for person in get_user_model().objects.filter(pk__in=ids, is_active=True)}
    barred = {pk for bar in _bars for pk in bar(people.values())}
    signed_in = {key: people.get(str(session.get(SESSION_KEY))) for key, session in sessions.items()}
    return {
        key: Actor(user=person, via=Via.PORTAL).audiences
        for key, person in signed_in.items()
        if person is not None and person.pk not in barred and _same_password(sessions[key], person)
    }


def _same_password(session: Mapping[str, Any], person: Any) -> bool:
    """Whether the session began with the password that the person has now."""
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(constant_time_compare(session.get(HASH_SESSION_KEY, ""), known) for known in hashes)


class Line(Protocol):
    """An open WebSocket."""

    audiences: list[str]
    sign_in: str | None

    async def access_lost(self) -> None:
        """Hang up: the person may not listen any more, or to something else."""

    async def unwatched(self) -> None:
        """Hang up: nobody can tell whether the person may still listen."""


class Watch:
    """Looks after the open lines of one event loop, for as long as there are any."""

    def __init__(self) -> None:
        self._lines: WeakSet[Line] = WeakSet()  # one that was dropped without a goodbye is not kept
        self._task: asyncio.Task[None] | None = None
        self._goodbyes: set[asyncio.Task[None]] = set()  # under way

    def add(self, line: Line) -> None:
        """Look after this one too."""
        self._lines.add(line)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look_again_and_again())

    def remove(self, line: Line) -> None:
        """It is closed."""
        self._lines.discard(line)

    async def _look_again_and_again(self) -> None:
        while self._lines:
            await asyncio.sleep(CHECK_EVERY)
            for goodbye in await self._to_say(list(self._lines)):
                # Not waited for: a client that takes nothing any more must not keep everybody else's line open.
                task = asyncio.create_task(goodbye)
                self._goodbyes.add(task)
                task.add_done_callback(self._said)

    def _said(self, goodbye: "asyncio.Task[None]") -> None:
        self._goodbyes.discard(goodbye)
        if not goodbye.cancelled() and (error := goodbye.exception()):
            logger.info("a line could not be hung up on: %r", error)

    async def _to_say(self, lines: list[Line]) -> list[Coroutine[Any, Any, None]]:
        sign_ins = {line.sign_in for line in lines if line.sign_in}
        try:
            found = await database_sync_to_async(audiences_of)(sign_ins)
        except Exception:
            logger.exception("nobody can tell who of %s may still listen", len(lines))
            return [line.unwatched() for line in lines]
        return [line.access_lost() for line in lines if found.get(line.sign_in or "", []) != line.audiences]


_watches: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()


def watch() -> Watch:
    """The watch of the running event loop."""
    return _watches.setdefault(asyncio.get_running_loop(), Watch())
