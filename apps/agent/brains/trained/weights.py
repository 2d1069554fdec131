"""The trained weights: one file, written by `apps.agent.training`, read once per process.

`weights.bin` is compressed: the length of a JSON header, the header, then for each known piece its number (in order),
its rarity and each label's weight: a byte each.
"""

import hashlib
import json
import struct
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from apps.agent.brains.trained.vectors import numbers_in

FILE = Path(__file__).with_name("weights.bin")
HEADER = struct.Struct("<I")
RARITY = 20.0
"""Steps of one in which rarity is kept."""


@dataclass(frozen=True)
class Linear:
    """Labels' weights for named signals: `bias + sum(weights * values)`."""

    names: tuple[str, ...]
    biases: tuple[float, ...]
    rows: tuple[tuple[float, ...], ...]
    """One row a label."""

    def scores(self, values: list[float]) -> list[float]:
        """Each label's score for `values`, in the order of `names`."""
        return [
            bias + sum(weight * value for weight, value in zip(row, values, strict=True) if value)
            for bias, row in zip(self.biases, self.rows, strict=True)
        ]


@dataclass(frozen=True)
class Head:
    """All but the pieces. `scales`, `biases` and `directions` have an entry for each label."""

    version: str
    corpus: str
    """Fingerprint of the corpus that it was learned from."""
    labels: tuple[str, ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    directions: tuple[tuple[float, ...], ...]
    """Each label's weights for the words' vector."""
    judges: Linear
    counts: Linear
    sureness: tuple[float, ...]


@dataclass(frozen=True)
class Weights:
    """What was learned."""

    head: Head
    numbers: "array[int]"
    rarities: bytes
    table: memoryview


def packed(head: Head, numbers: bytes, rarities: bytes, table: bytes) -> bytes:
    """The file's bytes; the version is put in, from all the rest."""
    body = numbers + rarities + table
    blank = json.dumps({**asdict(head), "version": ""}, separators=(",", ":")).encode()
    version = hashlib.sha256(blank + body).hexdigest()[:8]
    header = json.dumps({**asdict(head), "version": version}, separators=(",", ":")).encode()
    return zlib.compress(HEADER.pack(len(header)) + header + body, 9)


def unpacked(content: bytes) -> Weights:
    """What `packed` made."""
    raw = zlib.decompress(content)
    begins = HEADER.size + HEADER.unpack_from(raw)[0]
    plain = json.loads(raw[HEADER.size : begins])
    head = Head(
        **{
            **{key: _tuples(value) for key, value in plain.items()},
            "judges": Linear(**{key: _tuples(value) for key, value in plain["judges"].items()}),
            "counts": Linear(**{key: _tuples(value) for key, value in plain["counts"].items()}),
        }
    )
    count = (len(raw) - begins) // (5 + len(head.scales))
    rarities, table = begins + 4 * count, begins + 5 * count
    return Weights(head, numbers_in(raw[begins:rarities]), raw[rarities:table], memoryview(raw)[table:].cast("b"))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _shipped() -> Weights:
    return unpacked(FILE.read_bytes())


_OTHER: ContextVar[Weights | None] = ContextVar("weights under test", default=None)


def weights() -> Weights:
    """The shipped weights, unless others are under test."""
    return _OTHER.get() or _shipped()


@contextmanager
def in_place_of_shipped(content: bytes) -> Iterator[None]:
    """Weighs by the weights in `content` while it lasts: for checking what was just trained."""
    token = _OTHER.set(unpacked(content))
    try:
        yield
    finally:
        _OTHER.reset(token)
