"""What stands before each call of a model, for one run: the breaker that all workers share, and the budget."""

from django.utils import timezone

from apps.agent.actions import (
    SetAside,
    admit,
    give_back_probe,
    note_answer,
    note_failure,
    note_limit,
    set_aside,
    settle,
)
from apps.agent.brains.base import BrainFailure, Spent
from apps.agent.brains.groq_errors import Ending, Lost
from apps.agent.brains.prices import cost_of
from apps.agent.models import AgentRun


class Guard:
    """For one model and one run. Each `before` is followed by an `answered` or a `lost`."""

    def __init__(self, run: AgentRun, *, provider: str, model: str) -> None:
        self._run = run
        self._model = {"provider": provider, "model": model}
        self._aside: SetAside | None = None

    def before(self, most: int) -> bool:
        """Let a call through that can take `most` tokens; whether it is the one that tries for all.

        Raises:
            BrainFailure: it is not to be made.
        """
        leave = admit(**self._model, now=timezone.now())
        if leave.fallback is not None:
            raise BrainFailure(leave.fallback)
        aside = set_aside(run=self._run, tokens=most, now=timezone.now())
        if not isinstance(aside, SetAside):
            if leave.probe:
                give_back_probe(**self._model, now=timezone.now())
            raise BrainFailure(aside)
        self._aside = aside
        return leave.probe

    def answered(self, spent: Spent) -> None:
        """It answered; what that took is settled, as far as it said."""
        self._settle(spent.tokens or None, cost_of(spent))
        note_answer(**self._model, now=timezone.now())

    def lost(self, lost: Lost, *, fair: bool) -> None:
        """It did not answer. Without enough time it was not given a fair chance, which says nothing about it."""
        self._settle(None if lost.may_have_cost else 0, None)
        now = timezone.now()
        if lost.ending is Ending.LIMITED:
            note_limit(**self._model, seconds=lost.limit, now=now)
        elif lost.ending is Ending.SAID_NO:
            note_answer(**self._model, now=now)
        elif fair:
            note_failure(**self._model, code=lost.code, now=now)

    def _settle(self, used: int | None, cost_micro: int | None) -> None:
        if self._aside is not None:
            settle(self._aside, used=used, cost_micro=cost_micro or 0)
        self._aside = None
