"""The labelled messages of `apps/agent/corpus`: what is learned from, and the part that is kept for checking."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from apps.agent.brains.trained.signals import Signals, signals_of
from apps.agent.evaluation import Case, read_cases

FOLDER = Path(__file__).parent.parent / "corpus"
OLD = "tables"
"""In the names of files whose messages the rules were written by: how good the rules are cannot be learned there."""
KEPT = 15
"""Percent of the messages that a check does not learn from."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One message to learn from. Of the messages about danger alone only `critical` is known, and `case` has no labels.
    `old`: the rules were written by it. `mixed`: made of two others.
    """

    case: Case
    signals: Signals
    old: bool = False
    critical: bool | None = None
    mixed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all that is said in it is known."""
        return self.critical is None


def is_kept(case_id: str) -> bool:
    """Whether a message is of the part that a check does not learn from; for ever the same."""
    return slot(case_id, 100) < KEPT


def slot(case_id: str, slots: int, salt: str = "") -> int:
    """A number below `slots` for a message, the same on every machine."""
    return int(hashlib.sha256(f"{salt}{case_id}".encode()).hexdigest()[:12], 16) % slots


def writer_of(case_id: str) -> str:
    """Who wrote a message: what stands before the last hyphen of its id."""
    return case_id.rpartition("-")[0]


def kept_cases() -> list[Case]:
    """The messages that a check does not learn from and that the rules were not written by."""
    cases = [case for file in _files() if OLD not in file.stem for case in _cases(file)]
    return [case for case in cases if is_kept(case.id)]


def lessons(*, without_kept: bool) -> list[Lesson]:
    """Everything to learn from, in the order of files and lines."""
    found = [Lesson(case, signals_of(case.text), OLD in file.stem) for file in _files() for case in _cases(file)]
    found += [lesson for file in _danger_files() for lesson in _about_danger(file)]
    return [lesson for lesson in found if not (without_kept and is_kept(lesson.case.id))]


def fingerprint() -> str:
    """What tells this corpus from another."""
    content = b"".join(file.read_bytes() for file in [*_files(), *_danger_files()])
    return hashlib.sha256(content).hexdigest()[:12]


def _danger_files() -> list[Path]:
    return sorted(FOLDER.glob("danger*.jsonl"))


def every_text() -> list[str]:
    """The texts of all messages to learn from."""
    return [case.text for file in _files() for case in _cases(file)]


def _files() -> list[Path]:
    return sorted(FOLDER.glob("train_*.jsonl"))


def _cases(file: Path) -> list[Case]:
    with file.open(encoding="utf-8") as lines:
        return read_cases(lines)


def _about_danger(file: Path) -> list[Lesson]:
    said = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Lesson(
            Case(line["id"], line["text"], line["lang"], frozenset()),
            signals_of(line["text"]),
            old=True,
            critical=line["critical"],
        )
        for line in said
    ]
