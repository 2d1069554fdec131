"""Tickets for the WebSocket: one line each, for the sign-in that asked, and no longer than it lasts."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_guid import get_guid

from apps.core.actor import Actor, user_audience
from apps.core.relay import fast
from apps.crews.actions import deactivate_user
from apps.crews.models import User
from apps.jobs.actions import depart_for_visit
from apps.jobs.models import Visit
from apps.notifications.tickets import issue_ticket, redeem
from tests.api.programs import Program, is_problem
from tests.conftest import Cast
from tests.notifications.test_consumer import Line, line, talk
from tests.racing import race
from workhub.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)
SignedIn = Callable[[User], Client]
SIGNED_OUT = {"type": "websocket.close", "code": 4401}


@pytest.fixture(autouse=True)
def _no_limits_used_up(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ana(cast: Cast) -> Program:
    program = Program()
    assert program.sign_in(cast.ana).status_code == 200
    return program


def ticket_of(program: Program) -> str:
    answer = program.post("/api/v1/ws-tickets", {})
    assert answer.status_code == 201
    return str(answer.json()["ticket"])


def by_ticket(ticket: str, *, origin: bytes | None = None, protocols: tuple[str, ...] = ()) -> Line:
    """A program's line: no cookie, and by default no Origin either."""
    headers = [(b"host", b"localhost")] + ([(b"origin", origin)] if origin else [])
    query = b"" if protocols else f"ticket={ticket}".encode()
    scope = {
        "type": "websocket", "path": "/ws/", "query_string": query, "headers": headers, "subprotocols": list(protocols)
    }  # fmt: skip
    return Line(application, scope)


def first(ws: Line) -> Any:
    """What a line says first after it is accepted, or how it is hung up on."""

    async def conversation() -> Any:
        await ws.connect()
        said = await ws.receive_output(timeout=5)
        await ws.hang_up()
        return json.loads(said["text"]) if "text" in said else said

    return talk(conversation())


# --- getting one ---


def test_a_program_gets_a_ticket_and_where_to_go_with_it(ana: Program) -> None:
    said = ana.post("/api/v1/ws-tickets", {}).json()
    url = urlsplit(said["url"])
    assert (url.scheme, url.netloc, url.path) == ("ws", "testserver", "/ws/")
    assert parse_qs(url.query)["ticket"] == [said["ticket"]]
    assert said["expires_in"] == 30


def test_a_browser_gets_one_too(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ana).post("/api/v1/ws-tickets").status_code == 201


def test_a_stranger_gets_none(db: None) -> None:
    assert is_problem(Program().post("/api/v1/ws-tickets", {}, token=None), 401, "not_signed_in")


def test_nobody_collects_tickets_by_the_hundred(ana: Program) -> None:
    answers = [ana.post("/api/v1/ws-tickets", {}) for _ in range(31)]
    assert is_problem(answers[-1], 429, "too_many_requests")
    assert int(answers[-1]["Retry-After"]) > 0


# --- using it ---


def test_it_opens_the_line_of_its_person(ana: Program, cast: Cast, visit: Visit) -> None:
    fast.drain(timezone.now())
    ws = by_ticket(ticket_of(ana))

    def go() -> None:
        depart_for_visit(actor=cast.field(), now=timezone.now(), visit_id=visit.public_id)
        fast.drain(timezone.now())

    async def conversation() -> Any:
        await ws.connect()
        hello = await ws.receive_json()
        await database_sync_to_async(go)()
        hint = await ws.hint_of("visit.departed")
        await ws.hang_up()
        return hello, hint

    hello, hint = talk(conversation())
    assert hello["type"] == "hello"
    assert {"name": "visit.departed", "subject": "visit", "id": str(visit.public_id)} in hint["events"]


def test_it_works_once(ana: Program) -> None:
    ticket = ticket_of(ana)
    assert first(by_ticket(ticket))["type"] == "hello"
    assert first(by_ticket(ticket)) == SIGNED_OUT


