"""What the benchmarks keep: every goal has its measurement, and the page says what the figures are."""

import json
from typing import Any

import pytest

from tests.bench import goals, page, registry, results, table
from tests.bench.registry import Goal, Measured, Measurement, Topic


@pytest.fixture(scope="module")
def known() -> dict[str, Measurement]:
    return registry.load()


def test_every_goal_of_the_project_has_a_measurement(known: dict[str, Measurement]) -> None:
    held = {goal.words for measurement in known.values() for goal in measurement.goals}
    assert {goal.words for goal in goals.OF_THE_PROJECT} <= held


def test_the_page_is_what_the_results_render_to() -> None:
    assert page.FILE.read_text() == page.render(results.read())


def test_the_results_know_nothing_that_is_not_measured_any_more(known: dict[str, Measurement]) -> None:
    assert set(results.read()["figures"]) <= set(known)


def test_the_results_judge_each_goal_by_its_figures() -> None:
    for entry in results.read()["figures"].values():
        for goal in entry["goals"]:
            figures = entry["figures"]
            assert goal["met"] == all(figures[name] <= most for name, most in goal["at_most"].items())


def _measurement(**figures: float) -> tuple[Measurement, Measured]:
    goal = Goal("Quick", "Nobody waits.", {"median_ms": 10})
    units = {"median_ms": "ms"}
    found = Measured(figures, {"part": {"one": 1}})
    return Measurement("Walking", Topic.PAGES, "With a watch.", units, (goal,), True, lambda _stage: found), found


@pytest.mark.parametrize(("median", "word"), [(9.5, "met"), (10, "met"), (10.5, "MISSED")])
def test_a_goal_is_met_up_to_its_limit(median: float, word: str) -> None:
    measurement, measured = _measurement(median_ms=median)
    entry = results.entry(measurement, measured, load=0.5, seconds=1)
    assert f"{word}  Quick" in table.line("Walking", entry)


def test_measuring_one_keeps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "versions", dict)  # they want a database
    old: dict[str, Any] = {"figures": {"B": {"n": 1}, "A": {"n": 2}, "forgotten": {"n": 3}}}
    merged = results.merged(old, {"B": {"n": 4}}, ["A", "B", "C"])
    assert json.dumps(merged["figures"]) == '{"A": {"n": 2}, "B": {"n": 4}}'


def test_a_measurement_cannot_come_back_with_other_figures_than_it_promised() -> None:
    measurement, _found = _measurement(p99_ms=1)
    with pytest.raises(RuntimeError, match="p99_ms"):
        measurement.run(None)  # type: ignore[arg-type]  # it does not look at the stage
