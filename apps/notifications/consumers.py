"""The WebSocket: says "there is something to pull", nothing more. Clients read it under their own permission."""

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.contrib.auth import get_user_model
from django.db import Error as DatabaseFault
from redis.exceptions import RedisError

from apps.core import feed
from apps.core.actor import Actor, Via

SIGNED_OUT = 4401
TRY_LATER = 1013
PATIENCE = 2.0  # seconds to wait for Redis
CHECK_EVERY = 4.0  # seconds between looks whether the person still has access


class FeedConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """One browser's line. Audiences come from the session, never from the client."""

    audiences: list[str]
    watch: "asyncio.Task[None] | None" = None

    async def connect(self) -> None:
        """Accept, join the person's audiences, say where the feed stands."""
        await self.accept()
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
        self.watch = asyncio.create_task(self._watch_access())

    async def disconnect(self, code: int) -> None:
        """Leave the audiences."""
        if self.watch:
            self.watch.cancel()
        for audience in getattr(self, "audiences", []):
            await self.channel_layer.group_discard(audience, self.channel_name)

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """Clients have nothing to say but that they are there."""
        if isinstance(content, dict) and content.get("type") == "ping":
            await self.send_json({"type": "pong"})

    async def feed_hint(self, message: dict[str, Any]) -> None:
        """Pass a hint on."""
        await self.send_json({"type": "hint", "events": message["events"]})

    async def _watch_access(self) -> None:
        """Hang up within seconds when the person is deactivated, signs out, or changes roles."""
        while True:
            await asyncio.sleep(CHECK_EVERY)
            try:
                still = await self._audiences() == self.audiences
            except DatabaseFault:
                await self.close(code=TRY_LATER)  # unwatched nobody stays on
                return
            if not still:
                await self.close(code=SIGNED_OUT)
                return

    @database_sync_to_async  # type: ignore[untyped-decorator]
    def _audiences(self) -> list[str]:
        user, session = self.scope["user"], self.scope.get("session")
        if not user.is_authenticated or session is None or not session.exists(session.session_key):
            return []
        fresh = get_user_model().objects.filter(pk=user.pk).first()
        return Actor(user=fresh, via=Via.PORTAL).audiences if fresh else []
