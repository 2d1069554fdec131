"""`manage.py evaluate_agent`: scores, predictions, lines it cannot read; and what the shipped weights must do."""

import json
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.agent.brains.merge import with_danger
from apps.agent.brains.reading import reader
from apps.agent.brains.trained.reading import understand
from apps.agent.brains.trained.signals import signals_of
from apps.agent.brains.trained.weights import FILE, packed, unpacked
from apps.agent.evaluation import Case, evaluate, read_cases
from apps.agent.labels import LABELS, label_of, name_of
from apps.agent.models import AgentEvaluation
from apps.agent.training.corpus import FOLDER, Lesson, fingerprint
from apps.agent.training.train import train
from apps.agent.understanding import Intent, Understanding, Understood

DONE = {"id": "a", "text": "WH-1042 finished", "lang": "en", "actions": [label_of("job_update:complete")]}
GAS = {"id": "b", "text": "huele a gas en el sótano", "lang": "es", "actions": [label_of("incident:critical")]}
THANKS = {"id": "c", "text": "thanks!", "lang": "en", "actions": []}
CLASS_FIGURES = ("messages", "precision", "recall")


@pytest.fixture
def told(tmp_path: Path) -> Path:
    file = tmp_path / "messages.jsonl"
    lines = [{**DONE, "job_ref": "WH-1042"}, GAS, THANKS]
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    return file


