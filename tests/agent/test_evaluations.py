"""Kept evaluations: for administrators, with the goals beside the figures."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.agent.actions import keep_evaluation
from apps.agent.goals import GOALS
from apps.agent.models import AgentEvaluation
from apps.agent.states import Brain
from apps.crews.models import User
from tests.conftest import NOW, Cast

SignedIn = Callable[[User], Client]
LIST = "/admin/agent/agentevaluation/"


def figures(**overall: Any) -> dict[str, Any]:
    """As `evaluate_agent --json` prints them, all goals met but what is given."""
    all_of_it = {
        "exact_match": 0.84,
        "median_ms": 6.2,
        "critical": {"precision": 0.91, "recall": 0.99, "messages": 80},
        "classes": {"request:time_off": {"precision": 0.95, "recall": 0.9, "messages": 40}},
    }
    languages = {"en": {"single_action_intent_accuracy": 0.93}, "es": {"single_action_intent_accuracy": 0.9}}
    return {"overall": all_of_it | overall, "languages": languages}


def keep(**overall: Any) -> AgentEvaluation:
    return keep_evaluation(
        brain=Brain.RULES, version="w7", file="held_out.jsonl", messages=700, figures=figures(**overall), now=NOW
    )


def page(client: Client, row: AgentEvaluation) -> str:
    return client.get(f"{LIST}{row.pk}/change/").content.decode()


def test_an_administrator_compares_versions(cast: Cast, signed_in: SignedIn) -> None:
    keep()
    keep(exact_match=0.71)
    shown = signed_in(cast.ada).get(LIST).content.decode()
    assert "84.0 %" in shown
    assert "71.0 %" in shown
    assert "missed" in shown


@pytest.mark.parametrize(("overall", "missed"), [({}, 0), ({"exact_match": 0.71}, 1), ({"median_ms": 31.0}, 1)])
def test_each_goal_stands_beside_its_figure(
    cast: Cast, signed_in: SignedIn, overall: dict[str, Any], missed: int
) -> None:
    shown = page(signed_in(cast.ada), keep(**overall))
    assert [str(goal.words) for goal in GOALS if str(goal.words) not in shown] == []
    assert shown.count("missed") == (missed and missed + 1)  # the line's badge, and the page's
    assert "request · time off" in shown


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    assert [goal.met(goal.value({})) for goal in GOALS] == [None] * len(GOALS)


def test_nobody_else_sees_them(cast: Cast, signed_in: SignedIn) -> None:
    row = keep()
    for who in (cast.dana, cast.charlie):
        for path in (LIST, f"{LIST}{row.pk}/change/"):
            assert signed_in(who).get(path).status_code in (302, 403)
