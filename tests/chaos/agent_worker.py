"""Workers of the agent's lane that start in milliseconds, to be killed by the hundred.

`python -m tests.chaos.agent_worker` loads everything once; each line on its input forks a worker that does what the
Celery task does, until somebody kills it. The answer to the line is the worker's process id.
"""

import os
import signal
import sys
import time
from datetime import timedelta
from typing import NoReturn

LEASE = timedelta(seconds=1.5)
"""Instead of ten seconds: what a killed worker had in hand is taken by another one sooner."""
BEAT = 0.4


def main() -> None:
    """Fork a worker for every line, until the input ends."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workhub.settings")
    django.setup()
    import apps.agent.driver  # noqa: F401  (what a worker loads before its first message)

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    print("ready", flush=True)
    for number, _line in enumerate(sys.stdin):
        pid = os.fork()
        if pid == 0:
            _work(asks=number % 2 == 0)
        print(pid, flush=True)


def _work(*, asks: bool) -> NoReturn:
    """Until it is killed. `asks`: nothing is sure enough for it, so that somebody has to decide."""
    from apps.agent import policy
    from apps.core.models import Lane
    from apps.core.relay import slow

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.close(0)
    slow.LEASE, slow.BEAT = LEASE, BEAT
    policy.SURE = 1.01 if asks else policy.SURE
    while True:
        if not slow.drain(Lane.ALARM) + slow.drain(Lane.AGENT):
            time.sleep(0.02)


if __name__ == "__main__":
    main()
