"""Shows the processes' logs on the terminal, each line with the name of its process.

The processes write to files and this reads them: a terminal that is paused, or a pipe that nobody empties, never
blocks a process.
"""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

LOOK_SECONDS = 0.1
CHUNK = 65536


class Tail:
    """Follows one file, also when it is rotated. Starts at what is its end now."""

    def __init__(self, name: str, file: Path, width: int) -> None:
        self.file = file
        self.prefix = f"{name:<{width}} | ".encode()
        self.handle: int | None = None
        self.rest = b""
        self._open(at_end=True)

    def _open(self, *, at_end: bool = False) -> None:
        with suppress(FileNotFoundError):
            self.handle = os.open(self.file, os.O_RDONLY)
            if at_end:
                os.lseek(self.handle, 0, os.SEEK_END)

    def lines(self) -> list[bytes]:
        """The whole lines that came since the last call, with the name of their process."""
        if self.handle is None:
            self._open()
        found = self._read()
        if self._rotated():
            found += self._read()
            os.close(self.handle or 0)
            self.handle = None
        *whole, self.rest = (self.rest + found).split(b"\n")
        return [self._named(line) + b"\n" for line in whole]

    def _named(self, line: bytes) -> bytes:
        """A JSON line says itself whose it is, and must stay one for whoever collects it."""
        return line if line.startswith(b"{") else self.prefix + line

    def _read(self) -> bytes:
        found = b""
        while self.handle is not None and (chunk := os.read(self.handle, CHUNK)):
            found += chunk
        return found

    def _rotated(self) -> bool:
        if self.handle is None:
            return False
        try:
            return os.stat(self.file).st_ino != os.fstat(self.handle).st_ino  # noqa: PTH116 - compared with fstat
        except FileNotFoundError:
            return False


class Output:
    """A thread that prints what the processes say."""

    def __init__(self, files: dict[str, Path]) -> None:
        width = max(len(name) for name in files)
        self.tails = [Tail(name, file, width) for name, file in files.items()]
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._follow, daemon=True)
        self.thread.start()

    def _follow(self) -> None:
        while not self.ended.wait(LOOK_SECONDS):
            self._show()
        self._show()

    def _show(self) -> None:
        for tail in self.tails:
            for line in tail.lines():
                _write(line)

    def close(self) -> None:
        """Print what is left. A terminal that takes nothing does not hold up the end."""
        self.ended.set()
        self.thread.join(0.5)


def _write(line: bytes) -> None:
    # Not sys.stdout: its lock, held by a blocked thread, would stop the interpreter from ending.
    with suppress(OSError):
        while line:
            line = line[os.write(sys.__stdout__.fileno() if sys.__stdout__ else 1, line) :]


def say(text: str) -> None:
    """Tell the person at the terminal."""
    _write(f"{text}\n".encode())
