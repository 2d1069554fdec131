"""`manage.py up`: every process of the Procfile under one supervisor, until Ctrl-C."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workhub.embedded.environment import ROOT
from workhub.supervisor.up import add_arguments


class Command(BaseCommand):
    """Hands over to `python -m workhub.supervisor`, which does not keep Django in memory for as long as it runs."""

    help = "Runs every process of the Procfile under one supervisor, with PostgreSQL and Redis where none are set."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The options of the supervisor."""
        add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take the place of this process."""
        words = ["--procfile", str(options["procfile"].resolve())]
        words += ["--demo"] if options["demo"] else []
        words += ["--only", options["only"]] if options["only"] else []
        words += ["--no-prepare"] if options["no_prepare"] else []
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "workhub.supervisor", *words])  # noqa: S606 - no shell wanted
