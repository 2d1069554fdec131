"""The rules brain: labels of hand-written messages, evidence, places, numbers, questions back, and the merge."""

import json
import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.agent.brains.merge import merge
from apps.agent.brains.rules import understand
from apps.agent.brains.rules.spelling import Speller, distance
from apps.agent.brains.safety_net import find_danger
from apps.agent.understanding import (
    ASK_BELOW,
    Intent,
    JobAction,
    Severity,
    Span,
    Understanding,
    Understood,
)
from tests.agent import held_out_messages, rules_messages, third_messages

STORY = "finished at Oak St, but I smell gas by the meter"


def lines(*blocks: str) -> list[str]:
    return [line for block in blocks for line in block.strip().splitlines()]


def understood(message: str) -> Understanding:
    return merge(find_danger(message), understand(message))


def details(understanding: Understanding) -> set[str]:
    return {list(label.values())[-1] for label in understanding.labels}


def is_right(line: str) -> bool:
    labels, message = line.split(": ", 1)
    return details(understood(message)) == set(labels.split())


@pytest.mark.parametrize("line", lines(rules_messages.ENGLISH, rules_messages.SPANISH))
def test_a_message_means_its_labels(line: str) -> None:
    labels, message = line.split(": ", 1)
    assert details(understood(message)) == set(labels.split())


@pytest.mark.parametrize("block", [held_out_messages.ENGLISH, third_messages.ENGLISH])
def test_of_the_later_english_tables_nine_in_ten_are_exactly_right(block: str) -> None:
    table = lines(block)
    assert sum(map(is_right, table)) >= 0.9 * len(table)


@pytest.mark.parametrize("block", [held_out_messages.SPANISH, third_messages.SPANISH])
def test_of_the_later_spanish_tables_nine_in_ten_are_exactly_right(block: str) -> None:
    table = lines(block)
    assert sum(map(is_right, table)) >= 0.9 * len(table)


def test_the_story_completes_the_visit_and_opens_a_critical_incident() -> None:
    done, incident = understood(STORY).actions
    assert done.label == {"intent": "job_update", "action": "complete"}
    assert done.confidence >= 0.9
    assert done.evidence[0].text.startswith("finished")
    assert incident.label == {"intent": "incident", "severity": "critical"}
    assert incident.decided_by == "safety_net"
    assert incident.confidence == 1.0


@pytest.mark.parametrize(
    "message",
    [
        STORY,
        STORY.upper(),
        "i smell gas by the meter but finished at oak st",
        "finishd at Oak St. Smel gas by the meter",
        "Oak St is finished 👍 but there is a gas smell by the meter 😱",
        "FINISHED WH-1042 AND I SMELL GAS",
        "all done at Oak St, customer signed. one thing: it reeks of gas near the meter",
        "terminé en Oak St pero huele a gas junto al medidor",
        "trabajo terminado, ojo: fuga de gas en el medidor",
    ],
)
def test_variations_of_the_story_mean_the_same(message: str) -> None:
    understanding = understood(message)
    assert details(understanding) == {"complete", "critical"}
    assert understanding.confidence >= 0.9


@pytest.mark.parametrize(
    "message",
    [
        "when I'm finished I'll call you",
        "should I finish?",
        "the customer asked if we are finished",
        "not finished yet",
        "almost done",
        "is it finished?",
        "once it's done I'll send photos",
        "I need two more hours to finish",
        "can't finish without the part",
        "cuando termine te aviso",
        "todavía no termino",
        "if the job is done the customer pays",
        "he told me the job was done",
    ],
)
def test_what_is_not_said_as_done_is_no_completion(message: str) -> None:
    assert "complete" not in details(understand(message))


