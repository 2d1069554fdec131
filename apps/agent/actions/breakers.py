"""The circuit breaker before each model: a row that all workers share, so that none of them finds out for itself.

It opens after five failures, within 30 s or with no answer between, and at once when a key, address or model is
wrong, which is told to the administrators. While it is open the rules answer; every 30 s one worker tries again, and
an answer closes it. A limit (429) is no failure: it is a time before which nobody asks.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.agent.events import BREAKER_ALARMED, BREAKER_CLOSED, BREAKER_OPENED
from apps.agent.models import Breaker
from apps.agent.selectors import breakers_visible_to
from apps.agent.states import FOR_ADMINISTRATORS, BreakerState, Fallback
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.outbox import emit
from apps.core.rows import lock, save

OPENS_AFTER = 5
WITHIN = timedelta(seconds=30)
PROBE_AFTER = timedelta(seconds=30)  # longer than a probe may take: one whose worker died is followed by the next
UNSAID = timedelta(seconds=10)  # how long a limit is taken to last when the provider does not say
LONGEST_LIMIT = timedelta(hours=1)  # after it one call finds out how things are, whatever was said
STATE = ["state", "failed_at", "in_a_row", "reason", "opened_at", "probe_at", "not_before"]


def admit(*, provider: str, model: str, now: datetime) -> Fallback | None:
    """None when a call may go out; else why not."""
    row = Breaker.objects.filter(provider=provider, model=model).first()
    if row is None:
        return None
    if row.not_before is not None and now < row.not_before:
        return Fallback.RATE_LIMITED
    return Fallback.PAUSED if row.state == BreakerState.OPEN else None


def claim_probe(*, provider: str, model: str, now: datetime) -> bool:
    """Whether to try now if a paused model is back: once in 30 s, whoever of all workers asks first."""
    due = Breaker.objects.filter(provider=provider, model=model, state=BreakerState.OPEN, probe_at__lte=now)
    return bool(due.update(probe_at=now + PROBE_AFTER))


def note_answer(*, provider: str, model: str, now: datetime) -> None:
    """It answered. Where there was nothing wrong before, nothing is written."""
    known = Breaker.objects.filter(provider=provider, model=model)
    if not known.exclude(state=BreakerState.CLOSED, in_a_row=0).exists():
        return
    with transaction.atomic():
        row = _locked(provider, model, now)
        if row.state == BreakerState.OPEN:
            _close(row, actor=Actor.clock(), now=now)
        elif row.in_a_row:
            row.in_a_row = 0
            save(row, now=now, fields=STATE)


def note_limit(*, provider: str, model: str, seconds: float | None, now: datetime) -> None:
    """It said that it is asked too often, and for how long that holds; it is there, all the same."""
    note_answer(provider=provider, model=model, now=now)
    longest = LONGEST_LIMIT.total_seconds()  # compared as a number: what was said may be more than a time can be
    lasts = UNSAID if seconds is None else timedelta(seconds=min(max(seconds, 0), longest))
    with transaction.atomic():
        row = _locked(provider, model, now)
        row.not_before = max(row.not_before or now, now + lasts)
        save(row, now=now, fields=STATE)


def note_failure(*, provider: str, model: str, code: Fallback, now: datetime) -> None:
    """It did not answer, or as nobody does who will. What happens while the breaker is open changes nothing more."""
    with transaction.atomic():
        row = _locked(provider, model, now)
        closed = row.state == BreakerState.CLOSED
        told = not closed and row.reason in FOR_ADMINISTRATORS
        alarm = code in FOR_ADMINISTRATORS and not told
        if not told:
            row.reason = code
        if closed:
            row.failed_at, row.in_a_row = [*row.failed_at, now][-OPENS_AFTER:], row.in_a_row + 1
        opens = closed and (alarm or _is_enough(row, now))
        if opens:
            row.state, row.opened_at, row.probe_at = BreakerState.OPEN, now, now + PROBE_AFTER
        save(row, now=now, fields=STATE)
        if opens:
            emit(BREAKER_OPENED, actor=Actor.clock(), subject=row, now=now, reason=code)
        if alarm:
            emit(BREAKER_ALARMED, actor=Actor.clock(), subject=row, now=now, reason=code)


@command("breaker.close", title="Ask the model again now", risk=Risk.REVERSIBLE)
def close_breaker(*, actor: Actor, now: datetime, breaker_id: UUID) -> Breaker:
    """Let the next message ask the model again, whatever failed before or was limited. Again changes nothing.

    Raises:
        NotHere: no such model within sight; NotAllowed.
    """
    row = lock(breakers_visible_to(actor), breaker_id)
    actor.require("breaker.close")
    if row.state == BreakerState.OPEN or row.not_before is not None:
        row.not_before = None
        _close(row, actor=actor, now=now)
    return row


def _close(row: Breaker, *, actor: Actor, now: datetime) -> None:
    row.state, row.failed_at, row.in_a_row = BreakerState.CLOSED, [], 0
    row.opened_at = row.probe_at = None
    save(row, now=now, fields=STATE)
    emit(BREAKER_CLOSED, actor=actor, subject=row, now=now)


def _is_enough(row: Breaker, now: datetime) -> bool:
    """Five with no answer between, however far apart; or five close together, whatever was between."""
    close_together = len(row.failed_at) == OPENS_AFTER and row.failed_at[0] >= now - WITHIN
    return row.in_a_row >= OPENS_AFTER or close_together


def _locked(provider: str, model: str, now: datetime) -> Breaker:
    """The model's row, made when it is missing. Inside a transaction."""
    made = Breaker(provider=provider[:200], model=model[:80], created_at=now, updated_at=now)
    Breaker.objects.bulk_create([made], ignore_conflicts=True)
    return Breaker.objects.select_for_update(no_key=True).get(provider=provider[:200], model=model[:80])
