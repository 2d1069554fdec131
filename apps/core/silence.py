"""Writing the past without telling anybody, for demo data and imports."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_silent: ContextVar[bool] = ContextVar("deliveries_suppressed", default=False)


def is_silent() -> bool:
    """Whether events are written without deliveries just now."""
    return _silent.get()


@contextmanager
def deliveries_suppressed() -> Iterator[None]:
    """Events inside are kept, but nobody is told of them: no notification, no email, no agent run."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)
