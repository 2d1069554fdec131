"""Bodies end where the limit is, before Django would write them to the disk."""

from typing import Any

from workhub.edges.limits import most_bytes

LENGTH = b"content-length"


class BodyLimit:
    """ASGI: cuts a body that is too large, and lets Django's side refuse it with all the usual headers."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Serve one HTTP request."""
        await self.application(scope, _Cut(scope, receive), send)


class _Cut:
    """A `receive` that stops at the limit and says how long the body really was."""

    def __init__(self, scope: dict[str, Any], receive: Any) -> None:
        self.scope = scope
        self.receive = receive
        headers = dict(scope["headers"])
        self.most = most_bytes(headers.get(b"content-type", b"").decode("latin-1").lower())
        self.declared = headers.get(LENGTH, b"0")
        self.seen = 0
        self.done = False

    async def __call__(self) -> Any:
        if self.done:
            return await self._rest()
        if self.declared.isdigit() and int(self.declared) > self.most:
            return self._end()
        message: Any = await self.receive()
        self.seen += len(message.get("body", b""))
        if self.seen > self.most:
            self._say_length()
            return self._end()
        self.done = not message.get("more_body", False)
        return message

    def _end(self) -> dict[str, Any]:
        self.done = True
        return {"type": "http.request", "body": b"", "more_body": False}

    def _say_length(self) -> None:
        others = [(name, value) for name, value in self.scope["headers"] if name != LENGTH]
        self.scope["headers"] = [*others, (LENGTH, str(self.seen).encode())]

    async def _rest(self) -> Any:
        """Throw away what still comes, so that the client gets to read the refusal."""
        message: Any = await self.receive()
        while message["type"] == "http.request":
            message = await self.receive()
        return message
