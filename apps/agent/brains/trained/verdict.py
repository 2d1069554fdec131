"""The second layer: from scores, the rules' signals and the safety net to what a message says, and how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import exp, log

from apps.agent.brains.trained.scores import scores_of
from apps.agent.brains.trained.signals import Signals, counts_of, signals_of
from apps.agent.brains.trained.weights import Head, Weights, weights
from apps.agent.labels import CRITICAL, NOTHING

MOST = 3
"""Things said in one message; who says more is asked about the rest."""
CANDIDATES = 6
"""Of the labels, those that come into question."""
SHARED = 0.3
"""How much a label's score counts for another label."""
UNSAID = -8.0
"""The score of a label in a message without clauses."""
TINY = 1e-4
ASKED_ABOUT = 0.35
"""How likely danger to life must be to be part of the answer, whatever else is likelier."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What weighs in a message. `chosen` are labels; `right` is how likely it is that these are all and no others."""

    signals: Signals
    probabilities: dict[str, float]
    chosen: tuple[str, ...]
    right: float
    parts: tuple[tuple[float, ...], ...]
    """For each clause, the score of each label."""

    @property
    def critical(self) -> float:
        """How likely it is that somebody's life is in danger."""
        return self.probabilities[CRITICAL]


def verdict_of(text: str) -> Verdict:
    """The verdict of the shipped weights; asked for by safety net and rules alike, worked out once."""
    return _remembered(text, weights().head.version)


@lru_cache(maxsize=32)
def _remembered(text: str, _version: str) -> Verdict:
    return judge(weights(), signals_of(text))


def judge(known: Weights, signals: Signals) -> Verdict:
    """What `known` weights make of a message."""
    head = known.head
    whole = scores_of(known, signals.whole)
    parts = tuple(tuple(scores_of(known, part)) for part in signals.parts)
    values = values_of(head.judges.names, signals, whole, best_of(parts, len(whole)))
    probabilities = [chance(score) for score in head.judges.scores(values)]
    numbers = numbers_of(head, signals, probabilities)
    sets = weighed_sets(head.labels, probabilities, numbers)
    chosen, share = max(sets, key=lambda found: found[1])
    return Verdict(
        signals=signals,
        probabilities=dict(zip(head.labels, probabilities, strict=True)),
        chosen=_with_danger(tuple(head.labels[n] for n in chosen), probabilities[head.labels.index(CRITICAL)]),
        right=calibrated(head.sureness, share),
        parts=parts,
    )


def _with_danger(chosen: tuple[str, ...], critical: float) -> tuple[str, ...]:
    """`chosen`, and danger to life as well when that is not unlikely: it is asked about rather than missed."""
    if critical < ASKED_ABOUT or CRITICAL in chosen:
        return chosen
    return (*(name for name in chosen if name != NOTHING), CRITICAL)


def best_of(parts: Sequence[Sequence[float]], many: int) -> list[float]:
    """For each label, its best score in any clause."""
    return [max(column) for column in zip(*parts, strict=True)] if parts else [UNSAID] * many


def values_of(names: Sequence[str], signals: Signals, whole: Sequence[float], best: Sequence[float]) -> list[float]:
    """The second layer's input: scores as of the message, scores as of its clauses, counts, then signals by name."""
    counts = counts_of(signals)
    said = names[2 * len(whole) + len(counts) :]
    return [
        *(SHARED * score for score in whole),
        *(SHARED * score for score in best),
        *counts,
        *(signals.said.get(name, 0.0) for name in said),
    ]


def numbers_of(head: Head, signals: Signals, probabilities: Sequence[float]) -> list[float]:
    """How likely one thing is said, or two, or three."""
    scores = head.counts.scores(number_values(signals, probabilities))
    most = max(scores)
    shares = [exp(score - most) for score in scores]
    return [share / sum(shares) for share in shares]


def number_values(signals: Signals, probabilities: Sequence[float]) -> list[float]:
    """What tells how many things are said: the likeliest labels' odds, counts, and whether rules heard several."""
    odds = sorted(map(odds_of, probabilities), reverse=True)[:4]
    return [*odds, *counts_of(signals), signals.said.get("several", 0.0)]


def weighed_sets(
    labels: Sequence[str], probabilities: Sequence[float], numbers: Sequence[float]
) -> list[tuple[tuple[int, ...], float]]:
    """Each set of labels that comes into question, with its share of the likelihood."""
    ranked = sorted(range(len(labels)), key=lambda n: -probabilities[n])[:CANDIDATES]
    odds = {n: odds_of(probabilities[n]) for n in ranked}
    sets = [s for many in range(1, MOST + 1) for s in combinations(ranked, many) if _goes_together(s, labels)]
    scores = [sum(odds[n] for n in s) + log(numbers[len(s) - 1] + TINY) for s in sets]
    most = max(scores)
    shares = [exp(score - most) for score in scores]
    total = sum(shares)
    return [(s, share / total) for s, share in zip(sets, shares, strict=True)]


def _goes_together(chosen: Iterable[int], labels: Sequence[str]) -> bool:
    names = {labels[n] for n in chosen}
    return NOTHING not in names or len(names) == 1


def odds_of(probability: float) -> float:
    """The logarithm of the odds, kept finite."""
    return log((probability + TINY) / (1 - probability + TINY))


def chance(score: float) -> float:
    """The probability of a score."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def calibrated(sureness: Sequence[float], share: float) -> float:
    """A set's share of the likelihood, as how often such a set was right on messages not learned from."""
    return chance(sureness[0] + sureness[1] * odds_of(share))
