"""What PostgreSQL and Redis have in common: start, record the id, wait, show what went wrong, stop."""

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

from workhub.embedded.errors import EmbeddedError, disk_full
from workhub.embedded.identity import dies_with_us
from workhub.embedded.places import MEGABYTE, Places, write_private
from workhub.embedded.processes import PAUSE, alive, command_of, end, recorded

START_SECONDS = 60.0
LOG_LIMIT = 5 * MEGABYTE


class Server(ABC):
    """One service that we start and stop."""

    label: str
    name: str
    stop_signal: signal.Signals
    sockets: Path

    def __init__(self, places: Places) -> None:
        self.places = places
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Where the server writes what it says."""
        return self.places.private / f"{self.name}.log"

    @property
    def pid_file(self) -> Path:
        """Where we record the id of the process we started."""
        return self.places.private / f"{self.name}.pid"

    @property
    @abstractmethod
    def url(self) -> str:
        """The address for clients."""

    @abstractmethod
    def start(self) -> None:
        """Start the process; `wait` tells when it answers."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether the server takes work now."""

    @abstractmethod
    def mark(self) -> str:
        """Text that the command line of our own process, and of no other, contains."""

    def end_orphan(self) -> None:
        """End what the last run left behind, if it is really ours."""
        self.end_recorded(self.pid_file)
        self.pid_file.unlink(missing_ok=True)

    def end_recorded(self, file: Path) -> None:
        """End the process recorded in a file, unless the number now belongs to something else."""
        pid = recorded(file)
        if pid is not None and alive(pid) and self.mark() in command_of(pid):
            end(pid, self.stop_signal, seconds=3.0)

    def spawn(self, command: list[str], before: tuple[str, ...] = (), **account: object) -> None:
        """Start a command in a session of its own, so that Ctrl-C in the terminal does not reach it."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        watched = dies_with_us(self.stop_signal.name.removeprefix("SIG"))
        handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self.process = subprocess.Popen(  # type: ignore[call-overload]
                [*before, *watched, *command],
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=handle,
                start_new_session=True,
                **account,
            )
        finally:
            os.close(handle)
        assert self.process is not None  # noqa: S101 - for the type checker, which cannot see through **account
        write_private(self.pid_file, f"{self.process.pid}\n")

    def wait(self) -> None:
        """Wait until the server answers.

        Raises:
            EmbeddedError: `died_at_start`, `disk_full` or `start_timeout`, with the last lines of the log.
        """
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if not self.running():
                raise self.failed("died_at_start", f"{self.label} ended while it was starting.")
            if time.monotonic() > until:
                raise self.failed("start_timeout", f"{self.label} did not answer within {START_SECONDS:.0f} seconds.")
            time.sleep(PAUSE)

    def running(self) -> bool:
        """Whether the process that we started still runs."""
        # A killed Redis is a zombie for a moment before its threads are gone and `poll` can know it.
        return self.process is not None and self.process.poll() is None and alive(self.process.pid)

    def failed(self, code: str, sentence: str, said: str = "") -> EmbeddedError:
        """An error with the last words of the server."""
        lines = (said or self._log_text()).strip().splitlines()[-8:]
        if any("No space left on device" in line for line in lines):
            return disk_full(self.places.home)
        return EmbeddedError(code, "\n  ".join([f"{sentence} Its last words ({self.log}):", *lines]))

    def _log_text(self) -> str:
        with suppress(OSError):
            return self.log.read_text(errors="replace")
        return ""

    def ask_to_stop(self, *, kill: bool = False) -> None:
        """Send the signal for an orderly stop, or the one that cannot be refused."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL if kill else self.stop_signal)

    def wait_stopped(self, seconds: float) -> None:
        """Wait for the end of the process, kill it after so many seconds, and forget its id."""
        if self.process is None:
            return
        try:
            self.process.wait(max(seconds, 0.0))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.process = None
        self.pid_file.unlink(missing_ok=True)
        # A short folder outside of ours goes once it is empty, which it is for the last server that stops.
        if self.sockets.name != "run":
            with suppress(OSError):
                self.sockets.rmdir()
