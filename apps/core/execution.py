"""Running one verb: its transaction, what it touched, its audit entry, and refusals kept apart from the rollback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.core import audit
from apps.core.advice import advise
from apps.core.audit import Execution
from apps.core.constraints import refusal_for
from apps.core.errors import DomainError, TryAgain
from apps.core.models import Record
from apps.core.texts import refuse_unstorable

R = TypeVar("R", bound=Record)
RETRYABLE = {"40P01", "40001", "55P03"}  # deadlock, serialization failure, lock not available

_stack: ContextVar[tuple[Execution, ...]] = ContextVar("executions", default=())
_refused: ContextVar[list[tuple[Execution, DomainError]] | None] = ContextVar("refused", default=None)


def current() -> Execution | None:
    """The command that is running, if one is."""
    return _stack.get()[-1] if _stack.get() else None


def tell(**facts: Any) -> None:
    """Add to the audit entry of the running command what it found out beside its arguments; JSON-safe values."""
    execution = current()
    if execution is not None:
        execution.arguments |= facts


def execute(execution: Execution, do: Callable[[], R]) -> R:
    """Run a verb in one transaction, with its audit entry.

    Raises:
        DomainError: what the verb refuses, or what a constraint of the database refuses, in words. The refusal is
            audited after the rollback, in a transaction of its own.
    """
    token = _stack.set((*_stack.get(), execution))
    try:
        with refusals_outlive_rollback() as refused:
            try:
                return _do(execution, do)
            except DomainError as error:
                if not connection.needs_rollback:
                    advise(execution, error)
                refused.append((execution, error))
                raise
    finally:
        _stack.reset(token)


def _do(execution: Execution, do: Callable[[], R]) -> R:
    try:
        with transaction.atomic():
            refuse_unstorable(execution.arguments)
            result = do()
            audit.write_done(execution, result)
            return result
    except DatabaseError as error:
        refusal = _translated(error)
        if refusal is None:
            raise
        raise refusal from error


def _translated(error: DatabaseError) -> DomainError | None:
    state = getattr(error.__cause__, "sqlstate", None)
    if state in RETRYABLE:
        return TryAgain()
    return refusal_for(error) if isinstance(error, IntegrityError) else None


@contextmanager
def refusals_outlive_rollback() -> Iterator[list[tuple[Execution, DomainError]]]:
    """Audit what is refused inside once all of it has ended; put it around the outermost transaction.

    An entry written where the refusal happens would be lost with the transaction around it.
    """
    outer = _refused.get()
    if outer is not None:
        yield outer
        return
    refused: list[tuple[Execution, DomainError]] = []
    token = _refused.set(refused)
    try:
        yield refused
    finally:
        _refused.reset(token)
        if not connection.needs_rollback:
            for execution, error in refused:
                audit.write_refused(execution, error)
