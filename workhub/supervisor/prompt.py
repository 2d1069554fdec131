"""supervisord that starts a killed process again at once; run like `supervisor.supervisord`.

The original looks for the dead after it has looked for what to start, and then sleeps for a second: measured, a killed
relay came back after 1.75 s, of which 1.0 s was this sleep. What is started is loaded already (`warm`).
"""

import sys
import time
from pathlib import Path
from typing import Any

import setproctitle
from supervisor import supervisord

from workhub.supervisor.warm import Warm

LOOKS, LOOK_SECONDS = 20, 0.005
ROOM = "--"  # what follows is only there to be written over: a process shows as many letters as it was started with
_warm: list[Warm] = []


class Prompt(supervisord.Supervisor):  # type: ignore[misc]  # supervisor has no types
    """Looks for what to start once more whenever somebody died."""

    def reap(self, *how: Any, **deeper: Any) -> None:
        """Take note of the dead, then start again who should run."""
        super().reap(*how, **deeper)
        if how or deeper:  # it calls itself until nobody dead is left
            return
        for _ in range(LOOKS):
            if not self._somebody_is_dying():
                break
            time.sleep(LOOK_SECONDS)
            super().reap()
        for group in self.process_groups.values():
            group.transition()

    def _somebody_is_dying(self) -> bool:
        """A process says its last word a moment before it is dead; supervisord would look again in a second."""
        processes = (process for group in self.process_groups.values() for process in group.processes.values())
        said = (output for process in processes if process.pid for output in process.dispatchers.values())
        return any(output.closed and getattr(output, "channel", "") == "stdout" for output in said)


class Options(supervisord.ServerOptions):  # type: ignore[misc]  # supervisor has no types
    """Starts our own programs warm."""

    def execve(self, filename: str, argv: list[str], env: dict[str, str]) -> None:
        """In the child: become the program, without loading it when we can."""
        for warm in _warm:
            warm.become(argv, env)
        super().execve(filename, argv, env)


def main() -> Any:
    """Run supervisord with these classes in the place of its own, which it offers no setting for."""
    if ROOM in sys.argv:
        del sys.argv[sys.argv.index(ROOM) :]
    _warm.append(Warm(Path(sys.argv[-1]).parent))
    setproctitle.setproctitle(f"workhub supervisor {' '.join(sys.argv[1:])}")
    supervisord.Supervisor, supervisord.ServerOptions = Prompt, Options
    return supervisord.main()


if __name__ == "__main__":
    main()
