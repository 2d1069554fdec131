"""Reads every case and works out the figures, over all and for each language."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from apps.agent.evaluation.cases import Case, Reader
from apps.agent.evaluation.figures import Figures, JobReferences, Score, share
from apps.agent.evaluation.predictions import Prediction
from apps.agent.labels import CRITICAL, INTENTS, LABELS, intent_of

BINS = 10
"""Of the calibration error: ten of the same width."""
Pair = tuple[Case, Prediction]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures over all messages and by language, and what was understood of each message."""

    overall: Figures
    languages: dict[str, Figures]
    predictions: tuple[Prediction, ...]

    @property
    def as_json(self) -> dict[str, Any]:
        """The figures as plain data, without the predictions."""
        by_language = {lang: figures.as_json for lang, figures in self.languages.items()}
        return {"overall": self.overall.as_json, "languages": by_language}


def evaluate(cases: Iterable[Case], read: Reader) -> Evaluation:
    """How well `read` understands `cases`. Times are those of `read` alone; the first message, which loads what is
    needed, is read twice.
    """
    cases = list(cases)
    if cases:
        read(cases[0].text)
    pairs = [(case, _timed(case, read)) for case in cases]
    languages = sorted({case.lang for case in cases})
    return Evaluation(
        overall=_figures(pairs),
        languages={lang: _figures([pair for pair in pairs if pair[0].lang == lang]) for lang in languages},
        predictions=tuple(prediction for _, prediction in pairs),
    )


def _timed(case: Case, read: Reader) -> Prediction:
    began = time.perf_counter()
    understanding = read(case.text)
    return Prediction.of(case.given_id, understanding, time.perf_counter() - began)


def _figures(pairs: Sequence[Pair]) -> Figures:
    intents = _scores(pairs, INTENTS, intent_of)
    seen = [score.f1 for score in intents.values() if score.hits + score.missed]
    single = [pair for pair in pairs if len(pair[0].labels) == 1]
    classes = _scores(pairs, LABELS, str)
    milliseconds = sorted(1000 * prediction.seconds for _, prediction in pairs)
    return Figures(
        messages=len(pairs),
        exact_match=share(sum(map(_is_exact, pairs)), len(pairs)),
        intent_f1_macro=fmean(seen) if seen else None,
        intent_f1_micro=_sum(intents.values()).f1 if pairs else None,
        single_action_messages=len(single),
        single_action_intent_accuracy=share(sum(map(_has_right_intent, single)), len(single)),
        critical=classes[CRITICAL],
        job_references=_job_references(pairs),
        mean_confidence=fmean(prediction.confidence for _, prediction in pairs) if pairs else None,
        calibration_error=_calibration_error(pairs),
        asked=share(sum(prediction.ask is not None for _, prediction in pairs), len(pairs)),
        median_ms=median(milliseconds) if milliseconds else None,
        p95_ms=milliseconds[min(len(milliseconds) - 1, int(0.95 * len(milliseconds)))] if milliseconds else None,
        classes=classes,
    )


def _is_exact(pair: Pair) -> bool:
    case, prediction = pair
    return case.labels == prediction.labels


def _has_right_intent(pair: Pair) -> bool:
    """Whether the one intent there is was understood, and no other."""
    case, prediction = pair
    return set(map(intent_of, case.labels)) == set(map(intent_of, prediction.labels))


def _scores(pairs: Sequence[Pair], classes: Sequence[str], class_of: Callable[[str], str]) -> dict[str, Score]:
    sets = [(set(map(class_of, case.labels)), set(map(class_of, said.labels))) for case, said in pairs]
    return {
        name: Score(
            hits=sum(name in gold and name in said for gold, said in sets),
            false=sum(name not in gold and name in said for gold, said in sets),
            missed=sum(name in gold and name not in said for gold, said in sets),
        )
        for name in classes
    }


def _sum(scores: Iterable[Score]) -> Score:
    scores = list(scores)
    return Score(sum(s.hits for s in scores), sum(s.false for s in scores), sum(s.missed for s in scores))


def _job_references(pairs: Sequence[Pair]) -> JobReferences:
    named = [case.job_ref == said.job_ref for case, said in pairs if case.job_ref]
    invented = sum(case.job_ref is None and said.job_ref is not None for case, said in pairs)
    return JobReferences(named=len(named), right=share(sum(named), len(named)), invented=invented)


def _calibration_error(pairs: Sequence[Pair]) -> float | None:
    """Mean distance between confidence and the share of exact matches, over bins weighted by their messages."""
    bins: list[list[Pair]] = [[] for _ in range(BINS)]
    for pair in pairs:
        bins[min(BINS - 1, int(pair[1].confidence * BINS))].append(pair)
    apart = [abs(sum(map(_is_exact, b)) - sum(said.confidence for _, said in b)) for b in bins]
    return share(sum(apart), len(pairs))
