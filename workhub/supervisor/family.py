"""The processes of one WORKHUB_HOME, known by a variable in their environment: also those whose parent was killed."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from workhub.embedded.processes import PAUSE, alive

MARK = "WORKHUB_SUPERVISED"
PROC = Path("/proc")


def members(home: Path) -> list[int]:
    """Ids of the living processes of this home, without us and our own ancestors (none where there is no /proc)."""
    wanted = os.fsencode(f"{MARK}={home}")
    spared = set(_line(os.getpid()))
    found = []
    for entry in PROC.glob("[0-9]*/environ"):
        pid = int(entry.parts[2])
        with suppress(OSError):
            if pid not in spared and wanted in entry.read_bytes().split(b"\0") and alive(pid):
                found.append(pid)
    return found


def _line(pid: int) -> list[int]:
    line = []
    while pid > 1 and pid not in line:
        line.append(pid)
        try:
            pid = int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            break
    return line


def end_all(home: Path, seconds: float = 3.0) -> int:
    """Ask every process of this home to end, and kill the rest after so many seconds. Returns how many there were."""
    first = found = members(home)
    until = time.monotonic() + seconds
    _signal(found, signal.SIGTERM)
    while found and time.monotonic() < until:
        time.sleep(PAUSE * 5)
        found = members(home)
    # A supervisor may start one more child before it goes: look again until nobody is left.
    for _ in range(20):
        if not found:
            break
        _signal(found, signal.SIGKILL)
        time.sleep(PAUSE * 5)
        found = members(home)
    return len(first)


def _signal(pids: list[int], signum: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signum)
