"""`manage.py up`: the embedded services, the preparations, and every process of the Procfile, until Ctrl-C."""

import argparse
import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workhub.embedded import Embedded, EmbeddedError, Services, home, setting
from workhub.embedded.environment import ROOT
from workhub.embedded.errors import readable
from workhub.supervisor import config, port, procfile
from workhub.supervisor.daemon import Daemon
from workhub.supervisor.errors import UpError
from workhub.supervisor.family import MARK, end_all
from workhub.supervisor.interrupts import Interrupts
from workhub.supervisor.output import Output, say

TEND_SECONDS = 1.0
WEB = "web"  # the one process that listens on the port


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `up`, shared with the management command."""
    parser.add_argument("--demo", action="store_true", help="Load demo data into an empty database.")
    parser.add_argument("--procfile", type=Path, default=ROOT / "Procfile", help="Another list of processes.")
    parser.add_argument("--only", default="", help="Some of the processes, by name: worker,relay,beat. Default: all.")
    parser.add_argument("--no-prepare", action="store_true", help="Skip migrations and other preparations.")


def main(arguments: list[str] | None = None) -> int:
    """Run until somebody asks to stop. Returns the exit code: 0, or 1 with a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="manage.py up", description=__doc__)
    add_arguments(parser)
    options = parser.parse_args(arguments)
    interrupts = Interrupts()
    try:
        Up(options, interrupts).run()
    except (UpError, EmbeddedError) as error:
        sys.stderr.write(f"WorkHub cannot start: {error}\n")
        return 1
    return 0


class Up:
    """One run."""

    def __init__(self, options: argparse.Namespace, interrupts: Interrupts) -> None:
        self.demo: bool = options.demo
        self.prepare: bool = not options.no_prepare
        self.commands = procfile.chosen(procfile.read(options.procfile), options.only)
        self.interrupts = interrupts
        self.home = home()
        self.host = setting("HOST", "127.0.0.1")
        self.port = port.parse(setting("PORT", "8000"))
        self.embedded: Embedded | None = None

    def run(self) -> None:
        """Start everything, watch it, stop everything.

        Raises:
            UpError, EmbeddedError: with a sentence that says what is wrong.
        """
        with readable(self.home), self._only_one():
            if ended := end_all(self.home):
                say(f"Ended {ended} {'process' if ended == 1 else 'processes'} that the last run left behind.")
            if WEB in self.commands:
                port.require_free(self.host, self.port)
            try:
                environment = self._environment(self._services())
                self._preparations(environment)
                if not self.interrupts.wanted:
                    self._supervise(environment)
            finally:
                if self.embedded:
                    self.embedded.stop(0.0 if self.interrupts.hard else 3.0)

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.home / "up.lock"
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _already_running(self.home, file.read_text()) from None
        else:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()} {self.port}".encode(), 0)
            yield
        finally:
            os.close(handle)

    def _services(self) -> Services:
        """The configured addresses, and embedded services for what is not configured."""
        given = Services(setting("DATABASE_URL"), setting("REDIS_URL"))
        if given.database_url and given.redis_url:
            return given
        if setting("WORKHUB_ENV") == "production":
            raise UpError(
                "production_needs_services",
                "In production DATABASE_URL and REDIS_URL must be set: the embedded services are for trying, "
                "developing and testing.",
            )
        self.embedded = Embedded(self.home, database_url=given.database_url, redis_url=given.redis_url)
        return self.embedded.start()

    def _environment(self, services: Services) -> dict[str, str]:
        """What every process gets."""
        programs = str(Path(sys.executable).parent)
        return os.environ | {
            "DATABASE_URL": services.database_url,
            "REDIS_URL": services.redis_url,
            "HOST": self.host,
            "PORT": str(self.port),
            "WORKHUB_HOME": str(self.home),
            "PATH": os.pathsep.join([programs, os.environ.get("PATH", os.defpath)]),
            "PYTHONUNBUFFERED": "1",
            # Each thread would keep a pool of memory of its own; threads here wait more than they allocate.
            "MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2"),
            MARK: str(self.home),
        }

    def _preparations(self, environment: dict[str, str]) -> None:
        """Each in a process of its own, so that its memory is given back."""
        if self.prepare:
            self._step("prepare", environment=environment)
        if self.demo:
            self._step("demo_data", "--if-empty", environment=environment)

    def _step(self, *words: str, environment: dict[str, str]) -> None:
        if self.interrupts.wanted:
            return
        command = [sys.executable, "manage.py", *words]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        while process.poll() is None and not self.interrupts.wanted:
            self.interrupts.pause(0.1)
        if process.poll() is None:
            process.terminate()
            end_all(self.home, seconds=2.0)
            process.kill()
            process.wait()
        elif process.returncode != 0:
            raise UpError("step_failed", f"`manage.py {' '.join(words)}` failed; its message is above.")

    def _supervise(self, environment: dict[str, str]) -> None:
        files = config.Files(self.home)
        config.write(files, self.commands, ROOT)
        output = Output({name: files.log(name) for name in [*self.commands, "supervisor"]})
        daemon = Daemon(files, environment, ROOT)
        daemon.start()
        try:
            self._watch(daemon)
        finally:
            daemon.stop(self.interrupts)
            output.close()

    def _watch(self, daemon: Daemon) -> None:
        announced = WEB not in self.commands
        while not self.interrupts.wanted:
            self.interrupts.pause(TEND_SECONDS if announced else 0.2)
            if not announced and (announced := _answers(self.host, self.port)):
                say(f"\nWorkHub runs at {_address(self.host, self.port)} - Ctrl-C stops it.\n")
            if daemon.died() and not self.interrupts.wanted:
                say("The supervisor has ended unexpectedly and is started again.")
                end_all(self.home)
                daemon.start()
            self._tend()

    def _tend(self) -> None:
        """Bring a dead PostgreSQL or Redis back, for as long as it takes."""
        if self.embedded is None or self.interrupts.wanted:
            return
        try:
            if self.embedded.tend():
                say("A service that had ended was started again.")
        except EmbeddedError as error:
            say(f"{error}\nWorkHub tries again in five seconds.")
            self.interrupts.pause(5.0)


def _already_running(folder: Path, said: str) -> UpError:
    pid, _, number = said.partition(" ")
    who = f" as process {pid}, on port {number}" if number else ""
    return UpError(
        "already_running",
        f"WorkHub already runs from {folder}{who}. Stop it first, or set WORKHUB_HOME to another folder.",
    )


def _answers(host: str, number: int) -> bool:
    with suppress(OSError), socket.create_connection((_reachable(host), number), timeout=0.2):
        return True
    return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - compared, not bound


def _address(host: str, number: int) -> str:
    shown = _reachable(host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{number}"
