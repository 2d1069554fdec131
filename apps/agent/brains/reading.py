"""Reads a message the way the graph does, outside of it: for evaluation, where nothing may be written down."""

from collections.abc import Callable

from django.conf import settings

from apps.agent.brains.base import BrainFailure, Thinker
from apps.agent.brains.merge import with_danger
from apps.agent.brains.rules_brain import RulesBrain
from apps.agent.states import Brain
from apps.agent.understanding import Understanding


class NoBrain(Exception):
    """The brain that was asked for is not there; the sentence says what it needs."""


def reader(brain: str, *, failed: Callable[[str], object] = str) -> Callable[[str], Understanding]:
    """A function that understands a message as a run would: safety net, then `brain`, then the rules if that fails.

    Args:
        failed: is told the code whenever the rules read because the model failed.

    Raises:
        NoBrain: Groq is asked for and no key is set.
    """
    if brain != Brain.GROQ:
        rules = RulesBrain()
        return lambda text: with_danger(text, rules.triage(text).value)
    if not settings.GROQ_API_KEY:
        raise NoBrain("Groq needs a key: set GROQ_API_KEY, or read with --brain rules.")
    return lambda text: _read_by_groq(text, failed)


def _read_by_groq(text: str, failed: Callable[[str], object]) -> Understanding:
    from apps.agent.brains.groq_brain import GroqBrain  # noqa: PLC0415  (37 MB that nobody without a key pays for)

    groq: Thinker = GroqBrain(seconds=float(settings.GROQ_PATIENCE))
    try:
        understanding = groq.triage(text).value
    except BrainFailure as failure:
        failed(failure.code)
        understanding = RulesBrain().triage(text).value
    return with_danger(text, understanding)
