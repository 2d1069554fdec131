"""Asking the brains in turn: Groq when it is there, then the rules. Every call is kept; the last one always answers."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from apps.agent.actions import note_call
from apps.agent.brains.base import Answer, BrainFailure, Thinker
from apps.agent.brains.rules_brain import RulesBrain
from apps.agent.states import Brain

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked(Answer[T]):
    """The answer, who gave it, and why an earlier brain did not."""

    brain: Brain = Brain.RULES
    fallback: str = ""


def brains() -> list[Thinker]:
    """The brains in the order they are asked, chosen anew for each call."""
    if not settings.GROQ_API_KEY:
        return [RulesBrain()]
    from apps.agent.brains.groq_brain import GroqBrain  # noqa: PLC0415  (37 MB that nobody without a key pays for)

    return [GroqBrain(), RulesBrain()]


def ask(run_id: UUID, step: str, question: Callable[[Thinker], Answer[T]]) -> Asked[T]:
    """The first brain's answer that comes.

    Raises:
        BrainFailure: none could answer; with the rules in line that is a bug in them.
    """
    failures: list[str] = []
    for brain in brains():
        started = time.perf_counter()
        try:
            answer = question(brain)
        except BrainFailure as failure:
            failures.append(f"{brain.kind}: {failure.code}")
            _note(run_id, step, brain, started, error_code=failure.code)
            continue
        _note(run_id, step, brain, started, answer=answer)
        return Asked(
            value=answer.value,
            model=answer.model,
            tokens_in=answer.tokens_in,
            tokens_out=answer.tokens_out,
            brain=brain.kind,
            fallback="; ".join(failures),
        )
    raise BrainFailure("; ".join(failures))


def _note(
    run_id: UUID, step: str, brain: Thinker, started: float, *, answer: Answer[T] | None = None, error_code: str = ""
) -> None:
    note_call(
        run_id=run_id,
        at=timezone.now(),
        step=step,
        brain=brain.kind,
        model=answer.model if answer else "",
        tokens_in=answer.tokens_in if answer else 0,
        tokens_out=answer.tokens_out if answer else 0,
        milliseconds=(time.perf_counter() - started) * 1000,
        error_code=error_code[:80],
    )
