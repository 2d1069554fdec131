"""Keeping how well a brain understood, for the page that compares versions."""

from datetime import datetime
from typing import Any

from apps.agent.models import AgentEvaluation
from apps.agent.states import Brain


def keep_evaluation(
    *, brain: Brain, version: str, file: str, messages: int, figures: dict[str, Any], now: datetime
) -> AgentEvaluation:
    """Keep the figures of one evaluation, as `evaluate_agent --json` prints them. Nothing else is kept of the file."""
    return AgentEvaluation.objects.create(
        brain=brain, version=version[:80], file=file[-200:], messages=messages, figures=figures, at=now
    )
