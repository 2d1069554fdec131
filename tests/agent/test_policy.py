"""What the agent may do by itself: the code's ceiling, and what administrators take away from it."""

from itertools import product

import pytest

from apps.agent import policy
from apps.agent.actions import install_policies
from apps.agent.models import CommandPolicy
from apps.agent.policy import NOT_ANY_MORE, Rule, decide, weigh
from apps.agent.states import Brain, PolicyMode
from apps.agent.tools import PROPOSABLE
from apps.core.actor import Actor
from apps.core.commands import COMMANDS, Risk
from apps.core.models import Policy
from tests.conftest import NOW, Cast

FROM_STRICT = [Policy.FORBID, Policy.SHADOW, Policy.ASK, Policy.AUTO]
CONFIDENCES = [0.0, 0.5, 0.79, 0.7999, 0.8, 0.85, 0.9, 0.95, 1.0]
RULES = [Rule(), *(Rule(mode, threshold) for mode in PolicyMode for threshold in (0.0, 0.8, 0.9, 1.0))]
TABLE = list(product(Risk, CONFIDENCES, Brain, RULES))


def allowed(risk: Risk, confidence: float, brain: Brain, rule: Rule) -> Policy:
    """The table, written down again in the fewest words."""
    if risk in (Risk.NEVER, Risk.TWO_PERSON):
        return Policy.FORBID
    if brain == Brain.SAFETY_NET and risk in (Risk.READ, Risk.REVERSIBLE):
        return Policy.AUTO
    by_rule = {PolicyMode.NEVER: Policy.FORBID, PolicyMode.SHADOW: Policy.SHADOW, PolicyMode.ASK: Policy.ASK}
    if rule.mode in by_rule:
        return by_rule[rule.mode]
    return Policy.AUTO if risk != Risk.APPROVE and confidence >= max(0.8, rule.threshold) else Policy.ASK


def test_the_whole_table_of_risk_confidence_brain_and_rule() -> None:
    wrong = []
    for risk, confidence, brain, rule in TABLE:
        found, reason = weigh(risk, confidence=confidence, brain=brain, rule=rule)
        if found != allowed(risk, confidence, brain, rule) or not reason.endswith("."):
            wrong.append((risk, confidence, brain, rule, found, reason))
    assert len(TABLE) == 5 * 9 * 4 * 17
    assert wrong == []


def test_nothing_is_done_by_itself_below_the_threshold() -> None:
    by_itself = [
        (risk, confidence, brain, rule)
        for risk, confidence, brain, rule in TABLE
        if weigh(risk, confidence=confidence, brain=brain, rule=rule)[0] == Policy.AUTO and brain != Brain.SAFETY_NET
    ]
    assert by_itself
    for risk, confidence, _brain, rule in by_itself:
        assert risk in (Risk.READ, Risk.REVERSIBLE)
        assert confidence >= policy.SURE
        assert confidence >= rule.threshold
        assert rule.mode == PolicyMode.AUTO


def test_a_rule_only_ever_takes_away() -> None:
    for risk, confidence, brain, rule in TABLE:
        by_code = weigh(risk, confidence=confidence, brain=brain, rule=Rule())[0]
        with_rule = weigh(risk, confidence=confidence, brain=brain, rule=rule)[0]
        assert FROM_STRICT.index(with_rule) <= FROM_STRICT.index(by_code)


def test_a_danger_to_life_is_beyond_every_rule() -> None:
    for rule in RULES:
        assert weigh(Risk.REVERSIBLE, confidence=1.0, brain=Brain.SAFETY_NET, rule=rule)[0] == Policy.AUTO


