"""The safety net: finds immediate danger to life in a message, before any model and whatever a model says.

Deterministic, English and Spanish, forgiving of typing errors. Only a negation in the same clause, or words that
say it is over, silence it; doubt fires. Words that are danger or trade (`hazard_hints.py`) are told as not certain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise

from apps.agent.brains import calm
from apps.agent.brains.hazard_hints import HINTS
from apps.agent.brains.hazard_signs import PAIRS
from apps.agent.brains.hazards import CLASSES, Hazard
from apps.agent.brains.hazards_of_sites import OF_SITES
from apps.agent.brains.hazards_to_people import TO_PEOPLE
from apps.agent.brains.rules.clauses import Clause, join, split
from apps.agent.brains.rules.patterns import PhraseSet, words_of
from apps.agent.brains.rules.spelling import Speller
from apps.agent.brains.rules.tokens import words
from apps.agent.understanding import Span

NEGATION_REACH = 4
"""Words that may stand between a "no" and what it denies."""

_PHRASES = OF_SITES | TO_PEOPLE
_FINDERS = {hazard: PhraseSet(lines, CLASSES) for hazard, lines in _PHRASES.items()}
_HINTS = {hazard: PhraseSet(lines, CLASSES) for hazard, lines in HINTS.items()}
_PAIRS = [(hazard, PhraseSet(one, CLASSES), PhraseSet(other, CLASSES)) for hazard, one, other in PAIRS]
_MASKS = PhraseSet(calm.MASKS, CLASSES)
_NOT_NEGATION = PhraseSet(calm.NOT_NEGATION)
_NEGATOR = PhraseSet(calm.NEGATORS)
_ALARMS = PhraseSet(calm.ALARMS)
_OVER = PhraseSet(calm.OVER)
_SOFTENED = PhraseSet(calm.SOFTENED)
_STILL = PhraseSet(calm.STILL)
_NOTHING_LEFT = PhraseSet(calm.NOTHING_LEFT)
_NEW_SUBJECT = frozenset(["i", "we", "he", "she", "they", "but", "now", "hay", "ahora", "estoy", "there"])
_LIGHT = words(calm.LIGHT)
_SPELLER = Speller.with_ordinary_words(
    words_of(
        [
            *_PHRASES.values(),
            *HINTS.values(),
            *CLASSES.values(),
            *(lines for _, one, other in PAIRS for lines in (one, other)),
            *(calm.MASKS, calm.ALARMS, calm.OVER, calm.STILL, calm.NEGATORS),
        ]
    )
)


Found = tuple[Hazard, Span]


@dataclass(frozen=True)
class Danger:
    """Immediate danger to life: which kind, and the words that say so. A sign's confidence is always 1."""

    hazard: Hazard
    evidence: tuple[Span, ...]
    confidence: float = 1.0
    certain: bool = True
    """Whether a sign tells of it; otherwise words do that are danger or trade."""


def find_danger(text: str) -> Danger | None:
    """The danger that `text` tells of, with every phrase that tells of it; None when there is none.

    When several kinds are found, the first in the order of the message names the danger. Where no sign is found, hints
    are, and the danger is not certain; nor is it where the message says that it was made safe, or that it is a lesson,
    a joke or a story. Never raises.
    """
    clauses = split(text, _SPELLER.correct)
    signs = _each(clauses, partial(_dangers, text)) or _dangers_across(text, clauses)
    found = signs or _each(clauses, partial(_hinted, text))
    if not found:
        return None
    found.sort(key=lambda hit: (hit[1].start, -hit[1].end))
    spans = _without_overlap([span for _, span in found])
    softened = any(clause.norm in _SOFTENED for clause in clauses)
    return Danger(hazard=found[0][0], evidence=spans, certain=bool(signs) and not softened)


def _each(clauses: list[Clause], look: Callable[[Clause, list[Clause]], list[Found]]) -> list[Found]:
    """What `look` finds in each clause, told what is said after it."""
    return [hit for index, clause in enumerate(clauses) for hit in look(clause, clauses[index + 1 :])]


