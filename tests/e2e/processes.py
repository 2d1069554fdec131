"""The whole product as real processes: `manage.py up` on a free port, with an SMTP sink to send to."""

import atexit
import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage as Mail
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]


class Sink:
    """Keeps every email that arrives."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@dataclass
class Product:
    """A running WorkHub."""

    address: str
    home: Path
    sink: Sink
    process: "subprocess.Popen[bytes]"
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def inside(self) -> str:
        """The address of the web process itself."""
        return f"http://127.0.0.1:{self.environment['PORT']}"

    def database(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection beside the product's own, for looking."""
        url = self.environment.get("DATABASE_URL")
        return psycopg.connect(url or embedded_url(self.home), autocommit=True)

    def one(self, sql: str, *values: Any) -> Any:
        """The one value of a query."""
        with self.database() as connection:
            row = connection.execute(sql, values).fetchone()
            return row[0] if row else None

    def run(self, *arguments: str, code: str = "", seconds: float = 60) -> str:
        """A management command beside the running product, with code on its standard input when given."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            input=code.encode(),
            capture_output=True,
            timeout=seconds,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def pids(self, words: str) -> list[int]:
        """Processes of this installation whose command line has these words."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    mine = str(self.home).encode() in (entry / "environ").read_bytes()
                except OSError:
                    continue
                if mine and words in command:
                    found.append(int(entry.name))
        return sorted(found)


def embedded_url(home: Path) -> str:
    """The address of the embedded PostgreSQL."""
    return str(json.loads((home / "services.json").read_text())["database_url"])


@functools.cache
def _first_day() -> Path:
    """A home with nobody in it that was started once and stopped: a copy starts in half the time."""
    folder = Path(tempfile.mkdtemp(prefix="workhub-first-day-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with product(folder / "home"):
        pass
    return folder / "home"


def begin(home: Path) -> Path:
    """Make a home with nobody in it, ready for `product`; not for tests of the first start itself."""
    shutil.copytree(_first_day(), home)
    return home


@contextmanager
def product(
    home: Path, *arguments: str, address: str = "", environment: dict[str, str] | None = None, **more: str
) -> Iterator[Product]:
    """`manage.py up`, ready to serve; stopped and its logs kept at the end.

    `address`: where people find it, when something stands before it; `environment` and `more`: on top of the usual.
    """
    sink = Sink()
    smtp = Controller(sink, hostname="127.0.0.1", port=free_port())
    smtp.start()
    port = free_port()
    usual = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "GROQ_API_KEY")}
    usual |= {
        "WORKHUB_HOME": str(home),
        "WORKHUB_DEBUG": "1",
        "WORKHUB_EMBEDDED_FSYNC": "0",
        "PORT": str(port),
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp.port}",
    }
    environment = usual | (environment or {}) | more
    with (home.parent / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        running = Product(address or f"http://127.0.0.1:{port}", home, sink, process, environment)
        try:
            _wait_until_ready(running)
            yield running
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
            smtp.stop()


def _wait_until_ready(running: Product, seconds: float = 240) -> None:
    deadline = time.monotonic() + seconds
    host = urlsplit(running.address).netloc
    request = urllib.request.Request(f"{running.inside}/readyz", headers={"Host": host})
    while time.monotonic() < deadline:
        assert running.process.poll() is None, (running.home.parent / "up.log").read_text()
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:
                if json.load(answer)["status"] == "ok" and running.pids("-A workhub worker"):
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError((running.home.parent / "up.log").read_text())


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
