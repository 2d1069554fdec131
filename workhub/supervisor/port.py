"""Is the port free, and if not, who has it?"""

import errno
import os
import socket
from contextlib import suppress
from pathlib import Path

from workhub.embedded.processes import command_of
from workhub.supervisor.errors import UpError

LISTENING = "0A"


def parse(text: str) -> int:
    """The port as a number.

    Raises:
        UpError: `port_wrong`.
    """
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise UpError("port_wrong", f"PORT must be a number from 1 to 65535, not {text!r}.")


def require_free(host: str, port: int) -> None:
    """Try the port, in the way the web process will.

    Raises:
        UpError: `port_taken`, `port_refused` or `host_wrong`.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise _explained(error, host, port) from error


def _explained(error: OSError, host: str, port: int) -> UpError:
    if error.errno == errno.EADDRINUSE:
        return UpError(
            "port_taken",
            f"Port {port} is already in use{_by(port)}. Stop that process, or choose another port, "
            f"for example: PORT={port + 1 if port < 65535 else 8000} make run",
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return UpError("port_refused", f"This user may not open port {port}. Choose one above 1023 with PORT.")
    return UpError("host_wrong", f"The address {host}:{port} cannot be opened here: {error.strerror or error}.")


def _by(port: int) -> str:
    pid = holder(port)
    if pid is None:
        return " by another process"
    command = command_of(pid)
    return f" by process {pid} ({command if len(command) <= 100 else command[:97] + '...'})"


def holder(port: int) -> int | None:
    """The id of a process that listens on the port; None when it cannot be seen."""
    wanted = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for entry in Path("/proc").glob("[0-9]*/fd/*") if wanted else ():
        with suppress(OSError):
            if os.readlink(entry) in wanted:  # noqa: PTH115 - these links name no path
                return int(entry.parts[2])
    return None


def _listening_inodes(port: int) -> list[str]:
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError):
            for row in Path(table).read_text().splitlines()[1:]:
                cells = row.split()
                if cells[3] == LISTENING and int(cells[1].rpartition(":")[2], 16) == port:
                    found.append(cells[9])
    return found
