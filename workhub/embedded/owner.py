"""One owner per WORKHUB_HOME starts and stops the services; everybody else attaches to them."""

import atexit
import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from workhub.embedded.environment import home as default_home
from workhub.embedded.environment import setting
from workhub.embedded.errors import EmbeddedError, readable
from workhub.embedded.places import Places, private_folder, write_private
from workhub.embedded.postgres import Postgres
from workhub.embedded.processes import started_at
from workhub.embedded.redis_server import Redis
from workhub.embedded.server import START_SECONDS, Server

STOP_SECONDS = 3.0


@dataclass(frozen=True)
class Services:
    """The addresses of PostgreSQL and Redis; exactly what services.json holds."""

    database_url: str
    redis_url: str


class Embedded:
    """The services of one WORKHUB_HOME, as owner or attached. An address that is given is not started."""

    def __init__(self, home: Path | None = None, *, database_url: str = "", redis_url: str = "") -> None:
        self.places = Places((home or default_home()).resolve())
        self.given = Services(database_url, redis_url)
        self._servers: list[Server] = []
        self._lock: int | None = None
        self._pid = os.getpid()

    @property
    def owner(self) -> bool:
        """Whether this object started the services and will stop them."""
        return self._lock is not None

    def start(self) -> Services:
        """Become the owner and start the services, or wait for the owner's and take those.

        Raises:
            EmbeddedError: with a code and a sentence that says what is wrong.
        """
        with readable(self.places.home):
            self.places.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            until = time.monotonic() + START_SECONDS
            while not self._become_owner():
                if attached := self._attached():
                    return attached
                if time.monotonic() > until:
                    raise self._nobody_answers()
                time.sleep(0.05)
            return self._start_owned()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Stop what we own: PostgreSQL and Redis at the same time, killed after so many seconds. Repeatable."""
        if self._lock is None or os.getpid() != self._pid:
            return
        os.ftruncate(self._lock, 0)
        self.places.services.unlink(missing_ok=True)
        self._stop_servers(seconds)
        os.close(self._lock)
        self._lock = None

    def tend(self) -> bool:
        """Start again what has died, also when another owner went away. True when something was done.

        Raises:
            EmbeddedError: when it cannot be started again.
        """
        if self._lock is None:
            if not self._become_owner():
                return False
            with readable(self.places.home):
                self._start_owned()
            return True
        dead = [server for server in self._servers if not server.running()]
        with readable(self.places.home):
            _bring_up(dead)
        return bool(dead)

    def _become_owner(self) -> bool:
        handle = os.open(self.places.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        except BaseException:
            os.close(handle)
            raise
        os.ftruncate(handle, 0)
        self._lock, self._pid = handle, os.getpid()
        return True

    def _start_owned(self) -> Services:
        try:
            self.places.services.unlink(missing_ok=True)
            private_folder(self.places.private)
            # Redis first: it starts while PostgreSQL's constructor looks for a way to run.
            self._servers = [] if self.given.redis_url else [Redis(self.places)]
            self._servers += [] if self.given.database_url else [Postgres(self.places)]
            _bring_up(self._servers)
            services = self._addresses()
            write_private(self.places.services, json.dumps(asdict(services)) + "\n")
            self._say_ready()
        except BaseException:
            self.stop()
            raise
        return services

    def _addresses(self) -> Services:
        urls = {server.name: server.url for server in self._servers}
        return Services(
            database_url=self.given.database_url or urls["postgres"],
            redis_url=self.given.redis_url or urls["redis"],
        )

    def _say_ready(self) -> None:
        """Our id and start time in the lock file: what a crashed owner left there is never believed."""
        assert self._lock is not None  # noqa: S101 - only the owner calls this
        os.pwrite(self._lock, f"{self._pid} {started_at(self._pid)}".encode(), 0)

    def _attached(self) -> Services | None:
        """The running owner's addresses, once it has said that they are ready."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            pid, _, since = self.places.lock.read_text().partition(" ")
            if pid and started_at(int(pid)) == since:
                found = Services(**json.loads(self.places.services.read_text()))
                return Services(self.given.database_url or found.database_url, self.given.redis_url or found.redis_url)
        return None

    def _nobody_answers(self) -> EmbeddedError:
        return EmbeddedError(
            "owner_not_ready",
            f"Another process holds {self.places.lock} but its PostgreSQL and Redis have not become ready "
            f"within {START_SECONDS:.0f} seconds. Stop the other WorkHub, or set WORKHUB_HOME to another folder.",
        )

    def _stop_servers(self, seconds: float) -> None:
        for server in self._servers:
            server.ask_to_stop(kill=seconds <= 0)
        until = time.monotonic() + seconds
        for server in self._servers:
            server.wait_stopped(until - time.monotonic())
        self._servers = []


def _bring_up(servers: list[Server]) -> None:
    for server in servers:
        server.end_orphan()
        server.start()
    for server in servers:
        server.wait()


@contextmanager
def running(home: Path | None = None, *, database_url: str = "", redis_url: str = "") -> Iterator[Services]:
    """PostgreSQL and Redis for the length of a `with` block; stopped at its end by the one who started them.

    Raises:
        EmbeddedError: with a code and a sentence that says what is wrong.
    """
    embedded = Embedded(home, database_url=database_url, redis_url=redis_url)
    try:
        yield embedded.start()
    finally:
        embedded.stop()


def provide() -> None:
    """Set DATABASE_URL and REDIS_URL, from services that are started where one of them is not configured.

    Call it before Django's settings are read. What it starts is stopped at the end of this process. In
    production nothing is started: there the missing address is an error, which the settings report.

    Raises:
        EmbeddedError: with a code and a sentence that says what is wrong.
    """
    database_url, redis_url = setting("DATABASE_URL"), setting("REDIS_URL")
    if (database_url and redis_url) or setting("WORKHUB_ENV") == "production":
        return
    embedded = Embedded(database_url=database_url, redis_url=redis_url)
    services = embedded.start()
    atexit.register(embedded.stop)
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = services.database_url, services.redis_url
