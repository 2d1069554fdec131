"""The WebSocket: says "there is something to pull", nothing more. Clients read it under their own permission."""

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from redis.exceptions import RedisError

from apps.core import feed
from apps.notifications.access import audiences_of, watch

SIGNED_OUT = 4401
TRY_LATER = 1013
HINT = "feed.hint"
PATIENCE = 2.0  # seconds to wait for Redis


class FeedConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """One browser's line. Audiences come from the session, never from the client."""

    audiences: list[str]
    sign_in: str | None = None

    async def connect(self) -> None:
        """Accept, join the person's audiences, say where the feed stands."""
        await self.accept()
        session = self.scope.get("session")
        self.sign_in = session.session_key if session else None
        self.audiences = await self._audiences()
        if not self.audiences:
            await self.close(code=SIGNED_OUT)
            return
        try:
            for audience in self.audiences:
                await asyncio.wait_for(self.channel_layer.group_add(audience, self.channel_name), PATIENCE)
        except (TimeoutError, OSError, RedisError):
            await self.close(code=TRY_LATER)  # the page polls meanwhile
            return
        await self.send_json({"type": "hello", "cursor": await database_sync_to_async(feed.now_cursor)()})
        watch().add(self)

    async def disconnect(self, code: int) -> None:
        """Leave the audiences."""
        watch().remove(self)
        for audience in getattr(self, "audiences", []):
            await self.channel_layer.group_discard(audience, self.channel_name)

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """Clients have nothing to say but that they are there."""
        if isinstance(content, dict) and content.get("type") == "ping":
            await self.send_json({"type": "pong"})

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
        await self.send_json({"type": "hint", "events": message["events"]})

    async def access_lost(self) -> None:
        """Hang up within seconds when the person is deactivated, signs out, or changes roles."""
        await self.close(code=SIGNED_OUT)

    async def unwatched(self) -> None:
        """Unwatched nobody stays on."""
        await self.close(code=TRY_LATER)

    @database_sync_to_async  # type: ignore[untyped-decorator]
    def _audiences(self) -> list[str]:
        return audiences_of([self.sign_in]).get(self.sign_in, []) if self.sign_in else []
