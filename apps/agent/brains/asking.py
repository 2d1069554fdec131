"""Asking the brains in turn: Groq when it is there, then the rules. Every call is kept; the last one always answers."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from apps.agent.actions import note_call
from apps.agent.brains.base import Answer, BrainFailure, Spent, Thinker
from apps.agent.brains.prices import cost_of
from apps.agent.brains.rules_brain import RulesBrain
from apps.agent.models import AgentRun
from apps.agent.states import Brain, Fallback

T = TypeVar("T")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked(Answer[T]):
    """The answer, who gave it, and the code that says why an earlier brain did not."""

    brain: Brain = Brain.RULES
    fallback: str = ""


def brains(run: AgentRun, *, rules_only: bool = False) -> list[Thinker]:
    """The brains in the order they are asked, chosen here and nowhere else, anew for each step of a run."""
    if rules_only or not settings.GROQ_API_KEY:
        return [RulesBrain()]
    from apps.agent.brains.groq_brain import GroqBrain  # noqa: PLC0415  (37 MB that nobody without a key pays for)

    return [GroqBrain(seconds=_patience_left(run), run=run), RulesBrain()]


def _patience_left(run: AgentRun) -> float:
    """Seconds the model still has. Counted from when the run began, so that a worker that dies gives it no more."""
    spent = (timezone.now() - run.started_at).total_seconds() if run.started_at else 0.0
    return float(settings.GROQ_PATIENCE) - max(spent, 0.0)


def ask(run: AgentRun, step: str, question: Callable[[Thinker], Answer[T]], *, rules_only: bool = False) -> Asked[T]:
    """The first brain's answer that comes.

    Args:
        rules_only: the model failed this run before; it is not given another go at the person's time.

    Raises:
        BrainFailure: none could answer; with the rules in line that is a bug in them.
    """
    *doubtful, last = brains(run, rules_only=rules_only)
    fallback = ""
    for brain in doubtful:
        started, spent = time.perf_counter(), Spent()
        try:
            return _noted(run, step, brain, question)
        except BrainFailure as failure:
            fallback, spent = failure.code, failure.spent
        except Exception:
            logger.exception("the brain %s has a fault", brain.kind)
            fallback = Fallback.BRAIN_ERROR
        _note(run, step, brain, started, spent, error_code=fallback)
    return _noted(run, step, last, question, fallback)


def _noted(
    run: AgentRun, step: str, brain: Thinker, question: Callable[[Thinker], Answer[T]], fallback: str = ""
) -> Asked[T]:
    started = time.perf_counter()
    answer = question(brain)
    _note(run, step, brain, started, answer.spent, model=answer.model)
    return Asked(value=answer.value, model=answer.model, spent=answer.spent, brain=brain.kind, fallback=str(fallback))


def _note(
    run: AgentRun, step: str, brain: Thinker, started: float, spent: Spent, *, model: str = "", error_code: str = ""
) -> None:
    note_call(
        run_id=run.public_id,
        at=timezone.now(),
        step=step,
        brain=brain.kind,
        model=model or spent.model,
        tokens_in=spent.tokens_in,
        tokens_out=spent.tokens_out,
        tokens_cached=spent.tokens_cached,
        cost_micro=cost_of(spent),
        from_cache=spent.from_cache,
        request_id=spent.request_id[:200],
        queue_ms=spent.queue_ms,
        milliseconds=(time.perf_counter() - started) * 1000,
        error_code=str(error_code)[:80],
    )
