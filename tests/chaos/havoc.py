"""Kills the product's processes, by their own ids only, and writes down when."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.processes import Product

WORDS = {  # what a process's command line has, and nobody else's of the same product
    "web": "workhub.asgi",
    "worker": "-A workhub worker",
    "beat": "-A workhub beat",
    "relay": "manage.py relay",
}


@dataclass
class Havoc:
    """Kills by a plan. `stop` ends it and joins its threads.

    Args:
        seed: printed by whoever fails; the same seed makes the same plan (not the same race).
    """

    product: Product
    seed: int
    done: list[tuple[float, str]] = field(default_factory=list)  # (unix time, what)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def every(self, shortest: float, longest: float, what: Callable[[], None]) -> None:
        """Do it again and again, at random gaps between so many seconds."""
        gaps = random.Random(self.random.random())

        def again() -> None:
            while not self._stop.wait(gaps.uniform(shortest, longest)):
                what()

        self._begin(again)

    def at(self, moments: list[float], what: Callable[[], None]) -> None:
        """Do it at these seconds from now."""
        started = time.monotonic()

        def one_by_one() -> None:
            for moment in moments:
                if self._stop.wait(max(0.0, started + moment - time.monotonic())):
                    return
                what()

        self._begin(one_by_one)

    def _begin(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        thread.start()
        self._threads.append(thread)

    def stop(self) -> None:
        """No more kills."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def counts(self) -> dict[str, int]:
        """How often each was hit."""
        return dict(Counter(what for _at, what in self.done))

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """A process of the Procfile with its children: `kill -9`, or an orderly SIGTERM to its head."""
        pids = self.product.pids(WORDS[name])
        self._note(f"{name} {number.name}", pids)
        for pid in pids if number == signal.SIGKILL else pids[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill_redis(self) -> None:
        """Redis at once; it keeps nothing on disk."""
        self._signal_server("redis", signal.SIGKILL)

    def crash_postgres(self) -> None:
        """The postmaster at once: every session ends, and the next start recovers from its log."""
        self._signal_server("postgres", signal.SIGKILL)

    def hang_redis(self) -> None:
        """Redis holds its connections and answers nobody, until `wake_redis`."""
        self._signal_server("redis", signal.SIGSTOP)

    def wake_redis(self) -> None:
        """End of the hanging."""
        self._signal_server("redis", signal.SIGCONT)

    def _signal_server(self, name: str, number: signal.Signals) -> None:
        with suppress(OSError, ValueError):
            pid = int((self.product.home / "embedded" / f"{name}.pid").read_text())
            if name in Path(f"/proc/{pid}/cmdline").read_text():  # Redis writes its title over its environment
                self._note(f"{name} {number.name}", [pid])
                os.kill(pid, number)

    def _note(self, what: str, pids: list[int]) -> None:
        if pids:
            self.done.append((time.time(), what))
