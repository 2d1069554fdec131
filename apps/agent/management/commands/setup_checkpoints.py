"""`manage.py setup_checkpoints`: makes the agent's checkpoint tables."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.agent import checkpoints


class Command(BaseCommand):
    """Outside migrations, since LangGraph's own set-up must not run in a transaction."""

    help = "Makes the agent's checkpoint tables. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing."""
        checkpoints.set_up()
