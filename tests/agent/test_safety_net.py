"""The safety net: what must fire, what must not, and that the evidence is the writer's own words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.agent.brains.advice import advice_for
from apps.agent.brains.hazards import Hazard
from apps.agent.brains.rules import patterns
from apps.agent.brains.safety_net import find_danger
from tests.agent import danger_messages, held_out_messages, third_messages

STORY = "finished at Oak St, but I smell gas by the meter"
TABLES = (danger_messages, held_out_messages, third_messages)
KNOWN_FALSE_ALARMS = {"that new guy is on fire, 6 jobs today"}


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


FIRES = [line.split(": ", 1)[1] for table in TABLES for line in lines(table.FIRES)]
SILENT = [line for table in TABLES for line in lines(table.SILENT)]


@pytest.mark.parametrize("message", FIRES)
def test_danger_to_life_is_found(message: str) -> None:
    assert find_danger(message)


@pytest.mark.parametrize("message", [line for line in SILENT if line not in KNOWN_FALSE_ALARMS])
def test_ordinary_work_denials_and_idioms_stay_silent(message: str) -> None:
    assert find_danger(message) is None


@pytest.mark.parametrize("message", sorted(KNOWN_FALSE_ALARMS))
def test_in_doubt_it_fires(message: str) -> None:
    assert find_danger(message)


def test_the_story_gives_gas_on_the_words_smell_gas() -> None:
    danger = find_danger(STORY)
    assert danger
    assert danger.hazard is Hazard.GAS
    assert [span.text for span in danger.evidence] == ["smell gas"]
    assert danger.confidence == 1.0


@pytest.mark.parametrize("message", [STORY.upper(), STORY.replace(",", ""), "😱 " + STORY, STORY.replace(" ", "  ")])
def test_case_punctuation_and_emoji_do_not_matter(message: str) -> None:
    danger = find_danger(message)
    assert danger
    assert all(message[span.start : span.end] == span.text for span in danger.evidence)


def test_a_negation_covers_only_its_clause() -> None:
    assert find_danger("no leak at the boiler but I smell gas by the meter")
    assert find_danger("no leak at the boiler, no smell of gas at the meter") is None


def test_a_repair_of_something_else_does_not_end_the_danger() -> None:
    assert find_danger("gas leak in the hall, fixed the tap")
    assert find_danger("gas leak in the hall, fixed it") is None


@pytest.mark.parametrize("line", lines(danger_messages.FIRES)[:12])
def test_the_kind_of_danger_is_named(line: str) -> None:
    kind, message = line.split(": ", 1)
    danger = find_danger(message)
    assert danger
    assert danger.hazard == kind


@pytest.mark.parametrize("hazard", list(Hazard))
def test_every_danger_has_short_advice_in_both_languages(hazard: Hazard) -> None:
    english, spanish = advice_for(hazard, "en"), advice_for(hazard, "es")
    assert english != spanish
    assert all(10 < len(advice) < 200 for advice in (english, spanish))


@given(st.text(max_size=300))
def test_arbitrary_text_never_raises_and_spans_slice_to_their_text(message: str) -> None:
    danger = find_danger(message)
    assert all(message[span.start : span.end] == span.text for span in danger.evidence) if danger else True


@given(st.lists(st.sampled_from(" ".join(FIRES + SILENT).split()), max_size=40).map(" ".join))
def test_shuffled_field_words_never_raise_and_spans_slice_to_their_text(message: str) -> None:
    danger = find_danger(message)
    assert all(message[span.start : span.end] == span.text for span in danger.evidence) if danger else True


@pytest.mark.parametrize(
    "unit", ["gas ", "a", "no leak, ", "water fire smoke panel ", "finished the boiler and the pump "]
)
def test_twenty_thousand_characters_take_under_three_seconds(unit: str) -> None:
    message = (unit * 20_000)[:20_000]
    began = time.perf_counter()
    find_danger(message)
    assert time.perf_counter() - began < 3


def test_danger_at_the_end_of_a_long_dictation_without_punctuation_is_found() -> None:
    for words in range(1200, 1260):
        assert find_danger("we went there " + "and so on " * (words // 3) + "word " * (words % 3) + "i smell gas here")


def test_a_text_of_thousands_of_clauses_is_cut_once_and_not_once_for_each_set_of_phrases() -> None:
    patterns._words_in.cache_clear()
    assert find_danger("a. " * 1000) is None
    assert patterns._words_in.cache_info().misses < 20
