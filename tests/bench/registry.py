"""What can be measured: each measurement with its topic, units, goal and a sentence on how it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from tests.bench.stage import Stage

Figures = dict[str, float]
NOT_MODULES = ("__init__", "__main__", "test_")


class Topic(StrEnum):
    """The chapters of docs/PERFORMANCE.md, in their order."""

    AGENT = "The agent"
    LIVE = "Live pages"
    SURVIVAL = "Survival"
    REDIS = "Redis"
    PROCESSES = "Processes"
    PAGES = "Pages and API"


@dataclass(frozen=True)
class Goal:
    """What is hoped for: the most that some figures may be, and what that means for people."""

    words: str
    means: str
    at_most: Mapping[str, float]


@dataclass
class Measured:
    """Figures, and tables of parts where a sum alone would hide them: heading → row → number."""

    figures: Figures
    parts: dict[str, Figures] = field(default_factory=dict)


class NotHere(Exception):
    """What should be measured does not exist (yet); the sentence says what is missing."""


@dataclass(frozen=True)
class Measurement:
    """One entry of the registry. `units` names every figure, in the order of showing."""

    name: str
    topic: Topic
    how: str
    units: Mapping[str, str]
    goals: tuple[Goal, ...]
    by_default: bool
    function: Callable[[Stage], Figures | Measured]

    def run(self, stage: Stage) -> Measured:
        """Measure once.

        Raises:
            NotHere; RuntimeError: it came back with other figures than it is registered with.
        """
        found = self.function(stage)
        measured = found if isinstance(found, Measured) else Measured(found)
        if set(measured.figures) != set(self.units):
            raise RuntimeError(f"{self.name}: measured {sorted(measured.figures)}, registered {sorted(self.units)}")
        return measured


ALL: dict[str, Measurement] = {}


def measure(
    name: str,
    *,
    topic: Topic,
    how: str,
    units: Mapping[str, str],
    goals: tuple[Goal, ...] = (),
    by_default: bool = True,
) -> Callable[[Callable[[Stage], Figures | Measured]], Callable[[Stage], Figures | Measured]]:
    """Register a function. `by_default=False`: it takes long, and runs only when it is named."""
    if name in ALL:
        raise RuntimeError(f"{name} is registered twice.")
    unknown = {figure for goal in goals for figure in goal.at_most} - set(units)
    if unknown:
        raise RuntimeError(f"{name}: its goal is about figures that it does not have: {sorted(unknown)}")

    def register(function: Callable[[Stage], Figures | Measured]) -> Callable[[Stage], Figures | Measured]:
        ALL[name] = Measurement(name, topic, how, dict(units), goals, by_default, function)
        return function

    return register


def load() -> dict[str, Measurement]:
    """Every measurement of this folder, in the order of the chapters."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if not file.stem.startswith(NOT_MODULES):
            import_module(f"tests.bench.{file.stem}")
    chapters = list(Topic)
    return dict(sorted(ALL.items(), key=lambda entry: chapters.index(entry[1].topic)))
