"""Runs the tasks of this folder, each on the same morning, and says which ended as they should."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.db import transaction

from apps.agent import policy
from apps.core.errors import DomainError
from tests.agent.tasks import grading, steps
from tests.agent.tasks.world import MORNING, World

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Task:
    """Steps, and how the records must stand afterwards (see `grading.standing`); nothing else may have changed."""

    group: str
    id: str
    steps: tuple[str, ...]
    end: tuple[str, ...]

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Graded:
    """How a task ended."""

    task: Task
    end: tuple[str, ...]
    violations: tuple[str, ...]

    @property
    def solved(self) -> bool:
        """Whether everything stands as it must."""
        return not self.violations and self.end == tuple(sorted(self.task.end))

    def __str__(self) -> str:
        return f"{self.task}: {list(self.end)} instead of {sorted(self.task.end)} {list(self.violations)}"


def tasks() -> list[Task]:
    """All of them, in the order of the files."""
    return [task for file in sorted(FOLDER.glob("*.jsonl")) for task in _read(file)]


def _read(file: Path) -> Iterator[Task]:
    for line in filter(None, file.read_text().splitlines()):
        said = json.loads(line)
        yield Task(file.stem, said["id"], tuple(said["steps"]), tuple(said["end"]))


def grade(world: World, task: Task) -> Graded:
    """Carry a task out and take everything back again."""
    with _as_it_was(), time_machine.travel(MORNING, tick=True), pytest.MonkeyPatch.context() as patched:
        if steps.ALL_ASKED in task.steps:
            patched.setattr(policy, "SURE", 1.01)
        before = grading.kept()
        refused = [
            f"refused: {step} ({code})"
            for step in task.steps
            if step != steps.ALL_ASKED and (code := _take(world, step))
        ]
        end = sorted([*grading.standing(world), *refused])
        return Graded(task, tuple(end), tuple(grading.violations(world, before)))


def _take(world: World, step: str) -> str:
    try:
        steps.take(world, step)
    except DomainError as error:
        return error.code
    return ""


@contextmanager
def _as_it_was() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def report(graded: Sequence[Graded]) -> str:
    """How many were solved, by what they are about, and each that was not."""
    solved, against = sum(one.solved for one in graded), sum(bool(one.violations) for one in graded)
    groups: dict[str, list[bool]] = {}
    for one in graded:
        groups.setdefault(one.task.group, []).append(one.solved)
    shares = [f"solved in {name}: {100 * sum(found) / len(found):.1f} %" for name, found in groups.items()]
    missed = [str(one) for one in graded if not one.solved]
    return "\n".join([f"{solved} of {len(graded)} solved, {against} against the rules", *shares, *missed])
