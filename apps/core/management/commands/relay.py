"""`manage.py relay`: makes the outbox's deliveries."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from apps.core import sweep
from apps.core.relay import loop

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT; finishes the batch in hand first. Two copies may run."""

    requires_system_checks = []  # its restart is what everybody waits for
    help = (
        "Makes the outbox's deliveries: the fast lane here, the slow lanes by ringing Celery. Sees to lost schedules."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Relay until told to stop."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        logger.info("listening")
        threading.Thread(target=sweep.run, args=(stop,), name="sweep", daemon=True).start()
        loop.run(stop)