@pytest.mark.parametrize(
    ("message", "labels"),
    [
        ("finished at Oak St. can I have friday off?", ["complete", "time_off"]),
        ("finished at Oak St. Can I have friday off?", ["complete", "time_off"]),
        ("on my way to St. Mary school", ["en_route"]),
        ("okay so um I'm finished over at oak street and uh the boiler is running fine now", ["complete"]),
        ("the cliente note: mark it as done", ["general"]),
        ("Customer says: close the job", ["general"]),
        ('finished at Oak St, the customer says "cancel the next one and mark it as done"', ["complete"]),
    ],
)
def test_sentences_and_quotes_are_told_apart(message: str, labels: list[str]) -> None:
    assert [list(label.values())[-1] for label in understand(message).labels] == labels


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("WH-1042 done", "WH-1042"),
        ("wh1042 done", "WH-1042"),
        ("#1042 done", "WH-1042"),
        ("job 1042 done", "WH-1042"),
        ("terminado el trabajo 1042", "WH-1042"),
        ("1042 is finished", "WH-1042"),
        ("finished at 1042 Oak St", None),
        ("pressure is 1500 psi", None),
        ("since 2024", None),
        ("spent $1200", None),
        ("finished", None),
        ("finished at Oak St, not at WH-1042", None),
        ("done at WH-1043, but not at job 1042", "WH-1043"),
        ("terminé, pero no en la WH-1042", None),
        ("not finished at WH-1042", "WH-1042"),
        ('finished, the customer says "cancel WH-1042 and mark WH-1043 as done"', None),
        ('finished WH-1041, customer says: "please close WH-1042"', "WH-1041"),
        ("customer says WH-1042 leaks again", "WH-1042"),
    ],
)
def test_a_job_number_is_read_in_every_form_and_nothing_else_is(message: str, number: str | None) -> None:
    assert understand(message).job_number == number


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (STORY, "Oak St"),
        ("finished at oak st but smell gas", "oak st"),
        ("on my way to 14 Elm Ave", "14 Elm Ave"),
        ("done at Riverside Clinic, all good", "Riverside Clinic"),
        ("wrapped up at the Hendersons", "Hendersons"),
        ("got the heat back on for mrs. Patel", "mrs. Patel"),
        ("thats a wrap on the Miller job", "Miller"),
        ("terminé en la calle Luna pero huele a gas", "calle Luna"),
        ("I smell gas by the meter", None),
        ("back from lunch", None),
        ("done at 5pm", None),
        ("on my way", None),
    ],
)
def test_a_place_is_taken_in_the_writers_words(message: str, place: str | None) -> None:
    understanding = understand(message)
    assert understanding.place == place
    if understanding.place_span:
        assert message[understanding.place_span.start : understanding.place_span.end] == place


@pytest.mark.parametrize(
    ("message", "language"), [(STORY, "en"), ("terminé, huele a gas", "es"), ("", "en"), ("👍", "en")]
)
def test_the_language_is_told(message: str, language: str) -> None:
    assert understand(message).lang == language


def test_below_the_threshold_a_consequential_action_is_asked_about_in_the_writers_language() -> None:
    english, spanish = understand("installed the new panel"), understand("instalé el tablero nuevo")
    assert english.ask == "Is this visit finished?"
    assert spanish.ask == "¿Esta visita está terminada?"
    assert understand("finished").ask is None


@pytest.mark.parametrize("line", lines(rules_messages.ENGLISH, held_out_messages.ENGLISH, third_messages.SPANISH))
def test_exactly_the_unsure_consequential_messages_ask(line: str) -> None:
    understanding = understand(line.split(": ", 1)[1])
    unsure = any(a.is_consequential and a.confidence < ASK_BELOW for a in understanding.actions)
    assert bool(understanding.ask) == unsure


@pytest.mark.parametrize(
    "message",
    ["", "   ", "\n", "?", "👍👍", "....", "WH-", "1042", "a" * 5000, "'" * 500, "- " * 500, "\x00\ud800"],
)
def test_odd_messages_are_understood_as_something(message: str) -> None:
    assert understand(message).actions


@given(st.text(max_size=300))
def test_arbitrary_text_never_raises_and_spans_slice_to_their_text(message: str) -> None:
    check_spans(message, understood(message))


@given(st.lists(st.sampled_from(" ".join(lines(rules_messages.ENGLISH, rules_messages.SPANISH)).split())).map(" ".join))
def test_shuffled_field_words_never_raise_and_spans_slice_to_their_text(message: str) -> None:
    check_spans(message, understood(message))


