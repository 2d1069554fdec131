"""What was understood of one case, in label form."""

from dataclasses import dataclass
from typing import Any

from apps.agent.labels import names_of
from apps.agent.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Prediction:
    """Everything understood, whatever the confidence; `ask` is the question that would be asked instead of acting."""

    id: str | int
    actions: tuple[dict[str, str], ...]
    confidence: float
    job_ref: str | None
    ask: str | None
    seconds: float

    @classmethod
    def of(cls, case_id: str | int, understanding: Understanding, seconds: float) -> "Prediction":
        """What `understanding` says, each label once."""
        labels = {tuple(label.items()): label for label in understanding.labels}
        return cls(
            id=case_id,
            actions=tuple(labels.values()),
            confidence=understanding.confidence,
            job_ref=understanding.job_number,
            ask=understanding.ask,
            seconds=seconds,
        )

    @property
    def labels(self) -> frozenset[str]:
        """The short names of the labels."""
        return names_of(self.actions)

    @property
    def as_json(self) -> dict[str, Any]:
        """A line of `--predictions`."""
        return {
            "id": self.id,
            "actions": list(self.actions),
            "confidence": round(self.confidence, 4),
            "job_ref": self.job_ref,
            "ask": self.ask,
        }
