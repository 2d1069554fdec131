"""The pieces of a text that weights are learned for: words, neighbours, and parts of words."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

PARTS = (3, 4, 5)
"""Letters in a part of a word; its edges count as letters."""
START, END = "^", "$"


def shape(word: str) -> str:
    """`word`, or its kind when it is a number or begins like one: which number it is says nothing."""
    if word.isdigit():
        return "0"
    return "0a" if word[:1].isdigit() else word


def word_pieces(words: Sequence[str], marks: Iterable[str] = ()) -> set[str]:
    """Single words, two and three in a row, and two with one between; `marks` are pieces of their own."""
    shapes = [shape(word) for word in words]
    edged = [START, *shapes, END]
    pieces = {f"w{word}" for word in shapes}
    pieces.update(f"b{one} {two}" for one, two in pairwise(edged))
    pieces.update(f"t{' '.join(edged[n : n + 3])}" for n in range(len(edged) - 2))
    pieces.update(f"s{one} {two}" for one, two in zip(shapes, shapes[2:], strict=False))
    return pieces.union(marks)


def letter_pieces(words: Iterable[str]) -> set[str]:
    """Parts of each word, so that a slip or another ending still shares most of them."""
    pieces: set[str] = set()
    for word in words:
        edged = f"<{shape(word)}>"
        for length in PARTS:
            pieces.update(f"c{edged[n : n + length]}" for n in range(len(edged) - length + 1))
    return pieces


def number_of(piece: str) -> int:
    """The 32-bit number under which a piece or word is kept."""
    return crc32(piece.encode())
