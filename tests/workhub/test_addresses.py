"""Addresses of services, as hosted ones give them: TLS, one Redis database, direct PostgreSQL sessions."""

import asyncio
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import redis
import trustme
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

from workhub import addresses
from workhub.embedded.environment import ROOT
from workhub.embedded.redis_server import program
from workhub.settings import REDIS_PREFIX

# --- PostgreSQL ---


def test_parameters_of_the_address_reach_postgresql() -> None:
    it = addresses.database(
        "postgresql://me:p%40ss@db.example.com:5433/hub?sslmode=verify-full&channel_binding=require"
    )
    assert (it["HOST"], it["PORT"], it["NAME"], it["PASSWORD"]) == ("db.example.com", "5433", "hub", "p@ss")
    assert it["OPTIONS"]["sslmode"] == "verify-full"
    assert it["OPTIONS"]["channel_binding"] == "require"


def test_tls_that_is_demanded_and_cannot_be_had_is_an_error() -> None:
    parameters = connection.get_connection_params()
    with pytest.raises(psycopg.OperationalError, match="SSL"):
        psycopg.connect(f"host=127.0.0.1 port={_closed_to_tls()} sslmode=require dbname=x user={parameters['user']}")


def _closed_to_tls() -> int:
    """A server that says no to TLS, as PostgreSQL does where it has no certificate."""
    listening = socket.create_server(("127.0.0.1", 0))

    def say_no() -> None:
        client, _ = listening.accept()
        client.recv(64)
        client.sendall(b"N")
        client.close()

    threading.Thread(target=say_no, daemon=True).start()
    return int(listening.getsockname()[1])


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "value"), addresses.LIMITS.items())
def test_sessions_have_limits(limit: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {limit}")
        assert cursor.fetchone() == (value,)


def test_the_address_may_set_other_limits() -> None:
    options = addresses.database("postgresql://a@b/c?options=-c%20statement_timeout%3D5s")["OPTIONS"]["options"]
    assert options.index("statement_timeout=30s") < options.index("statement_timeout=5s")


@pytest.mark.django_db(transaction=True)
def test_migrations_may_take_their_time_but_wait_shortly_for_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(migrate.Command, "handle", lambda *_args, **_options: seen.extend(_limits_now()))
    call_command("migrate", verbosity=0)
    assert seen == ["0", "5s"]
    assert _limits_now() == ["30s", "10s"]


def _limits_now() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
        return list(cursor.fetchone())


# --- Redis: one database, TLS ---


@dataclass
class HostedRedis:
    """A Redis with one database and a password, by TLS, as hosted ones are."""

    url: str
    plain: "redis.Redis"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Iterator[HostedRedis]:
    folder = tmp_path_factory.mktemp("redis")
    path = f"{folder}/r"
    command = [str(program()), "--port", "0", "--unixsocket", path, "--databases", "1", "--requirepass", "opensesame"]
    server = subprocess.Popen([*command, "--save", ""], cwd=folder, stdout=subprocess.DEVNULL)
    plain = redis.Redis.from_url(f"unix://{path}?password=opensesame")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    with TlsFront(path, context) as port:
        yield HostedRedis(f"rediss://default:opensesame@127.0.0.1:{port}/0?ssl_ca_certs={folder}/ca.pem", plain)
    server.terminate()
    server.wait()


class TlsFront:
    """Takes TLS connections and passes what they say on to a Unix socket."""

    def __init__(self, path: str, context: ssl.SSLContext) -> None:
        self.path, self.context = path, context
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> int:
        self.thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.context)
        self.server = asyncio.run_coroutine_threadsafe(starting, self.loop).result(10)
        return int(self.server.sockets[0].getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_unix_connection(self.path)
        await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer), return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


TRY = """
import asyncio, django
django.setup()
from celery import current_app
from channels.layers import get_channel_layer
from workhub.health import _redis
async def to_and_fro():
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add("user.1", channel)
    await layer.group_send("user.1", {"type": "feed.hint"})
    return await asyncio.wait_for(layer.receive(channel), 10)
print("readyz", _redis())
print("channels", asyncio.run(to_and_fro()))
current_app.send_task("apps.core.tasks.bell", args=["slow"], queue="slow", retry=False)
print("celery sent")
"""


def tried(url: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", TRY],
        cwd=ROOT,
        env=os.environ | {"REDIS_URL": url, "DJANGO_SETTINGS_MODULE": "workhub.settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr


def test_everything_works_by_tls_in_one_database(hosted: HostedRedis) -> None:
    said = tried(hosted.url)
    assert "readyz ok" in said
    assert "channels {'type': 'feed.hint'}" in said
    assert "celery sent" in said
    with pytest.raises(redis.ResponseError, match="out of range"):
        hosted.plain.execute_command("SELECT", 1)
    keys = {key.decode() for key in hosted.plain.scan_iter()}
    assert f"{REDIS_PREFIX}slow" in keys
    assert {key for key in keys if not key.startswith(REDIS_PREFIX)} == set()


def test_a_certificate_of_somebody_else_is_refused(hosted: HostedRedis, tmp_path: Path) -> None:
    before = hosted.plain.llen(f"{REDIS_PREFIX}slow")
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    said = tried(f"{hosted.url.partition('?')[0]}?ssl_ca_certs={tmp_path}/ca.pem")
    assert "readyz not reachable" in said
    assert "CERTIFICATE_VERIFY_FAILED" in said
    assert hosted.plain.llen(f"{REDIS_PREFIX}slow") == before


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("redis://host", "redis://host/0"),
        ("redis://me:pw@host:1/3", "redis://me:pw@host:1/3"),
        ("unix:///run/r.sock?db=1", "redis+socket:///run/r.sock?virtual_host=1"),
        ("rediss://host:1/0?ssl_cert_reqs=none", "rediss://host:1/0"),
    ],
)
def test_celery_gets_the_same_database(url: str, broker: str) -> None:
    assert addresses.broker(url) == broker


def test_celery_checks_certificates_unless_told_otherwise() -> None:
    assert addresses.broker_tls("redis://host") is None
    assert addresses.broker_tls("rediss://host") == {"ssl_cert_reqs": ssl.CERT_REQUIRED}
    assert addresses.broker_tls("rediss://host?ssl_cert_reqs=none") == {"ssl_cert_reqs": ssl.CERT_NONE}
