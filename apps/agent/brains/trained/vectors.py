"""What words mean, as vectors: words of a meaning lie near each other, in English and Spanish alike.

`words.bin` was made once, see docs/AGENT.md. It is compressed; a header of four numbers (words, sizes, scale) is
followed by the words' numbers in order, their weights and their vectors, a byte each.
"""

import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from pathlib import Path

from apps.agent.brains.trained.ngrams import number_of

FILE = Path(__file__).with_name("words.bin")
HEADER = struct.Struct("<II")


def numbers_in(packed: bytes) -> "array[int]":
    """Unsigned 32-bit numbers, written with the lowest byte first."""
    numbers = array("I", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def place_of(numbers: "array[int]", number: int) -> int:
    """Where `number` stands in ordered `numbers`; -1 when it does not."""
    at = bisect_left(numbers, number)
    return at if at < len(numbers) and numbers[at] == number else -1


@dataclass(frozen=True)
class Vectors:
    """Known words with a vector of `size` numbers each; a common word weighs little."""

    size: int
    numbers: "array[int]"
    weights: bytes
    table: memoryview

    def of(self, words: Iterable[tuple[str, str]]) -> list[float]:
        """The direction in which the words point together, of length 1; zeros when none is known.

        Each word comes as it was written and as it was read, which counts when the first is not known.
        """
        total = [0.0] * self.size
        for written, read in words:
            at = self._place(written, read)
            if at >= 0:
                weight = self.weights[at]
                row = self.table[at * self.size : (at + 1) * self.size]
                total = [sum_ + weight * part for sum_, part in zip(total, row, strict=True)]
        length = hypot(*total)
        return [part / length for part in total] if length else total

    def _place(self, written: str, read: str) -> int:
        at = place_of(self.numbers, number_of(written))
        return at if at >= 0 or read == written else place_of(self.numbers, number_of(read))


@lru_cache(maxsize=1)
def vectors() -> Vectors:
    """The shipped vectors, loaded once per process."""
    packed = zlib.decompress(FILE.read_bytes())
    count, size = HEADER.unpack_from(packed)
    ids, weights = HEADER.size, HEADER.size + 4 * count
    return Vectors(
        size=size,
        numbers=numbers_in(packed[ids:weights]),
        weights=packed[weights : weights + count],
        table=memoryview(packed)[weights + count :].cast("b"),
    )
