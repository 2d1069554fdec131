"""The budget of tokens: per run, per person and day, for the whole company and day.

What a call can cost at most is set aside before it is made, and what it did cost is settled after. A call that nobody
came back from has cost what was set aside for it: the provider may well have done its part.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from apps.agent.models import AgentRun, TokenDay
from apps.agent.states import Fallback


@dataclass(frozen=True, slots=True)
class SetAside:
    """Tokens held for one call."""

    run: AgentRun
    day: date
    tokens: int


class _UsedUp(Exception):
    def __init__(self, code: Fallback) -> None:
        super().__init__(code)
        self.code = code


def set_aside(*, run: AgentRun, tokens: int, now: datetime) -> SetAside | Fallback:
    """Hold tokens for a call in all three budgets, or in none and say which is used up.

    Rows are taken in the same order by everybody, the company's last: it is everybody's.
    """
    day = localdate(now)
    try:
        with transaction.atomic():
            own = AgentRun.objects.filter(pk=run.pk)
            _take(own, tokens, settings.AGENT_TOKENS_PER_RUN, Fallback.RUN_BUDGET)
            person = _of(day, user_id=run.served_id)
            _take(person, tokens, settings.AGENT_TOKENS_PER_PERSON, Fallback.PERSON_BUDGET)
            _take(_of(day, user_id=None), tokens, settings.AGENT_TOKENS_PER_DAY, Fallback.DAY_BUDGET)
    except _UsedUp as used_up:
        return used_up.code
    return SetAside(run, day, tokens)


def settle(aside: SetAside, *, used: int | None, cost_micro: int = 0) -> None:
    """Put what a call really took in the place of what was set aside for it; None when nobody knows."""
    change = (aside.tokens if used is None else used) - aside.tokens
    with transaction.atomic():
        AgentRun.objects.filter(pk=aside.run.pk).update(tokens=F("tokens") + change)
        for user_id in (aside.run.served_id, None):
            _rows(aside.day, user_id).update(
                tokens=F("tokens") + change, cost_micro=F("cost_micro") + cost_micro, calls=F("calls") + 1
            )


def _of(day: date, *, user_id: int | None) -> "QuerySet[TokenDay]":
    rows = _rows(day, user_id)
    if not rows.exists():
        TokenDay.objects.bulk_create([TokenDay(day=day, user_id=user_id)], ignore_conflicts=True)
    return rows


def _rows(day: date, user_id: int | None) -> "QuerySet[TokenDay]":
    days = TokenDay.objects.filter(day=day)
    return days.filter(user=None) if user_id is None else days.filter(user_id=user_id)


def _take(rows: "QuerySet[Any]", tokens: int, most: int, code: Fallback) -> None:
    """Add the tokens unless that is more than may be; 0 is no limit. In one statement: two at once cannot pass both."""
    within = rows.filter(tokens__lte=most - tokens) if most else rows
    if not within.update(tokens=F("tokens") + tokens):
        raise _UsedUp(code)
