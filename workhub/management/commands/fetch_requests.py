"""`manage.py fetch_requests [FOLDER]`: emails become service requests."""

import imaplib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.core.errors import DomainError
from workhub.request_mail import receive
from workhub.request_mailbox import fetch


class Command(BaseCommand):
    """Each email makes one request or answer, however often it is read. What cannot be read stays, and is listed."""

    help = (
        "Makes service requests of the unread emails in the mailbox of REQUESTS_MAILBOX, or of the .eml files in a "
        "folder; those read go to its folder `done`."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where they are."""
        parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read each, in the order of their names or numbers."""
        folder: Path | None = options["folder"]
        if folder is None:
            self._read_mailbox()
            return
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}. Name the one your mail program writes .eml files to.")
        unread = [one.name for one in sorted(folder.glob("*.eml")) if not self._read(one)]
        if unread:
            raise CommandError(f"Could not be read and stay where they are: {', '.join(unread)}")

    def _read_mailbox(self) -> None:
        if not settings.REQUESTS_MAILBOX:
            raise CommandError("Name a folder with .eml files, or set REQUESTS_MAILBOX.")
        try:
            for line in fetch(settings.REQUESTS_MAILBOX, now=timezone.now()):
                self.stdout.write(line)
        except (OSError, imaplib.IMAP4.error) as error:
            raise CommandError(f"The mailbox of REQUESTS_MAILBOX cannot be read: {error}") from error

    def _read(self, one: Path) -> bool:
        try:
            asked = receive(one.read_bytes(), now=timezone.now())
        except (DomainError, OSError) as error:
            self.stderr.write(f"{one.name}: {error}")
            return False
        done = one.parent / "done"
        done.mkdir(exist_ok=True)
        one.rename(done / one.name)
        self.stdout.write(f"{one.name}: {asked.code if asked else 'sent by a machine, left out'}")
        return True
