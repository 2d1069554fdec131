"""What stands before each call of a model, for one run: the breaker that all workers share, and the budget."""

from django.utils import timezone

from apps.agent.actions import (
    SetAside,
    admit,
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

    def before(self, most: int) -> None:
        """Let a call through that can take `most` tokens.

        Raises:
            BrainFailure: it is not to be made.
        """
        if (why_not := admit(**self._model, now=timezone.now())) is not None:
            raise BrainFailure(why_not)
        aside = set_aside(run=self._run, tokens=most, now=timezone.now())
        if not isinstance(aside, SetAside):
            raise BrainFailure(aside)
        self._aside = aside

    def answered(self, spent: Spent) -> None:
        """It answered; what that took is settled, as far as it said."""
        self._settle(spent.tokens or None, cost_of(spent))
        note_answer(**self._model, now=timezone.now())

    def lost(self, lost: Lost, *, fair: bool) -> None:
        """It did not answer. Without enough time it was not given a fair chance, which says nothing about it."""
        self._settle(None if lost.may_have_cost else 0, None)
        if fair or lost.ending is not Ending.FAILED:
            note_lost(lost, **self._model)

    def _settle(self, used: int | None, cost_micro: int | None) -> None:
        if self._aside is not None:
            settle(self._aside, used=used, cost_micro=cost_micro or 0)
        self._aside = None


def note_lost(lost: Lost, *, provider: str, model: str) -> None:
    """Tell the breaker how a call ended that brought no answer."""
    now = timezone.now()
    if lost.ending is Ending.LIMITED:
        note_limit(provider=provider, model=model, seconds=lost.limit, now=now)
    elif lost.ending is Ending.SAID_NO:
        note_answer(provider=provider, model=model, now=now)
    else:
        note_failure(provider=provider, model=model, code=lost.code, now=now)
