"""Danger to life by signs and weights together: what each adds, and that a fault in the weights silences nothing."""

import pytest

from apps.agent.brains import danger
from apps.agent.brains.danger import find_danger
from apps.agent.brains.hazards import Hazard
from apps.agent.brains.merge import with_danger
from apps.agent.brains.safety_net import find_plain_danger
from apps.agent.brains.trained.reading import understand
from apps.agent.understanding import Severity


@pytest.mark.parametrize(
    "message",
    ["I smell gas by the meter", "huele a gas en el sótano", "no leak at the boiler but I smell gas by the meter"],
)
def test_a_sign_raises_the_alarm_for_certain(message: str) -> None:
    found = find_danger(message)
    assert found
    assert (found.hazard, found.confidence) == (Hazard.GAS, 1.0)


@pytest.mark.parametrize("message", ["the tacos were fire", "no gas smell, all readings at zero", "gracias, buen día"])
def test_idiom_denial_and_small_talk_raise_none(message: str) -> None:
    assert find_danger(message) is None


@pytest.mark.parametrize(
    ("message", "hazard"),
    [
        ("smells like rotten eggs by teh furnace, goin to check", Hazard.GAS),
        ("rotten eggs smell", Hazard.GAS),
        ("boiler blew up", Hazard.EXPLOSION),
        ("they have a gun", Hazard.VIOLENCE),
        ("el cliente tiene una pistola", Hazard.VIOLENCE),
        ("customer feels dizzy since the morning", Hazard.CARBON_MONOXIDE),
    ],
)
def test_the_weights_cannot_talk_away_what_is_told_in_plain_words(message: str, hazard: Hazard) -> None:
    found = find_danger(message)
    assert found
    assert (found.hazard, found.confidence) == (hazard, 1.0)


@pytest.mark.parametrize(
    "message",
    [
        "no smell of rotten eggs today",
        "he has a gun safe in the hall",
        "he has a nail gun",
        "trae una pistola de calor",
        "rotten egg smell in the hot water, it is the anode",
    ],
)
def test_denial_tools_and_water_are_not_danger_in_plain_words(message: str) -> None:
    assert find_plain_danger(message) is None


def test_danger_without_a_sign_is_recognised_by_its_wording_and_says_so() -> None:
    message = "Ray is hanging from his arms over the edge and can't hold on, he is slipping"
    found = find_danger(message)
    assert found
    assert found.hazard is Hazard.UNNAMED
    assert found.confidence < 1
    assert all(message[span.start : span.end] == span.text for span in found.evidence)
    told = next(a for a in with_danger(message, understand(message)).actions if a.severity is Severity.CRITICAL)
    assert "by its wording" in told.summary


def test_weights_that_fail_leave_the_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_text: str) -> None:
        raise OSError("no such file")

    monkeypatch.setattr(danger, "verdict_of", fail)
    assert find_danger("I smell gas by the meter")
    assert find_danger("thanks") is None
