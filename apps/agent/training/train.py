"""From the corpus to the weights' file. The same corpus gives the same bytes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from apps.agent.brains.trained.weights import RARITY, Head, Linear, packed
from apps.agent.labels import LABELS
from apps.agent.training.corpus import Lesson, fingerprint, slot, writer_of
from apps.agent.training.first import First, Material, learn
from apps.agent.training.matrix import Pieces, pieces_in
from apps.agent.training.mixing import mixed
from apps.agent.training.second import (
    learn_counts,
    learn_judges,
    learn_sureness,
    names_in,
    unseen,
)

FOLDS = 4
"""In how many parts the corpus is cut, so that each can be read by weights that had not learned from it."""
ALWAYS = -1
"""The part of what is always learned from."""


def train(lessons: Sequence[Lesson], *, say: Callable[[str], object]) -> bytes:
    """The file with what `lessons` teach; `say` is told how far it is."""
    known = pieces_in([lesson.signals.whole for lesson in lessons])
    fold = fold_by_writer(lessons)
    lessons = [*lessons, *mixed(lessons, FOLDS, fold)]
    material = Material.of(lessons, known)
    say(f"{len(lessons)} messages, {len(known.numbers)} pieces.")
    new = [n for n, lesson in enumerate(lessons) if lesson.is_whole and not lesson.old]
    rows = [(lessons[n], *scores) for n, scores in zip(new, _unseen_scores(material, new, fold, say), strict=True)]
    names = names_in([lessons[n] for n in new])
    found = unseen(rows, fold, names, FOLDS)
    first = learn(material, range(len(lessons)))
    judges = learn_judges(rows, names)
    real = [n for n, row in enumerate(rows) if not row[0].mixed]
    rows, found = [rows[n] for n in real], [found[n] for n in real]
    head = _head(first, known, judges, learn_counts(rows, found))
    head = replace(head, sureness=learn_sureness(head, rows, found))
    say("Learned.")
    table, _ = _table(first, known)
    numbers = np.array(known.numbers, dtype="<u4").tobytes()
    return packed(head, numbers, known.rarities.tobytes(), table.tobytes())


def fold_by_writer(lessons: Sequence[Lesson]) -> Callable[[Lesson], int]:
    """In which part a lesson is. Whole writers go together: how far scores can be trusted on strangers' messages is
    learned only where the writer is a stranger. With few writers, single messages are cut.
    """
    writers = sorted({writer_of(lesson.case.id) for lesson in lessons if lesson.is_whole and not lesson.old})
    if len(writers) < FOLDS:
        return lambda lesson: slot(lesson.case.id, FOLDS)
    parts = {writer: n % FOLDS for n, writer in enumerate(writers)}
    return lambda lesson: parts.get(writer_of(lesson.case.id), ALWAYS)


def _unseen_scores(
    material: Material, new: Sequence[int], fold: Callable[[Lesson], int], say: Callable[[str], object]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """The first layer's scores of the new messages, each by weights that had not learned from it."""
    folds = list(map(fold, material.lessons))
    found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    for part in range(FOLDS):
        first = learn(material, [n for n, mine in enumerate(folds) if mine != part])
        mine = [n for n in new if folds[n] == part]
        found.update(zip(mine, zip(*first.message_scores(material, mine), strict=True), strict=True))
        say(f"Part {part + 1} of {FOLDS}.")
    return [found[n] for n in new]


def _head(first: First, known: Pieces, judges: Linear, counts: Linear) -> Head:
    _, scales = _table(first, known)
    meaning = first.weights[:, len(known.places) :]
    return Head(
        version="",
        corpus=fingerprint(),
        labels=LABELS,
        scales=tuple(scales),
        biases=tuple(round(float(bias), 4) for bias in first.biases),
        directions=tuple(tuple(round(float(weight), 4) for weight in row) for row in meaning),
        judges=judges,
        counts=counts,
        sureness=(0.0, 1.0),
    )


def _table(first: First, known: Pieces) -> tuple[np.ndarray, list[float]]:
    """The pieces' weights, times their rarity, as a byte each; and what a step of each label's byte is worth."""
    weights = first.weights[:, : len(known.places)] * (known.rarities / RARITY)
    scales = [float(f"{max(float(np.abs(row).max()), 1e-6) / 127:.6g}") for row in weights]
    steps = np.clip(np.round(weights / np.array(scales)[:, None]), -127, 127).astype(np.int8)
    return np.ascontiguousarray(steps.T), scales
