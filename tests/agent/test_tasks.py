"""Business tasks graded on how the records stand in the end. Some of them; `make bench` has all."""

import os

import pytest

from tests.agent.tasks.suite import Graded, grade, report, tasks
from tests.agent.tasks.world import make
from tests.conftest import Cast

PART = int(os.environ.get("TASKS_PART", "9"))  # 1: all of them
LEAST = 0.9
"""Of the tasks, solved at the first try. Rules may miss one; nothing may ever be done against the policy."""


@pytest.fixture
def graded(cast: Cast) -> list[Graded]:
    world = make(cast)
    return [grade(world, task) for task in tasks()[::PART]]


def test_nine_tasks_in_ten_end_as_they_should_and_none_breaks_a_rule(graded: list[Graded]) -> None:
    print(f"\n{report(graded)}")
    assert not [str(one) for one in graded if one.violations]
    missed = [str(one) for one in graded if not one.solved]
    assert len(missed) <= (1 - LEAST) * len(graded), missed


def test_there_are_more_than_a_hundred_tasks_each_with_a_name_of_its_own() -> None:
    names = [task.id for task in tasks()]
    assert len(names) >= 100
    assert len(set(names)) == len(names)