@pytest.mark.parametrize("mode", PolicyMode)
def test_who_is_served_is_asked_before_any_rule(cast: Cast, mode: PolicyMode) -> None:
    """Risk × confidence × brain × row, for somebody who may not, and for commands that are not on the list."""
    install_policies(now=NOW)
    CommandPolicy.objects.update(mode=mode, threshold=0.8)
    cast.charlie.is_active = False
    for command, confidence, brain in product(["visit.complete", "incident.report"], CONFIDENCES, Brain):
        told = decide(command, confidence=confidence, brain=brain, actor=Actor.agent_for(cast.charlie))
        assert told == (Policy.FORBID, "The person it serves may not do this.")
    for command in sorted(set(COMMANDS) - set(PROPOSABLE)):
        told = decide(command, confidence=1.0, brain=Brain.GROQ, actor=Actor.agent_for(cast.ada))
        assert told == (Policy.FORBID, "The agent may not suggest this.")


@pytest.mark.parametrize(
    ("mode", "threshold", "confidence", "expected", "reason"),
    [
        (PolicyMode.AUTO, 0.8, 0.95, Policy.AUTO, "It can be undone, and 95% sure."),
        (PolicyMode.AUTO, 0.8, 0.799, Policy.ASK, "Only 79.9% sure; 80% is needed."),
        (PolicyMode.AUTO, 0.97, 0.95, Policy.ASK, "Only 95% sure; 97% is needed."),
        (PolicyMode.ASK, 0.8, 1.0, Policy.ASK, "An administrator wants somebody to decide this every time."),
        (PolicyMode.SHADOW, 0.8, 1.0, Policy.SHADOW, "This is being tried: somebody decides every time."),
        (PolicyMode.NEVER, 0.8, 1.0, Policy.FORBID, NOT_ANY_MORE),
    ],
)
def test_what_an_administrator_set_is_told(
    cast: Cast, mode: PolicyMode, threshold: float, confidence: float, expected: Policy, reason: str
) -> None:
    install_policies(now=NOW)
    CommandPolicy.objects.filter(command="visit.complete").update(mode=mode, threshold=threshold)
    ana = Actor.agent_for(cast.ana)
    assert decide("visit.complete", confidence=confidence, brain=Brain.GROQ, actor=ana) == (expected, reason)
    assert decide("visit.start", confidence=0.95, brain=Brain.GROQ, actor=ana)[0] == Policy.AUTO


def test_only_of_what_can_be_undone_it_is_said(cast: Cast) -> None:
    def said(command: str) -> str:
        return decide(command, confidence=1.0, brain=Brain.RULES, actor=Actor.agent_for(cast.ana))[1]

    assert said("visit.complete") == "It can be undone, and 100% sure."
    assert said("message.forward") == "It is 100% sure."


def test_a_row_looser_than_the_code_changes_nothing(cast: Cast) -> None:
    """It cannot be set so; a database that says so all the same is not believed."""
    install_policies(now=NOW)
    CommandPolicy.objects.update(threshold=0.1)
    assert decide("visit.complete", confidence=0.5, brain=Brain.RULES, actor=Actor.agent_for(cast.ana))[0] == Policy.ASK


@pytest.mark.parametrize(
    ("command", "confidence", "brain", "expected"),
    [
        ("visit.complete", 0.95, Brain.RULES, Policy.AUTO),
        ("visit.complete", 0.79, Brain.GROQ, Policy.ASK),
        ("incident.report", 1.0, Brain.SAFETY_NET, Policy.AUTO),
        ("incident.report", 0.3, Brain.RULES, Policy.ASK),
        ("job.cancel", 1.0, Brain.GROQ, Policy.FORBID),
        ("policy.set", 1.0, Brain.GROQ, Policy.FORBID),
    ],
)
def test_without_rows_the_code_decides_alone(
    cast: Cast, command: str, confidence: float, brain: Brain, expected: Policy
) -> None:
    assert decide(command, confidence=confidence, brain=brain, actor=Actor.agent_for(cast.ana))[0] == expected


def test_every_proposable_command_exists_and_none_needs_two_people() -> None:
    """Two people deciding is not built: nothing of that risk can be suggested."""
    for name in PROPOSABLE:
        assert COMMANDS[name].risk not in (Risk.NEVER, Risk.TWO_PERSON)
