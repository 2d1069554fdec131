"""What does not fit a command's arguments is said in words a person understands."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import BaseModel, Field, ValidationError, create_model

from apps.core.commands import COMMANDS, find, parse
from apps.core.complaints import complaints
from apps.core.errors import BadInput, NotHere

ID = str(UUID("6f1d2c3b-4a59-4e68-8777-9a8b7c6d5e4f"))
PLAN = {"job_id": ID, "planned_start": "2026-03-02T14:00Z", "planned_end": "2026-03-02T15:00Z", "member_ids": [ID]}


def refusal(command: str, arguments: dict[str, Any]) -> BadInput:
    with pytest.raises(BadInput) as refused:
        parse(command, arguments)
    return refused.value


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"job_id": "Oak St"},
            "job_id",
            "Job: This does not name anything here. Choose it from the list again, or give its id.",
        ),
        ({"member_ids": ID}, "member_ids", "Member: Give a list, even of one."),
        ({"member_ids": [ID, 7]}, "member_ids.1", "Member 2: This does not name anything here."),
        ({"draft": "perhaps"}, "draft", "Draft: Say yes or no."),
        ({"planned_end": "noon"}, "planned_end", "Planned end: Write a day and a time with a time zone"),
        ({"override_reason": 7}, "override_reason", "Override reason: Write a text."),
        ({"colour": "red"}, "colour", "Colour: This is not asked for here. Leave it out."),
    ],
    ids=str,
)
def test_each_kind_of_slip_has_a_sentence(change: dict[str, Any], field: str, sentence: str) -> None:
    error = refusal("visit.plan", {**PLAN, **change})
    assert error.message.startswith(sentence)
    assert list(error.details["fields"]) == [field]


def test_a_choice_says_which_there_are() -> None:
    error = refusal("visit.complete", {"visit_id": ID, "outcome": "exploded"})
    assert error.message == "Outcome: Choose one of these: completed, partial or unable."


def test_what_is_missing_is_named_each() -> None:
    assert (
        refusal("site.add", {}).message == "Customer: This is missing. Name: This is missing. Address: This is missing."
    )


def test_nothing_that_was_sent_comes_back_and_names_are_cut() -> None:
    error = refusal("visit.depart", {"visit_id": "secret" * 9, **{"x" * 20_000 + str(n): "secret" for n in range(99)}})
    assert "secret" not in f"{error.message}{error.details}"
    assert len(error.message) < 700
    assert error.message.endswith("And 98 more.")


def test_a_command_nobody_knows_is_refused_without_repeating_all_of_its_name() -> None:
    with pytest.raises(NotHere) as refused:
        find("\ud800" + "x" * 20_000)
    assert len(refused.value.message) < 150
    refused.value.message.encode()


def sentence_about(kind: Any, value: Any) -> str:
    model: type[BaseModel] = create_model("Probe", it=(kind, ...))
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"it": value})
    return complaints(caught.value.errors())[1]["it"]


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (int, 1.5, "Write a whole number."),
        (Annotated[float, Field(allow_inf_nan=False)], float("nan"), "Write a number."),
        (date, "tomorrow", "Write a day, as 2026-01-31."),
        (dict[str, str], "x", "Give an object with fields."),
        (Literal["a", "b"], "c", "Choose one of these: a or b."),
        (Annotated[str, Field(max_length=3)], "four", "At most 3 characters, please."),
        (Annotated[str, Field(min_length=1)], "", "At least 1 character, please."),
        (Annotated[int, Field(ge=1)], 0, "At least 1, please."),
        (Annotated[int, Field(le=1)], 2, "At most 1, please."),
        (Annotated[list[int], Field(max_length=1)], [1, 2], "At most 1 of them, please."),
        (Annotated[str, Field(pattern="a")], "b", "This does not fit. Look at it again."),
    ],
)
def test_limits_are_said_with_their_measure(kind: Any, value: Any, sentence: str) -> None:
    assert sentence_about(kind, value) == sentence


@pytest.mark.parametrize("name", [c.name for c in COMMANDS.values() if c.arguments.model_fields])
def test_nothing_of_pydantics_own_reaches_people(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(name, dict.fromkeys(COMMANDS[name].arguments.model_fields, object()))
    assert not {"Input", "should", "valid", "pydantic"} & set(caught.value.message.split())
