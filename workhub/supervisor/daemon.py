"""supervisord as our child: started, watched, stopped within seconds."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from workhub.embedded.identity import dies_with_us
from workhub.supervisor.config import STOP_SECONDS, Files
from workhub.supervisor.family import end_all
from workhub.supervisor.interrupts import Interrupts

# supervisord looks at its signals once a second.
PATIENCE = STOP_SECONDS + 0.7
# Its children write their names over its arguments, and only there: what is behind them in memory is how `family`
# knows them.
ROOM = ("--", "-" * 200)
SHOW_ENVIRONMENT = {"SPT_NOENV": "1"}


class Daemon:
    """The supervisord of one WORKHUB_HOME."""

    def __init__(self, files: Files, environment: dict[str, str], folder: Path) -> None:
        self.files = files
        self.environment = environment
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C in the terminal is for us alone."""
        command = [sys.executable, "-m", "workhub.supervisor.prompt", "-n", "-c", str(self.files.config), *ROOM]
        self.process = subprocess.Popen(
            [*dies_with_us("TERM"), *command],
            env=self.environment | SHOW_ENVIRONMENT,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def died(self) -> bool:
        """Whether it ended although nobody asked it to."""
        return self.process is not None and self.process.poll() is not None

    def stop(self, interrupts: Interrupts) -> None:
        """End it and all its children: orderly, and by force when time is up or somebody asks again."""
        if self.process is None:
            return
        until = time.monotonic() + PATIENCE
        self.process.send_signal(signal.SIGTERM)
        while self.process.poll() is None and time.monotonic() < until and not interrupts.hard:
            time.sleep(0.02)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        end_all(self.files.home, seconds=0.0)
        self.process = None