def test_of_many_that_use_it_at_once_one_gets_in(ana: Program, cast: Cast) -> None:
    for _ in range(5):
        ticket = issue_ticket("a-sign-in")
        answers = race(*[lambda ticket=ticket: redeem(ticket)] * 8)
        assert sorted(map(str, answers)) == ["None"] * 7 + ["a-sign-in"]


def test_it_runs_out_after_thirty_seconds(ana: Program) -> None:
    ticket = ticket_of(ana)
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert redeem(ticket) is None


@pytest.mark.parametrize("ticket", ["", "x", "%00", "é", "a" * 5000])
def test_a_made_up_ticket_opens_nothing(db: None, ticket: str) -> None:
    ws = by_ticket(ticket, origin=b"http://localhost")
    assert first(ws) == SIGNED_OUT


def test_a_bad_ticket_is_not_saved_by_a_good_cookie(cast: Cast) -> None:
    ws = line(cast.ana)
    ws.scope["query_string"] = b"ticket=made-up"
    assert first(ws) == SIGNED_OUT


def test_it_can_travel_as_a_subprotocol(ana: Program) -> None:
    ws = by_ticket("", protocols=("workhub.ticket", ticket_of(ana)))

    async def conversation() -> Any:
        await ws.send_input({"type": "websocket.connect"})
        accepted = await ws.receive_output(timeout=5)
        hello = await ws.receive_json()
        await ws.hang_up()
        return accepted, hello

    accepted, hello = talk(conversation())
    assert accepted["subprotocol"] == "workhub.ticket"
    assert hello["type"] == "hello"


def test_the_server_that_writes_the_access_log_does_not_see_it(ana: Program) -> None:
    ws = by_ticket(ticket_of(ana))
    ws.scope["query_string"] = b"a=1&" + ws.scope["query_string"]
    assert first(ws)["type"] == "hello"
    assert ws.scope["query_string"] == b"a=1"


@pytest.mark.parametrize("origin", [None, b"https://app.example.com", b"app://phone"])
def test_with_a_ticket_it_does_not_matter_where_the_page_came_from(ana: Program, origin: bytes | None) -> None:
    assert first(by_ticket(ticket_of(ana), origin=origin))["type"] == "hello"


@pytest.mark.parametrize("origin", [None, b"https://app.example.com"])
def test_with_a_cookie_it_does(cast: Cast, settings: Any, origin: bytes | None) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
    ws = line(cast.ana, origin=origin or b"")
    if origin is None:
        ws.scope["headers"] = [header for header in ws.scope["headers"] if header[0] != b"origin"]

    async def conversation() -> str:
        return await ws.connect()

    assert talk(conversation()) == "websocket.close"


# --- the end of it ---


def hung_up_on_after(ws: Line, what: Callable[[], Any]) -> Any:
    async def conversation() -> Any:
        await ws.connect()
        await ws.receive_json()
        await database_sync_to_async(what)()
        return await ws.receive_output(timeout=5)

    return talk(conversation())


def test_signing_out_ends_it_within_five_seconds(ana: Program) -> None:
    assert hung_up_on_after(by_ticket(ticket_of(ana)), ana.sign_out) == SIGNED_OUT


def test_a_refresh_token_used_twice_ends_it_too(ana: Program) -> None:
    stolen, ws = ana.refresh, by_ticket(ticket_of(ana))

    def replay() -> None:
        ana.renew()
        ana.renew(stolen)

    assert hung_up_on_after(ws, replay) == SIGNED_OUT


def test_deactivation_ends_it_within_five_seconds(ana: Program, cast: Cast) -> None:
    def deactivate() -> None:
        deactivate_user(actor=Actor.clock(), now=timezone.now(), user_id=cast.ana.public_id, reason="left")

    assert hung_up_on_after(by_ticket(ticket_of(ana)), deactivate) == SIGNED_OUT


def test_a_ticket_from_before_signing_out_opens_nothing(ana: Program) -> None:
    ticket = ticket_of(ana)
    ana.sign_out()
    assert first(by_ticket(ticket)) == SIGNED_OUT


