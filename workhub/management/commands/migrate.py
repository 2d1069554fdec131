"""`manage.py migrate`: Django's, without the time limit of statements that serve people."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    """A migration may take its time, but waits only shortly for locks: behind it everybody else would wait too."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lift the limit for this session, migrate, and put it back."""
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET lock_timeout = '5s'")
        try:
            super().handle(*args, **options)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout; RESET lock_timeout")
