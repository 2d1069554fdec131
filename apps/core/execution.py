"""Running one verb: its transaction, what it touched, its audit entry, and refusals kept apart from the rollback."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.core import audit
from apps.core.audit import Execution
from apps.core.constraints import refusal_for
from apps.core.errors import DomainError, TryAgain
from apps.core.models import Record

R = TypeVar("R", bound=Record)
RETRYABLE = {"40P01", "40001", "55P03"}  # deadlock, serialization failure, lock not available


_stack: ContextVar[tuple[Execution, ...]] = ContextVar("executions", default=())


def current() -> Execution | None:
    """The command that is running, if one is."""
    return _stack.get()[-1] if _stack.get() else None


def execute(execution: Execution, do: Callable[[], R]) -> R:
    """Run a verb in one transaction, with its audit entry.

    Raises:
        DomainError: what the verb refuses, or what a constraint of the database refuses, in words. The refusal is
            audited after the rollback, in a transaction of its own.
    """
    outer = _stack.get()
    token = _stack.set((*outer, execution))
    try:
        with transaction.atomic():
            result = do()
            audit.write_done(execution, result)
            return result
    except DomainError as error:
        _keep(execution, error, outer)
        raise
    except DatabaseError as error:
        refusal = _translated(error)
        if refusal is None:
            raise
        _keep(execution, refusal, outer)
        raise refusal from error
    finally:
        _stack.reset(token)


def _translated(error: DatabaseError) -> DomainError | None:
    state = getattr(error.__cause__, "sqlstate", None)
    if state in RETRYABLE:
        return TryAgain()
    return refusal_for(error) if isinstance(error, IntegrityError) else None


def _keep(execution: Execution, error: DomainError, outer: tuple[Execution, ...]) -> None:
    """Audit a refusal. Inside another command it waits for that one's end, since a rollback would take it along."""
    if outer:
        outer[0].refusals.append((execution, error))
        return
    if connection.needs_rollback:
        return
    for refused, why in [*execution.refusals, (execution, error)]:
        audit.write_refused(refused, why)
