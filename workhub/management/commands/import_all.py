"""`manage.py import_all`: brings a whole company into a WorkHub that has nobody in it yet."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workhub.moving.errors import MovingError
from workhub.moving.unpack import unpack


class Command(BaseCommand):
    """Beside a running WorkHub or without one."""

    help = "Reads a file of `export_all` into an empty WorkHub: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say how much it was."""
        try:
            counts = unpack(options["file"])
        except MovingError as error:
            raise CommandError(str(error)) from error
        rows = sum(count for name, count in counts.items() if name != "files")
        self.stdout.write(f"{options['file']}: {rows:,} rows and {counts['files']:,} files read.")
