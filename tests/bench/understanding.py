"""How well messages that nothing was learned from are understood."""

from collections.abc import Iterator

from apps.agent.brains.reading import reader
from apps.agent.evaluation import Case, evaluate, read_cases
from apps.agent.training.corpus import FOLDER
from tests.bench import goals
from tests.bench.registry import Figures, Topic, measure
from tests.bench.stage import Stage


@measure(
    "Held-out messages, misunderstood by the rules brain",
    topic=Topic.AGENT,
    how="The hand-written messages of apps/agent/corpus/test_*.jsonl, of which nothing was learned, as "
    "`evaluate_agent` reads them. Not exact: other labels than the writer's. Wrong intent: of the messages that "
    "say one thing.",
    units={
        "messages": "",
        "not_exact": "%",
        "wrong_intent_en": "%",
        "wrong_intent_es": "%",
        "dangers_missed": "%",
        "false_alarms": "%",
        "calibration_error": "%",
        "median_ms": "ms",
        "p95_ms": "ms",
    },
    goals=(goals.UNDERSTANDING,),
)
def misunderstood(_stage: Stage) -> Figures:
    found = evaluate(list(_cases()), reader("rules"))
    every, languages = found.overall, found.languages
    return {
        "messages": every.messages,
        "not_exact": _missing(every.exact_match),
        "wrong_intent_en": _missing(languages["en"].single_action_intent_accuracy),
        "wrong_intent_es": _missing(languages["es"].single_action_intent_accuracy),
        "dangers_missed": _missing(every.critical.recall),
        "false_alarms": _missing(every.critical.precision),
        "calibration_error": round(100 * (every.calibration_error or 0), 1),
        "median_ms": round(every.median_ms or 0, 2),
        "p95_ms": round(every.p95_ms or 0, 2),
    }


def _cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("test_*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from read_cases(lines)


def _missing(share: float | None) -> float:
    return round(100 * (1 - (share or 0)), 1)
