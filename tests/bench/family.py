"""The processes of a running WorkHub: `manage.py up` and everything below it."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.processes import Product

KINDS = {  # words of a command line → what people call the process; the first that fits
    "workhub supervisor": "supervisord",
    "workhub.supervisor": "up (starts and tends the services)",
    "-A workhub worker": "worker",
    "-A workhub beat": "beat",
    "manage.py relay": "relay",
    "gunicorn": "web",
    "redis-server": "Redis",
    "postgres": "PostgreSQL",
}


def family(running: Product) -> dict[int, str]:
    """The ids of `manage.py up` and everything below it, with what they are."""
    parents = dict(_parents())
    found = {running.process.pid}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return {pid: kind for pid in sorted(found) if (kind := _kind(pid))}


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(entry.parent.name), int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue


def _kind(pid: int) -> str:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
    return next((kind for words, kind in KINDS.items() if words in command), command[:40])


def pss(pid: int) -> float:
    """Its proportional set size in megabytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has just ended
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cpu(running: Product) -> float:
    """Seconds of processor time that all of them have used so far, those that ended and were waited for included."""
    ticks = sum(sum(map(int, _stat(pid)[11:15])) for pid in family(running))
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
