"""What could be done instead of what was refused.

Asked when the refused transaction is over, so that nobody waits for the rows it had locked while answers are looked
for, and of what a constraint of the database refused as well.
"""

from collections.abc import Callable

from apps.core.audit import Execution
from apps.core.errors import DomainError

Advice = Callable[[Execution, DomainError], None]
_advice: dict[str, Advice] = {}


def advice_for(command: str) -> Callable[[Advice], Advice]:
    """Register a function that adds to the refusals of a command: its `details`, or better words. It only reads."""

    def register(give: Advice) -> Advice:
        _advice[command] = give
        return give

    return register


def advise(execution: Execution, error: DomainError) -> None:
    """Let whoever knows add to a refusal."""
    if execution.command in _advice:
        _advice[execution.command](execution, error)
