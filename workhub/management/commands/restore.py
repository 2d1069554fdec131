"""`manage.py restore`: a backup in the place of what is there."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workhub.backup.errors import BackupError
from workhub.backup.restore import Restored, Wishes, restore
from workhub.backup.server import database_name


class Command(BaseCommand):
    """Checks everything first; a failure leaves the old data as it was."""

    help = "Brings the database and the files to what a backup holds. Stop WorkHub first."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The backup, and what may be done."""
        parser.add_argument("file", metavar="FILE", help="A backup made by `manage.py backup`.")
        parser.add_argument("--replace", action="store_true", help="Put it in the place of data that is there.")
        parser.add_argument("--yes-really", action="store_true", help="With --replace: do not ask again.")
        parser.add_argument("--keep-old", action="store_true", help="Keep the replaced database and files, renamed.")
        parser.add_argument(
            "--send-pending",
            action="store_true",
            help="Send what was waiting when the backup was made. People may get it twice.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore."""
        if options["replace"] and not options["yes_really"]:
            _ask()
        wishes = Wishes(options["replace"], options["send_pending"], options["keep_old"])
        try:
            file = Path(options["file"]).expanduser()
            self._report(restore(file, wishes=wishes, now=timezone.now(), say=self.stdout.write))
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _report(self, done: Restored) -> None:
        self.stdout.write(
            f"Restored: {len(done.manifest.tables)} tables with {done.manifest.rows:,} rows, "
            f"and {len(done.manifest.files)} files. Everybody signs in again."
        )
        if done.settled.held:
            self.stdout.write(
                f"{done.settled.held} deliveries were waiting to be sent when the backup was made. They have probably "
                "been sent since, so they were given up: see Deliveries, Given up, in the admin."
            )
        if done.settled.runs:
            self.stdout.write(f"{done.settled.runs} agent runs go on when a worker starts.")
        if done.kept:
            self.stdout.write(
                f"What was there before is kept as {' and '.join(done.kept)}. Remove it when all is well."
            )


def _ask() -> None:
    name = database_name()
    try:
        answer = input(f"What is in the database {name} and in the files will be replaced. Type its name to go on: ")
    except EOFError:
        answer = ""
    if answer != name:
        raise CommandError("Nothing was changed. (Without a terminal, --yes-really confirms.)")
