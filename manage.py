#!/usr/bin/env python
"""Django's command line, with the embedded database and Redis behind it where none are configured."""

import os
import sys

from django.core.management import execute_from_command_line
from dotenv import load_dotenv

from workhub import embedded
from workhub.embedded.environment import env_file

# `up` is the owner of the embedded services and starts them itself; these need none.
WITHOUT_SERVICES = {
    "up", "help", "--help", "version", "--version", "collectstatic", "makemessages", "compilemessages",
    "evaluate_agent", "train_agent_model",
}  # fmt: skip


def main() -> None:
    """Run one management command."""
    load_dotenv(env_file())  # before the embedded services look whether somebody brought their own
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workhub.settings")
    if len(sys.argv) > 1 and (sys.argv[1] not in WITHOUT_SERVICES or "--keep" in sys.argv):
        try:
            embedded.provide()
        except embedded.EmbeddedError as error:
            sys.exit(f"WorkHub cannot start its own database or Redis: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
