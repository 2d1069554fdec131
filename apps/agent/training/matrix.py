"""Stretches of words as rows of numbers, as `brains/trained/scores.py` weighs them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from scipy import sparse

from apps.agent.brains.trained.ngrams import number_of
from apps.agent.brains.trained.scores import LENGTH, TURN, meaning_of, pieces_of
from apps.agent.brains.trained.signals import Stretch
from apps.agent.brains.trained.weights import RARITY

MOST_PIECES = 64_000
"""Kept, the commonest; what stands in one message only is never kept."""


@dataclass(frozen=True)
class Pieces:
    """The known pieces: their numbers in order, and how rare each is, in steps of a byte."""

    places: dict[int, int]
    rarities: np.ndarray

    @property
    def numbers(self) -> list[int]:
        """In order."""
        return list(self.places)


def pieces_in(stretches: Sequence[Stretch]) -> Pieces:
    """The pieces that are worth knowing."""
    seen: Counter[int] = Counter()
    for stretch in stretches:
        seen.update({number_of(piece) for kind in pieces_of(stretch) for piece in kind})
    common = sorted((-count, number) for number, count in seen.items() if count > 1)[:MOST_PIECES]
    numbers = sorted(number for _, number in common)
    rarity = [min(255, round(RARITY * log(len(stretches) / seen[number]))) for number in numbers]
    return Pieces({number: n for n, number in enumerate(numbers)}, np.array(rarity, dtype=np.uint8))


def matrix_of(stretches: Sequence[Stretch], known: Pieces) -> sparse.csr_matrix:
    """A row a stretch: known pieces by rarity, each kind brought to one length, then the meaning's direction."""
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    for stretch in stretches:
        for kind in pieces_of(stretch):
            at = sorted(known.places[n] for n in {number_of(piece) for piece in kind} if n in known.places)
            rarities = [int(known.rarities[n]) for n in at]
            length = sqrt(sum(r * r for r in rarities)) or 1.0
            indices += at
            values += [LENGTH * r / length for r in rarities]
        ends.append(len(indices))
    pieces = sparse.csr_matrix((values, indices, ends), shape=(len(stretches), len(known.places)))
    meaning = sparse.csr_matrix(np.array([meaning_of(stretch) for stretch in stretches]) * TURN)
    return sparse.hstack([pieces, meaning]).tocsr()