def _dangers_across(text: str, clauses: list[Clause]) -> list[Found]:
    """Danger told over two clauses, looked for when none is told in one: "gas?? smells like it"."""
    for first, second in pairwise(clauses):
        both = join(first, second)
        norm = _MASKS.blot(both.norm)
        found = _dangers(text, both, []) if _are_fragments(first, second) else _paired(text, both, norm)
        if found and not _is_over(norm, clauses):
            return found
    return []


def _are_fragments(first: Clause, second: Clause) -> bool:
    """Whether a thing and its danger may have been cut apart, rather than told one after the other."""
    if second.joined_by in ("and", "y"):
        return len(second.tokens) <= 2
    return not second.joined_by.isalpha() and len(first.tokens) <= 2


def _without_overlap(spans: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _dangers(text: str, clause: Clause, after: list[Clause]) -> list[Found]:
    """What one clause tells of; an alarm that sounds counts before the masks, which hide alarms as equipment."""
    norm = _MASKS.blot(clause.norm)
    hits = _first_said(text, clause, _alarm_hazard(clause.norm), clause.norm, _ALARMS)
    for hazard, finder in _FINDERS.items():
        hits += _first_said(text, clause, hazard, norm, finder)
    hits = hits or _paired(text, clause, norm)
    return [] if hits and _is_over(norm, after) else hits


def _hinted(text: str, clause: Clause, after: list[Clause]) -> list[Found]:
    """The hints of one clause."""
    norm = _MASKS.blot(clause.norm)
    hits = [hit for hazard, finder in _HINTS.items() for hit in _first_said(text, clause, hazard, norm, finder)]
    return [] if hits and _is_over(norm, after) else hits


def _first_said(text: str, clause: Clause, hazard: Hazard, norm: str, finder: PhraseSet) -> list[Found]:
    said = (at for at in finder.find(norm) if not _is_negated(norm, at[0]))
    return [(hazard, clause.span(text, *at)) for at in islice(said, 1)]


def _paired(text: str, clause: Clause, norm: str) -> list[Found]:
    """Danger told in two parts: the stretch of words from the one to the other."""
    for hazard, thing, trouble in _PAIRS:
        things = [at for at in thing.find(norm) if not _is_negated(norm, at[0])]
        troubles = [at for at in trouble.find(norm) if not _is_negated(norm, at[0])] if things else []
        apart = [(one, two) for one in things for two in troubles if one[1] <= two[0] or two[1] <= one[0]]
        if apart:
            one, two = apart[0]
            return [(hazard, clause.span(text, min(one[0], two[0]), max(one[1], two[1])))]
    return []


def _alarm_hazard(norm: str) -> Hazard:
    words = set(norm.split())
    if words & {"co", "monoxide", "monoxido"}:
        return Hazard.CARBON_MONOXIDE
    return Hazard.FIRE if words & {"fire", "smoke", "humo", "incendio", "incendios", "fuego"} else Hazard.GAS


def _is_negated(norm: str, start: int) -> bool:
    before = _NOT_NEGATION.blot(norm)[: start + 1]
    negators = _NEGATOR.find(before)
    if not negators:
        return False
    between = before[max(end for _, end in negators) :].split()
    return len(between) <= NEGATION_REACH and not _NEW_SUBJECT.intersection(between)


def _is_over(norm: str, after: list[Clause]) -> bool:
    if norm in _STILL:
        return False
    if norm in _OVER or any(clause.norm in _NOTHING_LEFT for clause in after):
        return True
    return bool(after) and _says_only_over(after[0])


def _says_only_over(clause: Clause) -> bool:
    """Whether a clause says that it is over and nothing else: "fixed it", not "fixed the tap"."""
    if clause.norm in _STILL:
        return False
    if clause.norm.strip() == "no":
        return True
    rest = {word for word in _OVER.blot(clause.norm).split() if word.strip("_")}
    return clause.norm in _OVER and rest <= _LIGHT