def test_renewing_tokens_does_not_end_it(ana: Program) -> None:
    ws = by_ticket(ticket_of(ana))

    async def conversation() -> Any:
        await ws.connect()
        await ws.receive_json()
        await database_sync_to_async(ana.renew)()
        quiet = await ws.receive_nothing(timeout=4.5)
        await ws.hang_up()
        return quiet

    assert talk(conversation())


# --- rubbish ---


def answer_to(cast: Cast, *frames: dict[str, Any]) -> Any:
    ws = line(cast.ana)

    async def conversation() -> Any:
        await ws.connect()
        await ws.receive_json()
        for frame in frames:
            await ws.send_input({"type": "websocket.receive", **frame})
        said = await ws.receive_output(timeout=5)
        await ws.hang_up()
        return json.loads(said["text"]) if "text" in said else said["code"]

    return talk(conversation())


def test_a_ping_is_answered(cast: Cast) -> None:
    assert answer_to(cast, {"text": '{"type": "ping"}'}) == {"type": "pong"}


@pytest.mark.parametrize("text", ["", "{", "nonsense", "[" * 4000, '{"a":' * 800, "9" * 4096])
def test_what_is_not_json_is_answered_with_an_error(cast: Cast, text: str) -> None:
    assert answer_to(cast, {"text": text})["type"] == "error"


@pytest.mark.parametrize("text", ["[]", "null", "1", '"ping"', "{}", '{"type": ["ping"]}', '{"type": "subscribe"}'])
def test_what_is_no_frame_of_ours_is_answered_with_an_error(cast: Cast, text: str) -> None:
    assert answer_to(cast, {"text": text}) == {"type": "error", "code": "unknown_frame"}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"bytes": b"\x00\xff"}, 1003),
        ({"bytes": b"{}"}, 1003),
        ({"text": "x" * 4097}, 1009),
        ({"text": "é" * 2100}, 1009),
        ({"text": "x" * 1_000_000}, 1009),
    ],
)
def test_what_is_too_large_or_no_text_ends_the_line(cast: Cast, frame: dict[str, Any], code: int) -> None:
    assert answer_to(cast, frame) == code


def test_more_than_ten_frames_a_second_end_the_line_and_the_rest_is_not_read(cast: Cast) -> None:
    ws = line(cast.ana)

    async def conversation() -> list[Any]:
        await ws.connect()
        await ws.receive_json()
        for _ in range(40):
            await ws.send_input({"type": "websocket.receive", "text": '{"type": "ping"}'})
        said = [await ws.receive_output(timeout=5)]
        while said[-1]["type"] != "websocket.close":
            said.append(await ws.receive_output(timeout=5))
        quiet = await ws.receive_nothing(timeout=0.3)
        await ws.hang_up()
        return [*said, quiet]

    *pongs, close, quiet = talk(conversation())
    assert (close["code"], quiet) == (1008, True)
    assert len(pongs) == 10


def test_a_line_that_was_hung_up_on_hears_nothing_more(cast: Cast) -> None:
    ws = line(cast.ana)

    async def conversation() -> Any:
        await ws.connect()
        await ws.receive_json()
        await ws.send_input({"type": "websocket.receive", "bytes": b"x"})
        await ws.receive_output(timeout=5)
        hint = {"type": "feed.hint", "events": []}
        await get_channel_layer().group_send(user_audience(cast.ana.pk), hint)
        quiet = await ws.receive_nothing(timeout=1)
        await ws.hang_up()
        return quiet

    assert talk(conversation())


def test_records_of_a_line_carry_its_request_id(ana: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr("apps.notifications.consumers.redeem", lambda ticket: seen.append(get_guid()))
    ws = by_ticket("x")
    ws.scope["headers"].append((b"x-request-id", b"my-own-id-1"))
    first(ws)
    assert seen == ["my-own-id-1"]


def test_the_loop_is_not_kept_busy_by_a_line_that_ended(ana: Program) -> None:
    ws = by_ticket(ticket_of(ana))

    async def conversation() -> int:
        await ws.connect()
        await ws.receive_json()
        await ws.hang_up()
        await asyncio.sleep(0)
        return len([task for task in asyncio.all_tasks() if "_watch_access" in repr(task)])

    assert talk(conversation()) == 0
