"""What the agent may do by itself."""

import pytest

from apps.agent.policy import decide
from apps.agent.states import Brain
from apps.agent.tools import PROPOSABLE
from apps.core.actor import Actor
from apps.core.commands import COMMANDS, Risk
from apps.core.models import Policy
from tests.conftest import Cast


@pytest.mark.parametrize(
    ("command", "confidence", "brain", "expected"),
    [
        ("visit.complete", 0.95, Brain.RULES, Policy.AUTO),
        ("visit.complete", 0.79, Brain.RULES, Policy.ASK),
        ("visit.complete", 0.79, Brain.GROQ, Policy.ASK),
        ("incident.report", 1.0, Brain.SAFETY_NET, Policy.AUTO),
        ("incident.report", 0.3, Brain.RULES, Policy.ASK),
        ("job.cancel", 1.0, Brain.GROQ, Policy.FORBID),
        ("user.add", 1.0, Brain.GROQ, Policy.FORBID),
    ],
)
def test_risk_confidence_and_list_decide(
    cast: Cast, command: str, confidence: float, brain: Brain, expected: Policy
) -> None:
    assert decide(command, confidence=confidence, brain=brain, actor=Actor.agent_for(cast.ana))[0] == expected


def test_what_the_person_may_not_do_the_agent_may_not_either(cast: Cast) -> None:
    cast.ana.is_active = False
    decision, reason = decide("visit.complete", confidence=1.0, brain=Brain.RULES, actor=Actor.agent_for(cast.ana))
    assert (decision, reason) == (Policy.FORBID, "The person it serves may not do this.")


def test_every_proposable_command_exists_and_can_be_undone_or_does_no_harm() -> None:
    for name in PROPOSABLE:
        assert COMMANDS[name].risk == Risk.REVERSIBLE
