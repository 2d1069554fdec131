"""Writes supervisord's configuration."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from workhub.embedded.identity import dies_with_us
from workhub.embedded.places import private_folder, write_private
from workhub.supervisor.procfile import COMPOUND, script

STOP_SECONDS = 2
# supervisord waits one second longer after each failure at start. It never gives up: a process that fails because
# something else is down must come back when that does.
NEVER_GIVE_UP = 1_000_000_000


@dataclass(frozen=True)
class Files:
    """Where supervisord's files are, below one WORKHUB_HOME."""

    home: Path

    @property
    def folder(self) -> Path:
        """Generated files."""
        return self.home / "supervisor"

    @property
    def logs(self) -> Path:
        """One file per process, and supervisord's own."""
        return self.home / "log"

    @property
    def config(self) -> Path:
        """supervisord's configuration."""
        return self.folder / "supervisord.conf"

    def log(self, name: str) -> Path:
        """The log of one process."""
        return self.logs / f"{name}.log"


def write(files: Files, commands: dict[str, str], folder: Path) -> None:
    """Write the configuration, and a script for each command, to be run in `folder`."""
    private_folder(files.folder)
    private_folder(files.logs)
    for old in files.folder.glob("*.sh"):
        old.unlink()
    for name, command in commands.items():
        write_private(files.folder / f"{name}.sh", script(command))
    # One group: supervisord stops groups one after another, but the programs of a group at the same time.
    sections = [
        _section("supervisord", _daemon(files)),
        _section("group:workhub", {"programs": ",".join(commands)}),
        *(_section(f"program:{name}", _program(files, name, commands[name], folder)) for name in commands),
    ]
    write_private(files.config, "\n".join(sections))


def _section(name: str, values: dict[str, str]) -> str:
    lines = [f"{key} = {value.replace('%', '%%')}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines, ""])


def _daemon(files: Files) -> dict[str, str]:
    values = {
        "nodaemon": "true",
        "silent": "true",
        "logfile": str(files.log("supervisor")),
        "logfile_maxbytes": "1MB",
        "logfile_backups": "1",
        "loglevel": "warn",
        "pidfile": str(files.folder / "supervisord.pid"),
        "childlogdir": str(files.logs),
        "umask": f"{_umask():03o}",
    }
    # Said outright, it is a choice; unsaid, supervisord warns about root at every start.
    return values | ({"user": pwd.getpwuid(0).pw_name} if os.geteuid() == 0 else {})


def _umask() -> int:
    """Ours: supervisord would set another one for the children."""
    current = os.umask(0o077)
    os.umask(current)
    return current


def _program(files: Files, name: str, command: str, folder: Path) -> dict[str, str]:
    watched = " ".join(dies_with_us("TERM"))
    return {
        "command": f'{watched} sh "{files.folder / f"{name}.sh"}"'.strip(),
        "directory": str(folder),
        "autorestart": "true",
        # None of these processes is expected to end: each end is worth a line in the log.
        "exitcodes": "",
        "startsecs": "1",
        "startretries": str(NEVER_GIVE_UP),
        "stopwaitsecs": str(STOP_SECONDS),
        "stopasgroup": "true" if COMPOUND.search(command) else "false",
        "killasgroup": "true",
        "redirect_stderr": "true",
        "stdout_logfile": str(files.log(name)),
        "stdout_logfile_maxbytes": "5MB",
        "stdout_logfile_backups": "1",
    }
