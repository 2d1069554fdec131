"""A question as the readers take it: its words, who asks, and what it is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property, lru_cache

from apps.agent.brains.base import PlanRequest
from apps.agent.brains.rules.spelling import Speller
from apps.agent.brains.rules.tokens import Token, tokenise
from apps.agent.brains.rules.when import Days, days_in
from apps.agent.understanding import Language
from apps.core.actor import Actor

LONGEST = 1_000  # characters of one question that are looked at


@dataclass(frozen=True)
class Question:
    """One question of somebody. `words` are its words in small letters, without accents, each corrected where it is
    nearly one that a reader knows, with one space between them and around.
    """

    text: str
    request: PlanRequest
    actor: Actor

    @property
    def lang(self) -> Language:
        """The language to answer in."""
        return self.request.understanding.lang

    @property
    def zone(self) -> tzinfo:
        """The zone of who asks: days and hours are told in it."""
        return self.now.tzinfo or UTC

    @property
    def now(self) -> datetime:
        """On the clock of who asks."""
        return self.request.now

    @property
    def days(self) -> Days | None:
        """The days that it names, on the clock of who asks."""
        return days_in(self.text, self.now.date(), spanish=self.lang == "es")

    @cached_property
    def words(self) -> str:
        """The words, with a space before and behind."""
        correct = _speller().correct
        return " " + " ".join(correct(token.norm) for token in self.tokens) + " "

    @cached_property
    def tokens(self) -> list[Token]:
        """The words uncorrected: names are found in them."""
        return tokenise(self.text[:LONGEST])

    @property
    def written(self) -> list[str]:
        """Each of them as it was written."""
        return [self.text[token.start : token.end] for token in self.tokens]

    def says(self, pattern: "re.Pattern[str]") -> bool:
        """Whether a reader's pattern stands in it."""
        return pattern.search(self.words) is not None


_PATTERNS: list[str] = []


def about(*patterns: str) -> "re.Pattern[str]":
    """A reader's pattern of whole words, of which one must stand in the question. Their words are spelt for."""
    _PATTERNS.extend(patterns)
    _speller.cache_clear()
    return re.compile("|".join(rf"(?<= )(?:{pattern})(?= )" for pattern in patterns))


@lru_cache(maxsize=1)
def _speller() -> Speller:
    return Speller.with_ordinary_words(_spelt(_PATTERNS))


def _spelt(patterns: Iterable[str]) -> set[str]:
    """The whole words of the patterns: `proxim[oa]` stands for two, and what only begins a word is none."""
    ends = [re.findall(r"([a-z]{3,})\[([a-z]+)\]", pattern) for pattern in patterns]
    both = {stem + end for found in ends for stem, letters in found for end in letters}
    return both | {w for pattern in patterns for w in re.findall(r"(?<!\\)\b[a-z]{4,}(?![\[(\\a-z])", pattern)}
