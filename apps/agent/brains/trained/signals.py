"""What is seen in a message before it is weighed: its honest clauses, what rules and safety net make of it."""

from collections import Counter
from dataclasses import dataclass

from apps.agent.brains.rules.clauses import Clause
from apps.agent.brains.rules.hits import hits_of
from apps.agent.brains.rules.tokens import Token, tokenise
from apps.agent.brains.rules.understand import MOST_HITS, own_clauses, understand_clauses
from apps.agent.brains.safety_net import Danger, find_danger
from apps.agent.understanding import Intent, Understanding

Place = tuple[int, int]
Written = dict[Place, list[str]]
MOST_PARTS = 60
"""Clauses that are weighed; the rules read further."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words to weigh: as the rules read them (spelling corrected), as written, and marks such as a question mark."""

    read: tuple[str, ...]
    written: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """One message: the whole of it and its clauses as stretches, and what the rules say of it."""

    text: str
    whole: Stretch
    clauses: tuple[Clause, ...]
    parts: tuple[Stretch, ...]
    rules: Understanding
    danger: Danger | None
    said: dict[str, float]
    """Name of a signal of the rules → its strength, 0 to 1."""


def signals_of(text: str) -> Signals:
    """What is seen in `text`. Instructions aimed at the agent are not."""
    every = own_clauses(text)
    rules, danger = understand_clauses(text, every), find_danger(text)
    clauses = tuple(_distinct(every)[:MOST_PARTS])
    written = _written(text)
    parts = tuple(_stretch(clause.tokens, written, clause.ending) for clause in clauses)
    whole = Stretch(
        read=tuple(word for part in parts for word in part.read),
        written=tuple(word for part in parts for word in part.written),
        marks=_marks(text, parts, rules),
    )
    return Signals(text, whole, clauses, parts, rules, danger, _said(every, rules, danger))


def _distinct(clauses: list[Clause]) -> list[Clause]:
    """Each clause once: what is said twice weighs no more."""
    first: dict[str, Clause] = {}
    for clause in clauses:
        first.setdefault(clause.norm, clause)
    return list(first.values())


def _stretch(tokens: tuple[Token, ...], written: Written, ending: str) -> Stretch:
    seen: Counter[Place] = Counter()
    words = []
    for token in tokens:
        here = written[token.start, token.end]
        words.append(here[min(seen[token.start, token.end], len(here) - 1)])
        seen[token.start, token.end] += 1
    marks = ("q?",) if "?" in ending else ()
    return Stretch(read=tuple(token.norm for token in tokens), written=tuple(words), marks=marks)


def _written(text: str) -> Written:
    """The words as written, by place; a short form such as "I'm" has two at one place."""
    words: Written = {}
    for token in tokenise(text):
        words.setdefault((token.start, token.end), []).append(token.norm)
    return words


def _marks(text: str, parts: tuple[Stretch, ...], rules: Understanding) -> tuple[str, ...]:
    words = sum(len(part.read) for part in parts)
    marks = [f"qlen{min(6, words // 4)}", f"qparts{min(4, len(parts))}", f"qlang{rules.lang}"]
    return (*marks, *(f"q{mark}" for mark in "?!" if mark in text))


def _said(clauses: list[Clause], rules: Understanding, danger: Danger | None) -> dict[str, float]:
    said: dict[str, float] = {}
    for hit in hits_of(clauses)[:MOST_HITS]:
        name = f"hit {hit.label}"
        said[name] = max(said.get(name, 0.0), hit.confidence)
    for action in rules.actions:
        detail = list(action.label.values())[-1]
        said[f"rules {detail}"] = 0.3 if action.intent is Intent.GENERAL and not action.evidence else action.confidence
    if len(rules.actions) > 1:
        said["several"] = 0.5
    if danger:
        said["danger"] = 1.0
        said[f"danger {danger.hazard.value}"] = 0.5
    return said


def counts_of(signals: Signals) -> tuple[float, ...]:
    """How much is said, and how: parts, words, a question, Spanish."""
    return (
        min(6, len(signals.parts)) * 0.3,
        min(60, len(signals.whole.read)) * 0.03,
        0.3 * ("?" in signals.text),
        0.3 * (signals.rules.lang == "es"),
    )
