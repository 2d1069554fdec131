"""The figures: shares are 0 to 1, times are milliseconds; None where there was nothing to measure."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    """How one class was found: true positives, false positives, false negatives."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right."""
        return share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found."""
        return share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 when nothing was found."""
        total = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / total if total else 0.0

    @property
    def as_json(self) -> dict[str, Any]:
        """With how many messages have the class."""
        support = self.hits + self.missed
        return {"precision": rounded(self.precision), "recall": rounded(self.recall), "messages": support}


@dataclass(frozen=True, slots=True)
class JobReferences:
    """`right` is the share of the messages naming a job whose number was read; `invented` counts numbers read where
    none stands.
    """

    named: int
    right: float | None
    invented: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one language, or of all messages."""

    messages: int
    exact_match: float | None
    intent_f1_macro: float | None
    intent_f1_micro: float | None
    single_action_messages: int
    single_action_intent_accuracy: float | None
    critical: Score
    job_references: JobReferences
    mean_confidence: float | None
    calibration_error: float | None
    asked: float | None
    median_ms: float | None
    p95_ms: float | None
    classes: dict[str, Score]

    @property
    def as_json(self) -> dict[str, Any]:
        """Plain data, rounded to four places."""
        plain = {
            name: rounded(value)
            for name in self.__dataclass_fields__
            if not isinstance(value := getattr(self, name), dict | Score | JobReferences)
        }
        references = {key: rounded(value) for key, value in asdict(self.job_references).items()}
        classes = {name: score.as_json for name, score in self.classes.items()}
        return {**plain, "critical": self.critical.as_json, "job_references": references, "classes": classes}


def share(part: float, whole: float) -> float | None:
    """`part` of `whole`; None of nothing."""
    return part / whole if whole else None


def rounded(value: float | None) -> float | None:
    """To four places; whole numbers and None stay."""
    return round(value, 4) if isinstance(value, float) else value
