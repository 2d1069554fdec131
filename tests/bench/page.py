"""docs/PERFORMANCE.md, made from bench/results.json and nothing else."""

from collections.abc import Iterator

from tests.bench.results import ROOT, Results
from tests.bench.table import shown, with_unit, word

FILE = ROOT / "docs" / "PERFORMANCE.md"
TOP = """\
# How fast, how small

Made by `make bench` from [bench/results.json](../bench/results.json); change nothing here by hand. Measured on the
real processes of the Procfile with the embedded PostgreSQL and Redis, durable writes on, unless it says otherwise.
`make bench ARGS="name"` measures again what has these words in its name. No clock is part of `make test`.
"""


def render(results: Results) -> str:
    """The whole page."""
    chapters = dict.fromkeys(entry["topic"] for entry in results["figures"].values())
    parts = [TOP, _machine(results), _goals(results), *(_chapter(topic, results) for topic in chapters)]
    return "\n".join(parts)


def write(results: Results) -> None:
    """Put the page where people look for it."""
    FILE.write_text(render(results))


def _machine(results: Results) -> str:
    machine = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    load = ", ".join(str(number) for number in machine["load_average"])
    return (
        f"**Machine:** {machine['cores']} cores of {machine['processor']}, {machine['memory_gb']} GB, "
        f"{machine['system']}; load average at the end {load} (the benchmark's own work and whatever else ran).\\\n"
        f"**Versions:** {versions}.\\\n"
        f"**Date:** {results['date']}.\n"
    )


def _goals(results: Results) -> str:
    lines = ["## The goals\n", "| goal | measured | met | what it means |", "|---|---|---|---|"]
    for entry in results["figures"].values():
        for goal in entry["goals"]:
            units = {name: entry["units"][name] for name in goal["at_most"]}
            met = "yes" if goal["met"] else "**no**"
            lines.append(f"| {goal['goal']} | {shown(entry['figures'], units)} | {met} | {goal['means']} |")
    return "\n".join([*lines, ""])


def _chapter(topic: str, results: Results) -> str:
    entries = {name: entry for name, entry in results["figures"].items() if entry["topic"] == topic}
    lines = [f"## {topic}\n", *_tables(entries), ""]
    for name, entry in entries.items():
        lines += [f"**{name}.** {entry['how']} {_when(entry)}", "", *_parts(entry)]
    return "\n".join(lines)


def _when(entry: Results) -> str:
    measured = entry["measured"]
    return f"*({measured['at']}, commit {measured['commit']}, load average {measured['load_average']} before)*"


def _tables(entries: dict[str, Results]) -> Iterator[str]:
    """One table for all measurements with the same columns."""
    kinds = dict.fromkeys(tuple(entry["units"].items()) for entry in entries.values())
    for kind in kinds:
        yield f"\n| what | {' | '.join(word(name) for name, _unit in kind)} |"
        yield "|---|" + "---:|" * len(kind)
        for name, entry in entries.items():
            if tuple(entry["units"].items()) == kind:
                cells = [with_unit(entry["figures"][figure], unit) for figure, unit in kind]
                yield f"| {name} | {' | '.join(cells)} |"


def _parts(entry: Results) -> Iterator[str]:
    for heading, rows in entry["parts"].items():
        if rows:
            yield f"| {heading} | |"
            yield "|---|---:|"
            yield from (f"| {name} | {with_unit(number, '')} |" for name, number in rows.items())
            yield ""
