"""Questions about processes by their id, and how to end one that the last run left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
PAUSE = 0.01
"""Seconds between two looks at a process."""


def alive(pid: int) -> bool:
    """Whether the process runs. A zombie does not: it only waits for its parent to notice."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _state(pid) not in ("Z", "X", "")


def _state(pid: int) -> str:
    if PROC.is_dir():
        try:
            return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return ""
    return _ps(pid, "state=")[:1]


def _ps(pid: int, column: str) -> str:
    done = subprocess.run(["ps", "-ww", "-o", column, "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def command_of(pid: int) -> str:
    """The process's command line, words separated by spaces; empty when it is gone."""
    if PROC.is_dir():
        try:
            return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""
    return _ps(pid, "command=")


def started_at(pid: int) -> str:
    """When the process started, in the system's own words: with the id, it tells a process from any other."""
    if PROC.is_dir():
        try:
            return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[19]
        except OSError:
            return ""
    return _ps(pid, "lstart=")


def working_in(folder: Path) -> Iterator[int]:
    """Processes whose current folder this is (none where there is no /proc)."""
    for entry in PROC.glob("[0-9]*") if PROC.is_dir() else ():
        with suppress(OSError):
            if (entry / "cwd").readlink() == folder:
                yield int(entry.name)


def recorded(file: Path) -> int | None:
    """The process id in the first line of a file, if there is one."""
    try:
        pid = int(file.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if pid > 1 else None


def end(pid: int, first: signal.Signals, seconds: float) -> None:
    """End a process: ask with `first`, and kill it after so many seconds. Waits until it is gone."""
    for signum, patience in ((first, seconds), (signal.SIGKILL, 5.0)):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signum)
        if wait_gone(pid, patience):
            return


def wait_gone(pid: int, seconds: float) -> bool:
    """Wait up to so many seconds; True once the process is dead."""
    until = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE)
    return True
