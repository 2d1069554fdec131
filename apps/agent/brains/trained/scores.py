"""The first layer: how much each label fits a stretch of words."""

from collections.abc import Iterable
from math import sqrt

from apps.agent.brains.trained.ngrams import letter_pieces, number_of, word_pieces
from apps.agent.brains.trained.signals import Stretch
from apps.agent.brains.trained.vectors import place_of, vectors
from apps.agent.brains.trained.weights import RARITY, Weights

LENGTH, TURN = 3.0, 2.0
"""How much pieces and meaning count, each brought to length 1 before."""


def pieces_of(stretch: Stretch) -> tuple[set[str], set[str]]:
    """The pieces of words as read, and those of letters as written; each kind counts alike, however many there are."""
    return word_pieces(stretch.read, stretch.marks), letter_pieces(stretch.written)


def meaning_of(stretch: Stretch) -> list[float]:
    """Where the words point."""
    return vectors().of(zip(stretch.written, stretch.read, strict=True))


def scores_of(weights: Weights, stretch: Stretch) -> list[float]:
    """Each label's score."""
    head = weights.head
    scores = list(head.biases)
    for pieces in pieces_of(stretch):
        sums, factor = _sums(weights, pieces)
        scores = [have + factor * scale * sum_ for have, scale, sum_ in zip(scores, head.scales, sums, strict=True)]
    meaning = meaning_of(stretch)
    return [
        have + TURN * sum(weight * part for weight, part in zip(direction, meaning, strict=True))
        for have, direction in zip(scores, head.directions, strict=True)
    ]


def _sums(weights: Weights, pieces: Iterable[str]) -> tuple[list[int], float]:
    """Each label's sum over the pieces that are known, and what brings them to their length."""
    found = sorted(at for piece in pieces if (at := place_of(weights.numbers, number_of(piece))) >= 0)
    if not found:
        return [0] * len(weights.head.labels), 0.0
    rarity = sqrt(sum(weights.rarities[at] ** 2 for at in found)) / RARITY
    wide = len(weights.head.labels)
    rows = [weights.table[at * wide : (at + 1) * wide] for at in found]
    return [sum(column) for column in zip(*rows, strict=True)], LENGTH / rarity
