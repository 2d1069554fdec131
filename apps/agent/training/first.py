"""Learns the first layer: one linear classifier a label, over whole messages and the clauses of those that say several
things.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from apps.agent.brains.trained.verdict import UNSAID
from apps.agent.labels import CRITICAL, LABELS
from apps.agent.training.corpus import Lesson
from apps.agent.training.matrix import Pieces, matrix_of

STRENGTH = 10.0
"""How closely it follows the corpus: scikit-learn's C."""
OLD_WEIGHT, PART_WEIGHT, DANGER_WEIGHT, MIXED_WEIGHT = 0.6, 0.7, 0.5, 0.4
NEVER = -6.0
"""The bias of a label that nobody has."""


def weight_of(lesson: Lesson) -> float:
    """How much a message counts."""
    return MIXED_WEIGHT if lesson.mixed else OLD_WEIGHT if lesson.old else 1.0


@dataclass(frozen=True)
class Material:
    """All lessons as rows: the messages, and their clauses one after another (`begins` says where each begins)."""

    lessons: Sequence[Lesson]
    wholes: sparse.csr_matrix
    parts: sparse.csr_matrix
    begins: np.ndarray
    truth: np.ndarray

    @classmethod
    def of(cls, lessons: Sequence[Lesson], known: Pieces) -> "Material":
        """The rows of `lessons`."""
        parts = [part for lesson in lessons for part in lesson.signals.parts]
        return cls(
            lessons=lessons,
            wholes=matrix_of([lesson.signals.whole for lesson in lessons], known),
            parts=matrix_of(parts, known),
            begins=np.concatenate([[0], np.cumsum([len(lesson.signals.parts) for lesson in lessons])]),
            truth=np.array([[label in lesson.case.labels for label in LABELS] for lesson in lessons], dtype=float),
        )

    def clauses(self, n: int) -> range:
        """Where the clauses of message `n` stand."""
        return range(self.begins[n], self.begins[n + 1])


@dataclass(frozen=True)
class First:
    """A weight for each label and column, and a bias for each label."""

    weights: np.ndarray
    biases: np.ndarray

    def scores(self, rows: sparse.csr_matrix) -> np.ndarray:
        """A row of label scores for each row."""
        return np.asarray(rows @ self.weights.T + self.biases)

    def message_scores(self, material: Material, which: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """For each message the labels' scores as of the whole, and their best scores as of a clause."""
        best = np.full((len(which), len(LABELS)), UNSAID)
        for row, n in enumerate(which):
            if clauses := material.clauses(n):
                best[row] = self.scores(material.parts[clauses.start : clauses.stop]).max(axis=0)
        return self.scores(material.wholes[list(which)]), best


def learn(material: Material, which: Sequence[int]) -> First:
    """The first layer of the messages `which`. Clauses of messages that say several things are given the label that
    fits them best, after a first round on messages that say one.
    """
    whole = [n for n in which if material.lessons[n].is_whole]
    single = [n for n in whole if material.truth[n].sum() == 1]
    start = _fit(material.wholes[single], material.truth[single], _weights(material, single))
    real = [n for n in whole if not material.lessons[n].mixed]
    told = _told(material, [n for n in real if material.truth[n].sum() > 1], start)
    rows = sparse.vstack([material.wholes[whole], material.parts[[clause for clause, _ in told]]]).tocsr()
    truth = np.vstack([material.truth[whole], np.eye(len(LABELS))[[label for _, label in told]]])
    weights = np.concatenate([_weights(material, whole), np.full(len(told), PART_WEIGHT)])
    return _with_danger(material, which, _fit(rows, truth, weights), rows, truth, weights)


def _weights(material: Material, which: Sequence[int]) -> np.ndarray:
    return np.array([weight_of(material.lessons[n]) for n in which])


def _fit(rows: sparse.csr_matrix, truth: np.ndarray, weights: np.ndarray) -> First:
    found = [_fit_label(rows, truth[:, n], weights) for n in range(len(LABELS))]
    return First(np.vstack([w for w, _ in found]), np.array([b for _, b in found]))


def _fit_label(rows: sparse.csr_matrix, truth: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    if truth.sum() < 2:
        return np.zeros(rows.shape[1]), NEVER
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, tol=0.1, max_iter=1000, random_state=0)
    fitted.fit(rows, truth, sample_weight=weights)
    return fitted.coef_[0], float(fitted.intercept_[0])


def _told(material: Material, which: Sequence[int], first: First) -> list[tuple[int, int]]:
    """Clauses with the label each is taken to say: its best among the message's, and each of these at least once."""
    told: list[tuple[int, int]] = []
    for n in which:
        clauses = material.clauses(n)
        if len(clauses) < 2:
            continue
        labels = np.flatnonzero(material.truth[n])
        scores = first.scores(material.parts[clauses.start : clauses.stop])[:, labels]
        chosen = scores.argmax(axis=1)
        for label in np.argsort(scores.max(axis=0)):
            chosen[scores[:, label].argmax()] = label
        told += [(clause, int(labels[label])) for clause, label in zip(clauses, chosen, strict=True)]
    return told


def _with_danger(
    material: Material,
    which: Sequence[int],
    first: First,
    rows: sparse.csr_matrix,
    truth: np.ndarray,
    weights: np.ndarray,
) -> First:
    """With danger to life learned once more, from the messages that tell of nothing else too."""
    more = [n for n in which if not material.lessons[n].is_whole]
    if not more:
        return first
    at = LABELS.index(CRITICAL)
    known = np.array([float(bool(material.lessons[n].critical)) for n in more])
    first.weights[at], first.biases[at] = _fit_label(
        sparse.vstack([rows, material.wholes[more]]).tocsr(),
        np.concatenate([truth[:, at], known]),
        np.concatenate([weights, np.full(len(more), DANGER_WEIGHT)]),
    )
    return first
