"""`manage.py backup`: the database and the files in one file that can be checked."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workhub.backup import naming
from workhub.backup.errors import BackupError, readable
from workhub.backup.manifest import Manifest
from workhub.backup.take import take


class Command(BaseCommand):
    """Works beside a running WorkHub; nobody is stopped or waits."""

    help = "Writes the database and the files to one file, reads it back, and says what is in it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument(
            "place",
            nargs="?",
            default="",
            metavar="FILE|FOLDER|-",
            help="A new file, a folder, or - for standard output. Default: backups/ in WORKHUB_HOME.",
        )
        parser.add_argument("--keep", type=int, metavar="N", help="Then remove all but the newest N of the folder.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Back up."""
        keep = options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("--keep needs a number from 1 on: the backup just made stays.")
        try:
            if options["place"] == "-":
                self._to_output()
            else:
                self._to_file(options["place"], keep)
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _to_file(self, place: str, keep: int | None) -> None:
        now, default = timezone.now(), Path(settings.ENV.WORKHUB_HOME) / "backups"
        with readable(Path(place) if place else default):
            target = naming.destination(place, default=default, now=now)
        manifest = take(target, now=now)
        self.stdout.write(f"{target}: {_holds(manifest)}, {target.stat().st_size:,} bytes; read back and found whole.")
        self.stdout.write(
            "Not in it: the environment and SECRET_KEY (or WORKHUB_HOME/secret_key). Keep them apart from backups."
        )
        if keep is not None:
            with readable(target.parent):
                removed = naming.prune(target.parent, keep=keep)
            self.stdout.write(f"Removed {len(removed)} older ones, kept the newest {keep}.")

    def _to_output(self) -> None:
        """Made and checked as a private file first: what leaves is whole."""
        home = Path(settings.ENV.WORKHUB_HOME)
        with readable(home):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with readable(home), tempfile.TemporaryDirectory(prefix="backup-", dir=home) as folder:
            target = Path(folder) / "workhub.tar"
            manifest = take(target, now=timezone.now())
            with target.open("rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        self.stderr.write(f"{_holds(manifest)}; read back and found whole.")


def _holds(manifest: Manifest) -> str:
    return f"{len(manifest.tables)} tables with {manifest.rows:,} rows, and {len(manifest.files)} files"
