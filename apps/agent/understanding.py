"""What a field message means: the one shape that every brain returns and that the graph, policy and evaluation read.

Pure data. The JSON schema is strict (every field required, nothing extra, no numeric bounds), so that the same
models can be the structured output of a Groq call.
"""

from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

Language = Literal["en", "es"]
DecidedBy = Literal["safety_net", "rules", "groq"]

ASK_BELOW = 0.8
"""Confidence under which a consequential action is asked about instead of done."""


class Intent(StrEnum):
    """What kind of thing the message says."""

    JOB_UPDATE = "job_update"
    INCIDENT = "incident"
    REQUEST = "request"
    ATTENDANCE = "attendance"
    QUESTION = "question"
    GENERAL = "general"


class JobAction(StrEnum):
    """How the work on a visit moves."""

    EN_ROUTE = "en_route"
    START = "start"
    PROGRESS = "progress"
    COMPLETE = "complete"
    DELAY = "delay"
    BLOCKED = "blocked"


class Severity(StrEnum):
    """How bad an incident is; critical is immediate danger to life."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RequestKind(StrEnum):
    """What a member asks approval for."""

    OVERTIME = "overtime"
    TIME_OFF = "time_off"
    SICK_LEAVE = "sick_leave"
    ACCESS = "access"
    PURCHASE = "purchase"
    OTHER = "other"


class AttendanceAction(StrEnum):
    """How the working day moves."""

    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    BREAK_START = "break_start"
    BREAK_END = "break_end"


def _strict(schema: dict[str, Any]) -> None:
    """Make every property required and drop defaults: what strict structured output demands."""
    properties: dict[str, dict[str, Any]] = schema.get("properties", {})
    for field in properties.values():
        field.pop("default", None)
    schema["required"] = list(properties)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_strict)


class Span(_Frozen):
    """Words of the message: `text == message[start:end]`, counted in characters (code points)."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, message: str, start: int, end: int) -> Self:
        """The span of `message` from `start` to `end`."""
        return cls(start=start, end=end, text=message[start:end])

    @classmethod
    def find(cls, message: str, words: str) -> Self | None:
        """The first place where `words` stand in `message`, in any case; None when they do not."""
        start = message.lower().find(words.lower()) if words else -1
        span = cls.of(message, start, start + len(words)) if start >= 0 else None
        return span if span and span.text.lower() == words.lower() else None


class Understood(_Frozen):
    """One action found in a message, with who decided it and on which words.

    Raises pydantic's `ValidationError` when the intent lacks its detail (a job update without an action, an
    incident without a severity) or the confidence is outside 0..1. Details an intent does not use are ignored.
    """

    intent: Intent
    action: JobAction | AttendanceAction | None = None
    severity: Severity | None = None
    kind: RequestKind | None = None
    confidence: float
    evidence: tuple[Span, ...] = ()
    decided_by: DecidedBy
    summary: str = ""

    @field_validator("confidence")
    @classmethod
    def _between_zero_and_one(cls, value: float) -> float:
        if not 0 <= value <= 1:
            raise ValueError("confidence must be between 0 and 1")
        return value

    @model_validator(mode="after")
    def _has_its_detail(self) -> Self:
        fits = {
            Intent.JOB_UPDATE: isinstance(self.action, JobAction),
            Intent.ATTENDANCE: isinstance(self.action, AttendanceAction),
            Intent.INCIDENT: self.severity is not None,
            Intent.REQUEST: self.kind is not None,
        }
        if not fits.get(self.intent, True):
            raise ValueError(f"{self.intent} lacks its detail")
        return self

    @property
    def label(self) -> dict[str, str]:
        """The label form of `evaluate_agent`: the intent and, where it has one, its detail."""
        label = {"intent": self.intent.value}
        if self.intent in (Intent.JOB_UPDATE, Intent.ATTENDANCE) and self.action:
            label["action"] = self.action.value
        elif self.intent is Intent.INCIDENT and self.severity:
            label["severity"] = self.severity.value
        elif self.intent is Intent.REQUEST and self.kind:
            label["kind"] = self.kind.value
        return label

    @property
    def is_consequential(self) -> bool:
        """Whether it would write a record; questions and small talk do not."""
        return self.intent not in (Intent.QUESTION, Intent.GENERAL)


class Understanding(_Frozen):
    """Everything a message says: zero or more actions, which job or place it is about, and what to ask back.

    `job_number` is normalised ("WH-1042"); `place` is a candidate in the writer's words, to be matched with sites
    and customers by the caller; `ask` is one short question in `lang`, set when a consequential action is unsure;
    `whole` is how likely it is that nothing is wrong and nothing is missed, where the reader can tell.
    """

    actions: tuple[Understood, ...]
    lang: Language
    job_number: str | None = None
    place: str | None = None
    place_span: Span | None = None
    ask: str | None = None
    whole: float | None = None

    @property
    def labels(self) -> list[dict[str, str]]:
        """The labels of all actions, in order."""
        return [action.label for action in self.actions]

    @property
    def confidence(self) -> float:
        """How sure the whole is; where the reader cannot tell, the least sure action; 0 when there is none."""
        return self.whole if self.whole is not None else min((a.confidence for a in self.actions), default=0.0)
