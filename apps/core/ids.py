"""Public ids: random, or drawn from a seed while data that must come out the same each time is written."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_drawn_from: ContextVar[random.Random | None] = ContextVar("ids_drawn_from", default=None)


def new_public_id() -> uuid.UUID:
    """A new public id; a random one, unless `seeded_ids` is in force."""
    source = _drawn_from.get()
    return uuid.uuid4() if source is None else uuid.UUID(int=source.getrandbits(128), version=4)


@contextmanager
def seeded_ids(seed: str) -> Iterator[None]:
    """Public ids inside follow from the seed, in the order they are asked for. For demo data, never for real rows."""
    token = _drawn_from.set(random.Random(seed))  # noqa: S311  (repeatable is the point)
    try:
        yield
    finally:
        _drawn_from.reset(token)