def printed(*arguments: Any) -> str:
    out = StringIO()
    call_command("evaluate_agent", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_table_has_a_column_a_language_and_nothing_is_read_or_written(
    told: Path, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        shown = printed(told)
    head, messages, exact = (line.split() for line in shown.splitlines()[:3])
    assert head == ["all", "en", "es"]
    assert messages == ["Messages", "3", "2", "1"]
    assert exact[-3:] == ["100.0%", "100.0%", "100.0%"]


def test_below_the_table_each_class_has_its_precision_and_recall_in_each_language(told: Path) -> None:
    shown = printed(told).splitlines()
    assert shown[-4].split() == ["Class", *(f for c in ("all", "en", "es") for n in CLASS_FIGURES for f in (c, n))]
    danger = next(line.split() for line in shown if line.startswith("incident:critical"))
    assert danger[1:] == ["1", "100.0%", "100.0%", "0", "–", "–", "1", "100.0%", "100.0%"]


@pytest.mark.django_db
def test_kept_the_figures_stand_on_the_page_with_brain_and_version(told: Path) -> None:
    printed(told, "--json")
    assert not AgentEvaluation.objects.exists()
    found = json.loads(printed(told, "--json", "--keep"))
    kept = AgentEvaluation.objects.get()
    assert (kept.brain, kept.messages) == ("rules", 3)
    assert kept.version.startswith("rules-")
    assert kept.figures["overall"]["exact_match"] == found["overall"]["exact_match"]


def test_the_scores_come_as_json(told: Path) -> None:
    found = json.loads(printed(told, "--json"))
    assert found["brain"] == "rules"
    assert found["overall"]["critical"] == {"precision": 1.0, "recall": 1.0, "messages": 1}
    assert found["overall"]["job_references"] == {"named": 1, "right": 1.0, "invented": 0}
    assert found["languages"]["es"]["messages"] == 1
    assert found["overall"]["classes"]["general"]["recall"] == 1.0


def test_predictions_are_a_line_a_message_in_label_form(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    printed(told, "--predictions", out)
    done, gas, thanks = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert set(done) == {"id", "actions", "confidence", "job_ref", "ask"}
    assert (done["actions"], done["job_ref"]) == (DONE["actions"], "WH-1042")
    assert gas["actions"] == GAS["actions"]
    assert (thanks["actions"], thanks["ask"]) == ([{"intent": "general"}], None)


def test_predictions_have_the_ids_as_they_came(tmp_path: Path) -> None:
    file, out = tmp_path / "numbered.jsonl", tmp_path / "out.jsonl"
    file.write_text("\n".join(json.dumps({**THANKS, "id": one}) for one in (7, "7b")), encoding="utf-8")
    printed(file, "--predictions", out)
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == [7, "7b"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 1 is not JSON"),
        ("[]", "Line 1: a JSON object is needed"),
        (json.dumps({**DONE, "id": None}), "Line 1: id must be"),
        (json.dumps({**DONE, "text": 3}), "Line 1: text must be a text"),
        (json.dumps({**DONE, "actions": None}), "Line 1: actions must be a list"),
        (json.dumps({**DONE, "actions": [{"intent": "joke"}]}), "Line 1: each action needs an intent"),
        (json.dumps({**DONE, "actions": [{"intent": "incident"}]}), "Line 1: incident needs severity"),
        (json.dumps({**DONE, "job_ref": 7}), "Line 1: job_ref must be"),
        (f"\n{json.dumps(DONE)}\n{json.dumps(DONE)}", "Line 3: the id 'a' stands in line 2 already"),
        ("", "has no messages"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_number(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        printed(file)


def test_a_file_that_is_not_there_and_a_brain_without_a_key_are_said_plainly(told: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        printed(tmp_path / "nowhere.jsonl")
    with pytest.raises(CommandError, match="GROQ_API_KEY"):
        printed(told, "--brain", "groq")


def test_it_is_said_when_rules_read_in_a_models_place(told: Path, settings: Any) -> None:
    settings.GROQ_API_KEY, settings.GROQ_BASE_URL = "gsk_test", "http://127.0.0.1:9"
    warned = StringIO()
    call_command("evaluate_agent", str(told), "--brain", "groq", stdout=StringIO(), stderr=warned)
    assert warned.getvalue().startswith("The rules read where the AI did not: the AI could not be reached")


def test_figures_count_what_they_say() -> None:
    def said(*names: str, confidence: float) -> Understanding:
        found = [Understood(**{"confidence": confidence, "decided_by": "rules", **label_of(n)}) for n in names]
        return Understanding(actions=tuple(found), lang="en", whole=confidence)

    answers = {
        "one": said("job_update:complete", confidence=0.9),
        "two": said("job_update:start", "incident:critical", confidence=0.9),
        "three": said("question", confidence=0.5),
    }
    cases = [
        Case("1", "one", "en", frozenset(["job_update:complete"])),
        Case("2", "two", "en", frozenset(["job_update:start"])),
        Case("3", "three", "es", frozenset(["question"]), job_ref="WH-3"),
    ]
    found = evaluate(cases, answers.__getitem__).overall
    assert (found.messages, found.exact_match, found.single_action_intent_accuracy) == (3, 2 / 3, 2 / 3)
    assert (found.critical.recall, found.critical.precision) == (None, 0.0)
    assert found.intent_f1_micro == pytest.approx(6 / 7)
    assert found.calibration_error == pytest.approx((abs(1 - 1.8) + abs(1 - 0.5)) / 3)
    assert (found.job_references.named, found.job_references.right) == (1, 0.0)


def test_every_label_has_a_name_and_back() -> None:
    assert [name_of(label_of(name)) for name in LABELS] == list(LABELS)
    assert {label_of(name)["intent"] for name in LABELS} == set(Intent)


def test_held_out_messages_are_understood_well_enough() -> None:
    cases = [case for file in sorted(FOLDER.glob("test_*.jsonl")) for case in _every(file, 8)]
    found = evaluate(cases, reader("rules")).overall
    assert found.messages > 80
    assert (found.exact_match or 0) > 0.6
    assert (found.single_action_intent_accuracy or 0) > 0.78
    assert (found.critical.recall or 0) > 0.85
    assert (found.calibration_error or 1) < 0.15


def _every(file: Path, nth: int) -> list[Case]:
    with file.open(encoding="utf-8") as lines:
        return read_cases(islice(lines, 0, None, nth))


def test_the_shipped_weights_are_of_the_corpus_that_is_there_and_small() -> None:
    assert unpacked(FILE.read_bytes()).head.corpus == fingerprint(), "run: make agent-model"
    assert FILE.stat().st_size < 3_000_000


def test_the_same_lessons_give_the_same_bytes_and_these_can_be_read() -> None:
    some = [Lesson(case, signals_of(case.text)) for case in _every(FOLDER / "train_en_a.jsonl", 20)]
    one, again = (train(some, say=lambda _: None) for _ in range(2))
    assert one == again
    known = unpacked(one)
    assert packed(known.head, known.numbers.tobytes(), known.rarities, known.table.tobytes()) == one


def test_what_the_weights_alone_decide_has_its_clause_as_evidence() -> None:
    text = "quick one, the lads are done with their sandwiches and working again"
    for action in with_danger(text, understand(text)).actions:
        assert action.evidence
        assert all(text[span.start : span.end] == span.text for span in action.evidence)
