"""Corrects typing errors towards the words the rules know, and only towards those."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

SHORTEST = 4
"""Letters a word must have to be corrected: shorter ones have too many honest neighbours."""
LONG = 8
"""Letters from which two errors are forgiven instead of one."""
ORDINARY = Path(__file__).with_name("ordinary_words.txt")
"""Common English and Spanish words that look like a misspelt rule word and are not ("fine" is not "fire").

Made from frequency lists: every common word (Zipf frequency above 3.1) that `Speller.correct` would have changed.
A word added to the lexicons may need its neighbours added here.
"""


def _deletes(word: str, depth: int) -> set[str]:
    """`word` and what is left of it after taking out up to `depth` letters."""
    found = {word}
    layer = {word}
    for _ in range(depth):
        layer = {w[:i] + w[i + 1 :] for w in layer for i in range(len(w))}
        found |= layer
    return found


def distance(a: str, b: str) -> int:
    """Typing errors between two words: a letter added, lost or changed, or two neighbours swapped."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, row, older = row, [i], before
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


def errors_forgiven(word: str) -> int:
    """How many typing errors a word of this length may hold and still be recognised."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) < LONG else 2


class Speller:
    """Knows the rules' vocabulary; `correct` finds the word that was meant."""

    def __init__(self, vocabulary: Iterable[str], ordinary: Iterable[str] = ()) -> None:
        self.known = frozenset(vocabulary)
        self.ordinary = frozenset(ordinary)
        self._index: dict[str, list[str]] = {}
        for word in sorted(self.known):
            for form in _deletes(word, errors_forgiven(word)):
                self._index.setdefault(form, []).append(word)
        self.correct = lru_cache(maxsize=16_384)(self._correct)

    @classmethod
    def with_ordinary_words(cls, vocabulary: Iterable[str]) -> "Speller":
        """A speller that leaves the shipped ordinary words alone."""
        return cls(vocabulary, ORDINARY.read_text(encoding="utf-8").split() if ORDINARY.exists() else ())

    def _correct(self, word: str) -> str:
        if word in self.known or word in self.ordinary or not word.isalpha():
            return word
        allowed = errors_forgiven(word)
        near = {c for form in _deletes(word, allowed) for c in self._index.get(form, ())} if allowed else set()
        ranked = sorted((distance(word, c), c[0] != word[0], -len(c), c) for c in near)
        if not ranked or ranked[0][0] > min(allowed, errors_forgiven(ranked[0][3])):
            return word
        # The first letter is rarely mistyped; short words that differ there are other words.
        return word if ranked[0][1] and len(word) < LONG - 2 else ranked[0][3]
