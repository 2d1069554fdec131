"""`manage.py prepare`: brings the database to what this version needs. Safe to repeat."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.agent.actions import install_policies
from apps.core import schedules
from workhub.backup.recovery import recover


class Command(BaseCommand):
    """What a killed restore left, migrations, the cache table, the agent's checkpoint tables, the schedules, the
    agent's rules."""

    help = "Brings the database to what this version of WorkHub needs. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each step; each leaves alone what is there already."""
        quiet = options["verbosity"] < 1
        recover()
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
        call_command("createcachetable", verbosity=0)
        call_command("setup_checkpoints", verbosity=0)
        schedules.install()
        install_policies(now=timezone.now())
