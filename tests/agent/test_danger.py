"""Danger to life by signs and weights together: what each adds, and that a fault in the weights silences nothing."""

from dataclasses import replace

import pytest

from apps.agent.brains import danger, safety_net
from apps.agent.brains.danger import find_danger
from apps.agent.brains.hazards import Hazard
from apps.agent.brains.merge import with_danger
from apps.agent.brains.trained.reading import understand
from apps.agent.brains.trained.verdict import Verdict, verdict_of
from apps.agent.labels import CRITICAL
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
def test_denial_tools_and_water_are_not_danger(message: str) -> None:
    assert safety_net.find_danger(message) is None


def test_danger_without_a_sign_is_recognised_by_its_wording_and_says_so() -> None:
    message = "Ray is hanging from his arms over the edge and can't hold on, he is slipping"
    found = find_danger(message)
    assert found
    assert found.hazard is Hazard.UNNAMED
    assert found.confidence < 1
    assert all(message[span.start : span.end] == span.text for span in found.evidence)
    told = next(a for a in with_danger(message, understand(message)).actions if a.severity is Severity.CRITICAL)
    assert "by its wording" in told.summary


def held_for(message: str, likely: float) -> Verdict:
    verdict = verdict_of(message)
    return replace(verdict, probabilities=verdict.probabilities | {CRITICAL: likely})


@pytest.mark.parametrize(
    "message",
    ["I smell gas by the meter", "there is a fire in the attic", "mi compañero no respira", "Mike got run over"],
)
def test_a_sign_sounds_however_unlikely_the_weights_hold_it(message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(danger, "verdict_of", lambda text: held_for(text, 0.0))
    found = find_danger(message)
    assert found
    assert found.certain
    assert found.confidence == 1


def test_a_word_that_is_trade_as_often_sounds_only_when_the_weights_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "we are next to the fire, running"
    monkeypatch.setattr(danger, "verdict_of", lambda text: held_for(text, 0.29))
    assert find_danger(message) is None
    monkeypatch.setattr(danger, "verdict_of", lambda text: held_for(text, 0.31))
    found = find_danger(message)
    assert found
    assert (found.hazard, found.confidence, found.certain) == (Hazard.FIRE, 0.31, False)


@pytest.mark.parametrize(
    "message",
    [
        "my back is killing me",
        "it's a fire sale over at the tool shop",
        "dead battery in the van again",
        "the fire brigade came by for the new panel",
        "evacuating the system, 1200 microns",
        "remember when Tony fell off the ladder? good times",
        "what's the procedure if I smell gas?",
        "replaced the leaking gas valve, no bubbles",
        "la furgo no arranca",
        "dejé la camioneta en el retén",
        "cambiando la manguera de gas que se rompió",
    ],
)
def test_idiom_drill_story_and_repair_are_no_sign(message: str) -> None:
    found = safety_net.find_danger(message)
    assert found is None or not found.certain


@pytest.mark.parametrize(
    "message",
    [
        "what do I do, he is not breathing",
        "this is not just a drill, gas leak in the hall",
        "the smell turned out to be a gas leak",
        "replaced the valve but still leaking gas",
        "cable snapped and hit his head, he is bleeding a lot",
        "me apunta con una pistola",
        "se cayó la escalera con Juan arriba",
        "el niño de tres años no respira",
    ],
)
def test_what_only_looks_like_idiom_drill_or_repair_sounds(message: str) -> None:
    found = safety_net.find_danger(message)
    assert found
    assert found.certain


def test_weights_that_fail_leave_the_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_text: str) -> None:
        raise OSError("no such file")

    monkeypatch.setattr(danger, "verdict_of", fail)
    assert find_danger("I smell gas by the meter")
    assert find_danger("thanks") is None
