"""The figures as a table for a terminal."""

from apps.agent.evaluation.figures import Figures
from apps.agent.evaluation.scoring import Evaluation

Row = tuple[str, ...]


def table(evaluation: Evaluation) -> str:
    """The main figures, a column a language; below them each class that occurs, over all and by language."""
    columns = {"all": evaluation.overall, **evaluation.languages}
    head: Row = ("", *columns)
    rows = [(title, *(cells[n] for cells in map(_cells, columns.values()))) for n, title in enumerate(TITLES)]
    return f"{_aligned([head, *rows])}\n\n{_aligned(_classes(columns))}"


TITLES = (
    "Messages",
    "Exact match",
    "Intent F1, macro",
    "Intent F1, micro",
    "Single-action messages",
    "Intent accuracy on them",
    "Critical recall",
    "Critical precision",
    "Messages that name a job",
    "Job reference right",
    "Job references invented",
    "Mean confidence",
    "Calibration error",
    "Asks instead of acting",
    "Median ms",
    "p95 ms",
)


def _cells(f: Figures) -> Row:
    return (
        str(f.messages),
        percent(f.exact_match),
        percent(f.intent_f1_macro),
        percent(f.intent_f1_micro),
        str(f.single_action_messages),
        percent(f.single_action_intent_accuracy),
        percent(f.critical.recall),
        percent(f.critical.precision),
        str(f.job_references.named),
        percent(f.job_references.right),
        str(f.job_references.invented),
        percent(f.mean_confidence),
        percent(f.calibration_error),
        percent(f.asked),
        _number(f.median_ms),
        _number(f.p95_ms),
    )


def _classes(columns: dict[str, Figures]) -> list[Row]:
    found = [name for name, s in columns["all"].classes.items() if s.hits + s.false + s.missed]
    head = [f"{column} {figure}" for column in columns for figure in ("messages", "precision", "recall")]
    return [
        ("Class", *head),
        *((name, *(cell for f in columns.values() for cell in _class(f, name))) for name in found),
    ]


def _class(figures: Figures, name: str) -> Row:
    score = figures.classes[name]
    return str(score.hits + score.missed), percent(score.precision), percent(score.recall)


def _aligned(rows: list[Row]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.rjust(w) if n else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def percent(value: float | None) -> str:
    """A share with one decimal; a dash where there is none."""
    return "–" if value is None else f"{value:.1%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
