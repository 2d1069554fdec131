"""Learns the second layer from scores of the first on messages that it had not learned from, and calibrates it."""

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from apps.agent.brains.trained.signals import counts_of
from apps.agent.brains.trained.verdict import chance, number_values, numbers_of, odds_of, values_of, weighed_sets
from apps.agent.brains.trained.weights import Head, Linear
from apps.agent.labels import LABELS
from apps.agent.training.corpus import Lesson
from apps.agent.training.first import weight_of

STRENGTH, OWN = 0.1, 1.0
MOST = 3
Rows = Sequence[tuple[Lesson, np.ndarray, np.ndarray]]
"""Messages with their labels' scores as of the whole and as of the best clause."""


def names_in(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """The names of the second layer's input."""
    scores = [f"{kind} {label}" for kind in ("whole", "part") for label in LABELS]
    counts = [f"count {n}" for n in range(len(counts_of(lessons[0].signals)))]
    return (*scores, *counts, *sorted({name for lesson in lessons for name in lesson.signals.said}))


def learn_judges(rows: Rows, names: tuple[str, ...]) -> Linear:
    """One classifier a label over all scores and signals; its own two scores come once more, at full size."""
    values = np.array([values_of(names, lesson.signals, whole.tolist(), best.tolist()) for lesson, whole, best in rows])
    truth = np.array([[label in lesson.case.labels for label in LABELS] for lesson, _, _ in rows])
    weights = np.array([weight_of(lesson) for lesson, _, _ in rows])
    return Linear(names, *_transposed([_judge(values, truth[:, n], n, weights) for n in range(len(LABELS))]))


def _transposed(
    found: list[tuple[float, tuple[float, ...]]],
) -> tuple[tuple[float, ...], tuple[tuple[float, ...], ...]]:
    return tuple(bias for bias, _ in found), tuple(row for _, row in found)


def _judge(values: np.ndarray, truth: np.ndarray, label: int, sample: np.ndarray) -> tuple[float, tuple[float, ...]]:
    own = [label, len(LABELS) + label]
    if truth.sum() < 2:
        return -9.0, (0.0,) * values.shape[1]
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    fitted.fit(np.hstack([values, values[:, own] / 0.3 * OWN]), truth, sample_weight=sample)
    weights = fitted.coef_[0][: values.shape[1]].copy()
    weights[own] += fitted.coef_[0][values.shape[1] :] / 0.3 * OWN
    return round(float(fitted.intercept_[0]), 4), tuple(round(float(weight), 4) for weight in weights)


def probabilities(judges: Linear, rows: Rows) -> list[list[float]]:
    """Each message's label probabilities."""
    return [
        [
            chance(score)
            for score in judges.scores(values_of(judges.names, lesson.signals, whole.tolist(), best.tolist()))
        ]
        for lesson, whole, best in rows
    ]


def learn_counts(rows: Rows, found: Sequence[Sequence[float]]) -> Linear:
    """How many things a message says, one to three."""
    values = np.array([number_values(lesson.signals, p) for (lesson, _, _), p in zip(rows, found, strict=True)])
    truth = np.array([min(MOST, len(lesson.case.labels)) for lesson, _, _ in rows])
    fitted = LogisticRegression(C=1.0, max_iter=2000, random_state=0).fit(values, truth)
    names = tuple(f"number {n}" for n in range(values.shape[1]))
    rounded = [tuple(round(float(weight), 4) for weight in row) for row in fitted.coef_]
    return Linear(names, tuple(round(float(bias), 4) for bias in fitted.intercept_), tuple(rounded))


def learn_sureness(head: Head, rows: Rows, found: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Platt's two numbers: from the chosen set's share of the likelihood to how often such a set is right."""
    shares, right = [], []
    for (lesson, _, _), p in zip(rows, found, strict=True):
        chosen, share = max(weighed_sets(LABELS, p, numbers_of(head, lesson.signals, p)), key=lambda s: s[1])
        shares.append([odds_of(share)])
        right.append({LABELS[n] for n in chosen} == lesson.case.labels)
    if len(set(right)) == 1:
        return 0.0, 1.0
    fitted = LogisticRegression(C=100.0, random_state=0).fit(np.array(shares), np.array(right))
    return round(float(fitted.intercept_[0]), 4), round(float(fitted.coef_[0][0]), 4)


def unseen(rows: Rows, fold: Callable[[Lesson], int], names: tuple[str, ...], many: int) -> list[list[float]]:
    """Each message's label probabilities by judges that had not learned from it."""
    found: list[list[float]] = [[] for _ in rows]
    for part in range(many):
        mine = [n for n, row in enumerate(rows) if fold(row[0]) == part]
        judges = learn_judges([row for row in rows if fold(row[0]) != part], names)
        for n, p in zip(mine, probabilities(judges, [rows[n] for n in mine]), strict=True):
            found[n] = p
    return found
