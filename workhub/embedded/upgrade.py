"""When the wheel brings another PostgreSQL than the one that made the data: bring it along, or say what to do.

The old data stays, renamed: pg_upgrade copies it, where the wheel still has the old programs. Being a copy of the files
themselves, it keeps the transaction ids that the feed's cursors are made of.
"""

import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from workhub.embedded.environment import durable
from workhub.embedded.errors import EmbeddedError
from workhub.embedded.identity import Identity
from workhub.embedded.places import MEGABYTE, require_space
from workhub.embedded.processes import command_of, end, recorded

CLUSTER = re.compile(r"postgres-\d+")


def version_of(data: Path) -> int:
    """The major version of the PostgreSQL that made a data folder; 0 where there is none."""
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return 0


def require_version(data: Path, major: int) -> None:
    """Refuse data of another version.

    Raises:
        EmbeddedError: `database_older` or `database_newer`.
    """
    found = version_of(data)
    if found and found != major:
        raise _older(data, found, major) if found < major else _newer(data, found, major)


def other_cluster(data: Path) -> Path | None:
    """The newest data of another version beside the folder `data`, if there is any."""
    found = [folder for folder in data.parent.glob("postgres-*") if CLUSTER.fullmatch(folder.name)]
    return max((folder for folder in found if version_of(folder)), key=version_of, default=None)


def _older(data: Path, found: int, major: int) -> EmbeddedError:
    return EmbeddedError(
        "database_older",
        f"The database in {data} was made by PostgreSQL {found}; this version of WorkHub brings {major}, and no "
        f"programs for {found}. The data was left as it is. To bring it along:\n"
        "  1. Go back to the version of WorkHub that last used it (`git checkout`, then `make setup`).\n"
        "  2. There: `manage.py backup workhub.tar`.\n"
        f"  3. Move {data} to another name, and come back to this version (`make setup`).\n"
        "  4. Here: `manage.py restore workhub.tar`.",
    )


def _newer(data: Path, found: int, major: int) -> EmbeddedError:
    return EmbeddedError(
        "database_newer",
        f"The database in {data} was made by PostgreSQL {found}; this version of WorkHub brings {major}, which cannot "
        "read it. The data was left as it is. Use the version of WorkHub that made it, or set WORKHUB_HOME to another "
        "folder to start with an empty database.",
    )


@dataclass(frozen=True)
class Upgrade:
    """Old data, to be copied into a cluster of the new version."""

    identity: Identity
    old: Path
    sockets: Path
    major: int

    @property
    def programs(self) -> Path:
        """The old version's programs.

        Raises:
            EmbeddedError: `database_older` or `database_newer`, when they are not here.
        """
        found = version_of(self.old)
        if found > self.major:
            raise _newer(self.old, found, self.major)
        for install in self.identity.install.parent.glob("pginstall*"):
            # A copy made for `nobody` holds the new programs only.
            if self.identity.user is None and _major_of(install) == found:
                return install / "bin"
        raise _older(self.old, found, self.major)

    def initdb_options(self) -> list[str]:
        """What the new cluster must have in common with the old one."""
        said = self._run(self.programs / "pg_controldata", "-D", self.old)
        plain = re.search(r"checksum version:\s+0$", said, re.MULTILINE)
        return ["--no-data-checksums" if plain else "--data-checksums"]

    def copy_into(self, fresh: Path) -> None:
        """Copy everything into the new cluster.

        Raises:
            EmbeddedError: `upgrade_failed` with the last words of the program that failed, or `disk_full`.
        """
        size = sum(path.stat().st_size for path in self.old.rglob("*") if path.is_file())
        require_space(fresh, size // MEGABYTE + 50)
        self._end_cleanly()
        words = ["-b", self.programs, "-B", self.identity.install / "bin", "-d", self.old, "-D", fresh]
        words += ["-U", "postgres", "--socketdir", self.sockets, *([] if durable() else ["--no-sync"])]
        self._run(self.identity.install / "bin" / "pg_upgrade", *words)
        (self.sockets / "delete_old_cluster.sh").unlink(missing_ok=True)

    def put_aside(self) -> None:
        """Rename the old data, so that no older WorkHub takes it for the present, and say so."""
        kept = self.old.with_name(f"{self.old.name}.before-{self.major}")
        self.old.rename(kept)
        sys.stderr.write(
            f"The database was upgraded to PostgreSQL {self.major}. The data from before is kept in {kept}: remove it "
            "when all is well.\n"
        )

    def _end_cleanly(self) -> None:
        """Start and stop the old server: after a crash it repairs itself, and pg_upgrade wants it so."""
        lock = self.old / "postmaster.pid"
        pid = recorded(lock)
        if pid is not None and f"-D {self.old} " in command_of(pid):
            end(pid, signal.SIGINT, seconds=3.0)
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.sockets}'"
        log = self.sockets / "upgrade.log"
        log.unlink(missing_ok=True)
        self._run(self.programs / "pg_ctl", "-D", self.old, "-w", "-l", log, "-o", options, "start")
        self._run(self.programs / "pg_ctl", "-D", self.old, "-w", "-m", "fast", "stop")
        log.unlink(missing_ok=True)

    def _run(self, *words: object) -> str:
        done = subprocess.run(
            [*self.identity.prefix, *map(str, words)],
            cwd=self.sockets,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        if done.returncode != 0:
            raise self._failed(Path(str(words[0])).name, said)
        return said

    def _failed(self, program: str, said: str) -> EmbeddedError:
        lines = said.strip().splitlines()[-12:]
        return EmbeddedError(
            "upgrade_failed",
            "\n  ".join(
                [
                    f"The database in {self.old} could not be upgraded to PostgreSQL {self.major}, and was left as it "
                    f"is. The last words of {program}:",
                    *lines,
                ]
            ),
        )


def _major_of(install: Path) -> int:
    program = install / "bin" / "postgres"
    if not program.exists():
        return 0
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(match[1]) if match else 0
