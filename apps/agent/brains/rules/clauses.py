"""Cuts a message into clauses, because a "no", a "when" or a question mark covers its clause only."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from apps.agent.brains.rules.tokens import Token, tokenise, words
from apps.agent.understanding import Span

BREAK = re.compile(r"[.!?¡¿;:\n…()\[\]]+|,|\s[-–—]+\s|[—–]")
ABBREVIATION = re.compile(r"\b(?:st|ave|av|rd|dr|blvd|ln|mr|mrs|ms|sr|sra|no|num|apt|ste|unit|approx|aprox)$", re.I)
STREET = re.compile(r"\b(?:st|ave|av|rd|dr|blvd|ln)$", re.I)
NEW_SENTENCE = re.compile(
    r"\s+(?:can|could|may|please|need|do|does|did|i|i['’]?m|we|we['’]?re|the|there|what|when|who|where|how|customer|"
    r"heading|puedo|podr[ií]a|necesito|hay|el|la|cu[aá]ndo|qui[eé]n|d[oó]nde|voy|me)\b",
    re.I,
)
"""What after "Oak St." begins a sentence of its own."""
CONJUNCTIONS = words("""
    but however although though and also then plus because while except otherwise btw pero aunque y luego
    tambien ademas porque entonces mientras sino
""")
LONGEST = 40
"""Words after which a clause is cut anyway: people who dictate use no punctuation."""
OVERLAP = 10
"""Words that such a cut leaves in both halves, so that no phrase is lost in it."""


@dataclass(frozen=True)
class Clause:
    """A stretch of words that says one thing. `norm` is what the patterns read: " word word "."""

    tokens: tuple[Token, ...]
    norm: str
    starts: tuple[int, ...]
    ending: str = ""
    joined_by: str = ""
    sentence: int = 0

    def token_at(self, position: int) -> int:
        """Index of the word at a character of `norm` (the blank before a word belongs to it)."""
        return max(0, bisect_right(self.starts, position) - 1)

    def span(self, message: str, start: int, end: int) -> Span:
        """The original words behind `norm[start:end]`."""
        first, last = self.tokens[self.token_at(start)], self.tokens[self.token_at(max(start, end - 1))]
        return Span.of(message, first.start, last.end)


def _clause(tokens: list[Token], ending: str, joined_by: str, sentence: int) -> Clause:
    starts, position = [], 0
    for token in tokens:
        starts.append(position)
        position += len(token.norm) + 1
    norm = " " + " ".join(token.norm for token in tokens) + " "
    return Clause(tuple(tokens), norm, tuple(starts), ending, joined_by, sentence)


def _breaks(message: str) -> list[tuple[int, str]]:
    """Where punctuation ends a clause, with the mark; not after "St." and not inside "1.5" or "3:30"."""
    found = []
    for match in BREAK.finditer(message):
        before, after = message[max(0, match.start() - 6) : match.start()], message[match.end() : match.end() + 1]
        if match[0] in ".,:" and before[-1:].isdigit() and after.isdigit():
            continue
        if match[0] == "." and ABBREVIATION.search(before) and after and not _ends(message, match.start(), match.end()):
            continue
        found.append((match.start(), match[0].strip()))
    return found


def _ends(message: str, point: int, after: int) -> bool:
    """Whether the point of "Oak St." ends a sentence as well."""
    return bool(STREET.search(message[max(0, point - 6) : point]) and NEW_SENTENCE.match(message, after))


def split(message: str, correct: Callable[[str], str]) -> list[Clause]:
    """The clauses of a message, its words corrected by `correct`."""
    breaks = _breaks(message)
    clauses: list[Clause] = []
    held: list[Token] = []
    next_break, joined_by, sentence = 0, "", 0

    def close(ending: str, joiner: str) -> None:
        nonlocal held, joined_by
        if held:
            clauses.append(_clause(held, ending, joined_by, sentence))
        held, joined_by = [], joiner

    for token in tokenise(message):
        while next_break < len(breaks) and breaks[next_break][0] < token.start:
            mark = breaks[next_break][1]
            close(mark, mark)
            sentence += mark != ","
            next_break += 1
        norm = correct(token.norm)
        if norm in CONJUNCTIONS and held:
            close("", norm)
        elif len(held) >= LONGEST:
            carried = held[-OVERLAP:]
            close("", "")
            held = carried
        if norm not in CONJUNCTIONS or not held:
            held.append(token._replace(norm=norm))
    close(breaks[next_break][1] if next_break < len(breaks) else "", "")
    return clauses


def join(first: Clause, second: Clause) -> Clause:
    """Two clauses read as one, as in "gas?? smells like it"."""
    return _clause([*first.tokens, *second.tokens], second.ending, first.joined_by, first.sentence)
