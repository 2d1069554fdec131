"""`manage.py train_agent_model`: learns the rules brain's weights from the corpus. For developers."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.agent.brains.merge import with_danger
from apps.agent.brains.trained import weights
from apps.agent.brains.trained.reading import understand
from apps.agent.evaluation import evaluate
from apps.agent.evaluation.table import table


class Command(BaseCommand):
    """Trains on all of the corpus; with --check on most of it, and prints how the rest is understood."""

    help = "Learns the weights of the rules brain from apps/agent/corpus and writes them down. Needs scikit-learn."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to check, and where to."""
        parser.add_argument("--check", action="store_true", help="Learn from 85 % and print the scores of the rest.")
        parser.add_argument("--output", metavar="FILE", help="Where to write. Default: the shipped file.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Train, then check or write."""
        if not find_spec("sklearn"):
            raise CommandError("Training needs scikit-learn: `make setup-dev` installs it.")
        from apps.agent.training.corpus import kept_cases, lessons  # noqa: PLC0415  (scikit-learn may be missing)
        from apps.agent.training.train import train  # noqa: PLC0415

        content = train(lessons(without_kept=options["check"]), say=self.stdout.write)
        if options["check"]:
            with weights.in_place_of_shipped(content):
                checked = evaluate(kept_cases(), lambda text: with_danger(text, understand(text)))
            self.stdout.write(table(checked))
        if options["output"] or not options["check"]:
            file = Path(options["output"]) if options["output"] else weights.FILE
            file.write_bytes(content)
            self.stdout.write(f"{file}: {len(content):,} bytes.")
