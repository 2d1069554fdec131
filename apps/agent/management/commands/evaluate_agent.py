"""`manage.py evaluate_agent`: how well the agent understands labelled messages. Changes nothing without `--keep`."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.agent.actions import keep_evaluation
from apps.agent.brains.reading import NoBrain, reader
from apps.agent.brains.rules_brain import RulesBrain
from apps.agent.evaluation import BadCase, Case, Evaluation, evaluate, read_cases
from apps.agent.evaluation.table import table
from apps.agent.states import Brain, why_rules


class Command(BaseCommand):
    """Reads each message as the graph does, safety net first, and prints the scores."""

    help = (
        "Understands each message of a JSONL file as if a member had sent it, and prints the scores. Each line: "
        '{"id", "text", "lang", "actions": [...], "job_ref"}. Nobody is told; without --keep nothing is written.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, who reads, and how the scores come out."""
        parser.add_argument("file", metavar="FILE.jsonl", help="Labelled messages, one JSON object a line.")
        parser.add_argument("--brain", choices=("rules", "groq"), default="rules", help="Who reads. Default: rules.")
        parser.add_argument("--json", action="store_true", help="Print the scores as JSON instead of a table.")
        parser.add_argument("--keep", action="store_true", help="Keep the figures for the office's page of them.")
        parser.add_argument("--predictions", metavar="OUT.jsonl", help="Write what was understood, a line a message.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, score, print."""
        cases, failures = _cases(Path(options["file"])), Counter[str]()
        try:
            evaluation = evaluate(cases, reader(options["brain"], failed=lambda code: failures.update([code])))
        except NoBrain as missing:
            raise CommandError(str(missing)) from None
        if failures:
            told = ", ".join(f"{why_rules(code)} ({times} times)" for code, times in failures.most_common())
            self.stderr.write(f"The rules read where the AI did not: {told}.")
        if options["predictions"]:
            _write(Path(options["predictions"]), evaluation)
        if options["keep"]:
            _keep(Brain(options["brain"]), options["file"], evaluation)
        self.stdout.write(
            json.dumps({"brain": options["brain"], **evaluation.as_json}, indent=2)
            if options["json"]
            else table(evaluation)
        )


def _cases(file: Path) -> list[Case]:
    try:
        with file.open(encoding="utf-8-sig") as lines:
            cases = read_cases(lines)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not UTF-8 text.") from None
    except BadCase as bad:
        raise CommandError(f"{file}: {bad}") from None
    if not cases:
        raise CommandError(f"{file} has no messages.")
    return cases


def _keep(brain: Brain, file: str, evaluation: Evaluation) -> None:
    version = settings.GROQ_MODEL_TRIAGE if brain == Brain.GROQ else RulesBrain().triage("").model
    keep_evaluation(
        brain=brain,
        version=version,
        file=file,
        messages=evaluation.overall.messages,
        figures=evaluation.as_json,
        now=timezone.now(),
    )


def _write(file: Path, evaluation: Evaluation) -> None:
    lines = [json.dumps(prediction.as_json, ensure_ascii=False) + "\n" for prediction in evaluation.predictions]
    try:
        file.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror or error}.") from None
