"""`manage.py import_rows`: brings customers, sites, assets or jobs in from a CSV or XLSX file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.core.actor import Actor, Via
from apps.core.errors import DomainError
from apps.jobs.exchange.bringing import Brought, Fate, bring
from apps.jobs.exchange.columns import KINDS
from apps.jobs.exchange.reading import lines


class Command(BaseCommand):
    """A trial first; --apply does it."""

    help = (
        "Tells what a table would add and change, row by row; with --apply does it. The same file twice does nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What, from where, and whether for good."""
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="Do it, if no row is refused.")
        parser.add_argument("--good-rows", action="store_true", help="With --apply: leave refused rows out.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Try, and then do."""
        try:
            tried = self._brought(options, trial=True)
            self._tell(tried)
            if not options["apply"]:
                return
            if tried.counts[Fate.REFUSED] and not options["good_rows"]:
                raise CommandError("Nothing was brought in. Mend these rows, or say --good-rows to leave them out.")
            self._tell(self._brought(options, trial=False))
        except (DomainError, OSError) as error:
            raise CommandError(str(getattr(error, "message", "") or error)) from error

    def _brought(self, options: dict[str, Any], *, trial: bool) -> Brought:
        kind = KINDS[options["kind"]]
        actor = Actor(user=None, via=Via.IMPORT)
        return bring(lines(options["file"], kind), kind, actor=actor, now=timezone.now(), trial=trial)

    def _tell(self, told: Brought) -> None:
        self.stdout.write(", ".join(f"{count} {fate.value}" for fate, count in told.counts.items()))
        for row in told.of(Fate.REFUSED):
            for column, why in row.why:
                self.stdout.write(f"  row {row.number}: {f'{column}: ' if column else ''}{why}")