def check_spans(message: str, understanding: Understanding) -> None:
    spans = [span for action in understanding.actions for span in action.evidence]
    spans += [understanding.place_span] if understanding.place_span else []
    assert all(message[span.start : span.end] == span.text for span in spans)
    assert understanding.actions
    assert all(0 <= action.confidence <= 1 for action in understanding.actions)


@pytest.mark.parametrize("message", [STORY, "clocking in", "can I take friday off?", "van won't start", "thanks"])
def test_an_understanding_survives_json(message: str) -> None:
    understanding = understood(message)
    assert Understanding.model_validate_json(understanding.model_dump_json()) == understanding


def test_the_json_schema_is_strict() -> None:
    schema = Understanding.model_json_schema()
    objects = [schema, *(part for part in schema["$defs"].values() if part["type"] == "object")]
    for part in objects:
        assert part["additionalProperties"] is False
        assert sorted(part["required"]) == sorted(part["properties"])
    assert '"default"' not in json.dumps(schema)


@pytest.mark.parametrize("intent", [Intent.JOB_UPDATE, Intent.INCIDENT, Intent.REQUEST, Intent.ATTENDANCE])
def test_an_action_without_its_detail_is_refused(intent: Intent) -> None:
    with pytest.raises(ValueError, match="lacks its detail"):
        Understood(intent=intent, confidence=1, decided_by="rules")


def test_a_confidence_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Understood(intent=Intent.GENERAL, confidence=1.5, decided_by="rules")


def test_a_span_is_found_in_any_case() -> None:
    assert Span.find("Finished at Oak St", "oak st") == Span(start=12, end=18, text="Oak St")
    assert Span.find("Finished", "gas") is None


def test_merging_without_danger_changes_nothing() -> None:
    understanding = understand("finished")
    assert merge(None, understanding) is understanding


def test_merging_overrides_the_brains_own_incident_exactly_once() -> None:
    message = "done but gas leak by the meter, basement is flooding"
    brain = understand(message)
    incident = Understood(intent=Intent.INCIDENT, severity=Severity.HIGH, confidence=0.7, decided_by="groq")
    merged = merge(find_danger(message), brain.model_copy(update={"actions": (*brain.actions, incident)}))
    incidents = [action for action in merged.actions if action.intent is Intent.INCIDENT]
    assert [(action.severity, action.decided_by) for action in incidents] == [(Severity.CRITICAL, "safety_net")]
    assert JobAction.COMPLETE in [action.action for action in merged.actions]


def test_merging_keeps_a_milder_incident_told_in_other_words() -> None:
    message = "gas leak by the meter. also my van won't start"
    assert details(understood(message)) == {"critical", "medium"}


def test_merging_into_small_talk_leaves_only_the_danger() -> None:
    assert details(understood("good morning. fire in the kitchen")) == {"critical"}


@pytest.mark.parametrize(
    ("a", "b", "errors"), [("gas", "gas", 0), ("smel", "smell", 1), ("smlel", "smell", 1), ("a", "", 1)]
)
def test_a_swap_of_neighbours_is_one_error(a: str, b: str, errors: int) -> None:
    assert distance(a, b) == errors


def test_the_speller_leaves_ordinary_and_short_words_alone() -> None:
    speller = Speller(["fire", "finished", "gas"], ordinary=["fine"])
    assert [speller.correct(word) for word in ("fine", "finishd", "gap", "fires1")] == [
        "fine",
        "finished",
        "gap",
        "fires1",
    ]


def test_a_message_takes_a_few_milliseconds() -> None:
    messages = [line.split(": ", 1)[1] for line in lines(rules_messages.ENGLISH)]
    for message in messages:
        understood(message)
    took = []
    for message in messages:
        began = time.perf_counter()
        understood(message)
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.02


@pytest.mark.parametrize(
    "unit", ["finished at Oak St and ", "a", "not done, ", "need a valve to go on ", "st ", "1042 "]
)
def test_twenty_thousand_characters_take_under_four_seconds(unit: str) -> None:
    message = (unit * 20_000)[:20_000]
    began = time.perf_counter()
    understand(message)
    assert time.perf_counter() - began < 4
