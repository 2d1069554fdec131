"""What brains are held to on messages that nobody trained them with: figures, goals, and whether they are met.

Goals: the issue that asked for the agent to be trusted; a language has its own for intents.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure, and what it should be at least, or at most (`most`). Shares are 0 to 1, times milliseconds."""

    words: str | Promise
    path: tuple[str, ...]
    least: float | None = None
    most: float | None = None

    def value(self, figures: dict[str, Any]) -> float | None:
        """What was measured; None where there was nothing to measure."""
        found: Any = figures
        for name in self.path:
            found = found.get(name) if isinstance(found, dict) else None
        return float(found) if isinstance(found, int | float) else None

    def met(self, value: float | None) -> bool | None:
        """Whether it is good enough; None where nothing was measured."""
        if value is None:
            return None
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


GOALS = (
    Goal(
        _("Intent of messages that say one thing, English"), ("languages", "en", "single_action_intent_accuracy"), 0.9
    ),
    Goal(
        _("Intent of messages that say one thing, Spanish"), ("languages", "es", "single_action_intent_accuracy"), 0.85
    ),
    Goal(_("Everything in the message exactly right"), ("overall", "exact_match"), 0.8),
    Goal(_("Dangers to life that were found"), ("overall", "critical", "recall"), 0.98),
    Goal(_("Alarms that were dangers to life"), ("overall", "critical", "precision"), 0.85),
    Goal(_("Milliseconds for a message, the middle one"), ("overall", "median_ms"), most=20),
)
