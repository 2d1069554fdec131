"""The WebSocket: says "there is something to pull", nothing more. Clients read it under their own permission."""

import asyncio
import json
import time
from collections import deque
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.db import Error as DatabaseFault
from redis.exceptions import RedisError

from apps.core import feed
from apps.notifications.access import audiences_of, watch
from apps.notifications.tickets import redeem

SUBPROTOCOL = "workhub.ticket"  # offered together with a ticket; see workhub/websocket.py
SIGNED_OUT = 4401
TRY_LATER = 1013
NOT_TEXT, TOO_FAST, TOO_LARGE = 1003, 1008, 1009
FRAME_BYTES = 4096  # a client's frame may have
FRAMES_A_SECOND = 10
PATIENCE = 2.0  # seconds to wait for Redis
HINT = "feed.hint"


class FeedConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """One client's line. Audiences come from the sign-in, never from the client."""

    audiences: list[str]
    sign_in: str | None = None
    closing = False

    async def connect(self) -> None:
        """Accept, join the person's audiences, say where the feed stands."""
        self.frames: deque[float] = deque(maxlen=FRAMES_A_SECOND)
        await self.accept(SUBPROTOCOL if SUBPROTOCOL in self.scope.get("subprotocols", []) else None)
        try:
            await self._join()
        except (TimeoutError, OSError, RedisError, DatabaseFault):
            await self.close(code=TRY_LATER)  # the page polls meanwhile

    async def _join(self) -> None:
        self.sign_in = await self._sign_in()
        self.audiences = await self._audiences()
        if not self.audiences:
            await self.close(code=SIGNED_OUT)
            return
        for audience in self.audiences:
            await asyncio.wait_for(self.channel_layer.group_add(audience, self.channel_name), PATIENCE)
        await self.send_json({"type": "hello", "cursor": await database_sync_to_async(feed.now_cursor)()})
        watch().add(self)

    async def disconnect(self, code: int) -> None:
        """Leave the audiences."""
        watch().remove(self)
        for audience in getattr(self, "audiences", []):
            await self.channel_layer.group_discard(audience, self.channel_name)

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Hang up, once."""
        if not self.closing:
            self.closing = True
            await super().close(code, reason)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        """Take a frame: small, text, not too many. Whoever sends others is hung up on."""
        if self.closing:
            return
        if code := self._refusal(text_data):
            await self.close(code=code)
            return
        try:
            await self.receive_json(json.loads(text_data or ""))
        except (ValueError, RecursionError):
            await self.send_json({"type": "error", "code": "not_json"})

    def _refusal(self, text: str | None) -> int | None:
        now = time.monotonic()
        crowded = len(self.frames) == FRAMES_A_SECOND and now - self.frames[0] < 1
        self.frames.append(now)
        if crowded:
            return TOO_FAST
        if text is None:
            return NOT_TEXT
        return TOO_LARGE if len(text) > FRAME_BYTES or len(text.encode()) > FRAME_BYTES else None

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """Clients have nothing to say but that they are there."""
        if isinstance(content, dict) and content.get("type") == "ping":
            await self.send_json({"type": "pong"})
        else:
            await self.send_json({"type": "error", "code": "unknown_frame"})

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Hints go out at once. Before all else Channels closes stale database connections, in the thread that serves
        pages: for a hint, which reads no database, 200 browsers would queue there.
        """
        if message["type"] == HINT:
            await self.feed_hint(message)
        else:
            await super().dispatch(message)

    async def feed_hint(self, message: dict[str, Any]) -> None:
        """Pass a hint on."""
        if self.closing:
            return
        await self.send_json({"type": "hint", "events": message["events"]})

    async def access_lost(self) -> None:
        """Hang up within seconds when the person is deactivated, signs out, or changes roles."""
        await self.close(code=SIGNED_OUT)

    async def unwatched(self) -> None:
        """Unwatched nobody stays on."""
        await self.close(code=TRY_LATER)

    @database_sync_to_async  # type: ignore[untyped-decorator]
    def _sign_in(self) -> str | None:
        """The session of the cookie, or of the ticket, which is used up by this."""
        ticket: str | None = self.scope.get("ticket")
        session = self.scope.get("session")
        return redeem(ticket) if ticket else session and session.session_key

    @database_sync_to_async  # type: ignore[untyped-decorator]
    def _audiences(self) -> list[str]:
        return audiences_of([self.sign_in]).get(self.sign_in, []) if self.sign_in else []
