"""`manage.py export_corrections`: the kept corrections, a line each, as the corpus has them."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from apps.agent.corrections.examples import line_of
from apps.agent.models import CorrectionExample


class Command(BaseCommand):
    """Print them."""

    help = "Print the corrections that people let be kept, as lines of the corpus: names and numbers are not in them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All, or those with labels only."""
        parser.add_argument("--labelled", action="store_true", help="Only those of which it is known what they say.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """A line of JSON each, the oldest first."""
        for example in CorrectionExample.objects.order_by("pk").iterator():
            if example.actions or not options["labelled"]:
                self.stdout.write(json.dumps(line_of(example), ensure_ascii=False))
