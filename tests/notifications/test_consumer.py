"""The WebSocket: who gets on, what is said, and who is hung up on."""

import asyncio
import json
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from channels.layers import channel_layers
from django.conf import settings as django_settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.relay import fast
from apps.crews.actions import add_crew, change_user, deactivate_user, join_crew, manage_crew, unmanage_crew
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import depart_for_visit, start_visit
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast, person
from workhub.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)
HOME = b"http://localhost"


class Line(ApplicationCommunicator):
    """One end of a WebSocket. (channels.testing would want daphne installed.)"""

    async def connect(self) -> str:
        await self.send_input({"type": "websocket.connect"})
        return str((await self.receive_output(timeout=5))["type"])

    async def receive_json(self) -> Any:
        return json.loads((await self.receive_output(timeout=5))["text"])

    async def hint_of(self, name: str) -> Any:
        """The first hint that names this; hints of what was before may still be under way."""
        while True:
            said = await self.receive_json()
            if any(event["name"] == name for event in said.get("events", [])):
                return said

    async def hang_up(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=5)


def line(user: User | None, origin: bytes = HOME) -> Line:
    """A browser's line, with the person's session."""
    headers = [(b"origin", origin), (b"host", b"localhost")]
    if user is not None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        headers.append((b"cookie", f"{django_settings.SESSION_COOKIE_NAME}={cookie}".encode()))
    scope = {"type": "websocket", "path": "/ws/", "query_string": b"", "headers": headers, "subprotocols": []}
    return Line(application, scope)


def talk(conversation: Any) -> Any:
    """Run a conversation in an event loop of its own, with a fresh connection to Redis."""
    channel_layers.backends.clear()

    async def to_its_end() -> Any:
        try:
            return await conversation
        finally:
            await database_sync_to_async(connections.close_all)()

    return asyncio.run(to_its_end())


def test_nobody_stays_on_without_signing_in(db: None) -> None:
    async def conversation() -> Any:
        ws = line(None)
        await ws.connect()
        return await ws.receive_output(timeout=5)

    assert talk(conversation()) == {"type": "websocket.close", "code": 4401}


def test_a_page_of_another_site_cannot_connect(cast: Cast) -> None:
    ws = line(cast.ana, origin=b"https://evil.example.com")

    async def conversation() -> Any:
        return await ws.connect()

    assert talk(conversation()) == "websocket.close"


def test_it_says_where_the_feed_stands_and_then_hints(cast: Cast, visit: Visit) -> None:
    fast.drain(timezone.now())
    ana, charlie = line(cast.ana), line(cast.charlie)

    async def conversation() -> tuple[Any, Any, bool]:
        await ana.connect()
        await charlie.connect()
        hello = await ana.receive_json()
        await charlie.receive_json()
        await database_sync_to_async(go)()
        hint = await ana.hint_of("visit.departed")
        quiet = await charlie.receive_nothing(timeout=0.5)
        for ws in (ana, charlie):
            await ws.hang_up()
        return hello, hint, quiet

    def go() -> None:
        depart_for_visit(actor=cast.field(), now=timezone.now(), visit_id=visit.public_id)
        fast.drain(timezone.now())

    hello, hint, quiet = talk(conversation())
    assert hello["type"] == "hello"
    assert "." in hello["cursor"]
    assert {"name": "visit.departed", "subject": "visit", "id": str(visit.public_id)} in hint["events"]
    assert quiet


def test_a_deactivated_person_is_hung_up_on_within_five_seconds(cast: Cast) -> None:
    ws = line(cast.ana)

    async def conversation() -> Any:
        await ws.connect()
        await ws.receive_json()
        await database_sync_to_async(deactivate_user)(
            actor=Actor.clock(), now=timezone.now(), user_id=cast.ana.public_id, reason="left"
        )
        return await ws.receive_output(timeout=5)

    assert talk(conversation()) == {"type": "websocket.close", "code": 4401}


def test_who_changes_roles_is_hung_up_on_and_comes_back_to_other_audiences(cast: Cast) -> None:
    ws = line(cast.dana)

    async def conversation() -> Any:
        await ws.connect()
        await ws.receive_json()
        await database_sync_to_async(change_user)(
            actor=Actor.clock(), now=timezone.now(), user_id=cast.dana.public_id, name="Dana", role=Role.TECHNICIAN
        )
        return await ws.receive_output(timeout=5)

    assert talk(conversation()) == {"type": "websocket.close", "code": 4401}


def test_a_manager_hears_of_a_crew_from_the_moment_it_is_theirs_until_it_is_not(cast: Cast, visit: Visit) -> None:
    marcus = person("Marcus Bell", Role.MANAGER)
    crew = add_crew(actor=cast.admin(), now=NOW, name="North")
    ana = cast.ana.member.public_id
    join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=ana, since=NOW.date())
    tell_everybody()
    ws = line(marcus)

    async def conversation() -> tuple[Any, bool]:
        await ws.connect()
        await ws.receive_json()
        await database_sync_to_async(given)(manage_crew)
        await database_sync_to_async(work)(depart_for_visit)
        hint = await ws.hint_of("visit.departed")
        await database_sync_to_async(given)(unmanage_crew)
        await ws.hint_of("crew.unmanaged")
        await database_sync_to_async(work)(start_visit)
        quiet = await ws.receive_nothing(timeout=1)
        await ws.hang_up()
        return hint, quiet

    def given(verb: Any) -> None:
        verb(actor=cast.admin(), now=timezone.now(), crew_id=crew.public_id, user_id=marcus.public_id)
        tell_everybody()

    def work(verb: Any) -> None:
        verb(actor=cast.field(), now=timezone.now(), visit_id=visit.public_id)
        tell_everybody()

    hint, quiet = talk(conversation())
    assert {"name": "visit.departed", "subject": "visit", "id": str(visit.public_id)} in hint["events"]
    assert quiet


def tell_everybody() -> None:
    """What the relay does, until nothing is due."""
    while fast.drain(timezone.now()):
        pass
