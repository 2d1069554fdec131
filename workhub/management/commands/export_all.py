"""`manage.py export_all`: everything the company has, files included, in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workhub.moving.errors import MovingError
from workhub.moving.pack import pack


class Command(BaseCommand):
    """Beside a running WorkHub or without one."""

    help = "Writes everything, files included, to one zip that `import_all` reads. People's passwords stay hashed."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say how much it was."""
        try:
            counts = pack(options["file"])
        except MovingError as error:
            raise CommandError(str(error)) from error
        rows = sum(count for name, count in counts.items() if name != "files")
        self.stdout.write(f"{options['file']}: {rows:,} rows and {counts['files']:,} files written.")
