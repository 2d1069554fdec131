"""The door of the WebSocket: by a cookie from our own pages only, by a ticket from anywhere."""

import re
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import SessionMiddlewareStack
from django.urls import path
from django_guid import set_guid

from apps.notifications.consumers import SUBPROTOCOL, FeedConsumer
from workhub.edges.request_id import SANE

PATH = "ws/"
IN_QUERY = re.compile(rb"(^|&)ticket=[^&]*")


class Door:
    """A ticket is a secret that no browser sends by itself, so where the page came from does not matter with one.

    Without a ticket the cookie decides, and only pages of our own hosts may use it.
    """

    def __init__(self) -> None:
        routes = URLRouter([path(PATH, FeedConsumer.as_asgi())])
        self.by_ticket = routes
        self.by_cookie = AllowedHostsOriginValidator(SessionMiddlewareStack(routes))

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Serve one connection."""
        set_guid(_request_id(scope))
        scope["ticket"] = _take_ticket(scope)
        door = self.by_cookie if scope["ticket"] is None else self.by_ticket
        await door(scope, receive, send)


def _take_ticket(scope: dict[str, Any]) -> str | None:
    """The ticket, out of the query or the subprotocols. It is cut out of the query, so that no access log has it."""
    offered = scope.get("subprotocols") or []
    if offered[:1] == [SUBPROTOCOL] and len(offered) == 2:
        return str(offered[1])
    found = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("ticket")
    if not found:
        return None
    scope["query_string"] = IN_QUERY.sub(b"", scope["query_string"])
    return str(found[0])


def _request_id(scope: dict[str, Any]) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return given if SANE.fullmatch(given) else uuid4().hex
