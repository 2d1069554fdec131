"""Reads a Procfile: `name: shell command`, one a line."""

import re
from pathlib import Path

from workhub.supervisor.errors import UpError

LINE = re.compile(r"(?P<name>[A-Za-z0-9_-]+):\s*(?P<command>\S.*)")
# Words that only a shell understands: such a command cannot simply take the shell's place.
COMPOUND = re.compile(r"[;&|<>()`\n]|\$\(|^\s*\w+=")


def read(file: Path) -> dict[str, str]:
    """The commands by name, in the file's order.

    Raises:
        UpError: `procfile_missing` or `procfile_wrong`.
    """
    try:
        lines = [line.strip() for line in file.read_text().splitlines()]
    except OSError as error:
        raise UpError("procfile_missing", f"The Procfile {file} cannot be read: {error.strerror}.") from error
    found = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if not match:
            raise UpError("procfile_wrong", f"A line of {file} is not of the form `name: command`: {line}")
        found[match["name"]] = match["command"]
    if not found:
        raise UpError("procfile_wrong", f"{file} names no process.")
    return found


def chosen(commands: dict[str, str], names: str) -> dict[str, str]:
    """The commands of these names, separated by commas; all when there are no names.

    Raises:
        UpError: `process_unknown`.
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()] or list(commands)
    if unknown := [name for name in wanted if name not in commands]:
        raise UpError("process_unknown", f"There is no process {unknown[0]}. There are: {', '.join(commands)}.")
    return {name: command for name, command in commands.items() if name in wanted}


def script(command: str) -> str:
    """A shell script for one command. A simple one replaces the shell, so that signals reach it."""
    return f"{'' if COMPOUND.search(command) else 'exec '}{command}\n"
