"""POST /ws-tickets: how a program without cookies gets on the WebSocket."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.throttling import UserRateThrottle
from pydantic import ConfigDict

from apps.notifications.tickets import GOOD_FOR, issue_ticket
from workhub.api_auth import sign_in_of
from workhub.websocket import PATH

router = Router(tags=["Following changes"])


class TicketOut(Schema):
    """Open `url` within `expires_in` seconds, once; or send `ticket` as a subprotocol, out of sight of access logs."""

    ticket: str
    expires_in: int
    url: str

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ticket": "mYd0mC3J0Yw6x1q5b9oN2rT4uVzA7sKfLhPgEiWnXaQ",
                    "expires_in": 30,
                    "url": "wss://hub.example.com/ws/?ticket=mYd0mC3J0Yw6x1q5b9oN2rT4uVzA7sKfLhPgEiWnXaQ",
                }
            ]
        }
    )


@router.post(
    "/ws-tickets",
    response={201: TicketOut},
    throttle=UserRateThrottle("30/m"),
    operation_id="create_ws_ticket",
    summary="A single-use ticket for the WebSocket",
)
def create_ws_ticket(request: HttpRequest) -> Any:
    """The socket belongs to the sign-in that asked: it closes within five seconds when that one ends."""
    ticket = issue_ticket(sign_in_of(request))
    address = request.build_absolute_uri(f"/{PATH}").replace("http", "ws", 1)
    return Status(201, {"ticket": ticket, "expires_in": GOOD_FOR, "url": f"{address}?ticket={ticket}"})
