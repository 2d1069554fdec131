"""Pydantic's complaints in plain words."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, create_model

from apps.core.commands import COMMANDS, parse
from apps.core.complaints import complaints, sentences
from apps.core.errors import BadInput
from apps.jobs.states import Severity


def complaint_about(kind: Any, value: Any) -> str:
    model: type[BaseModel] = create_model("Probe", __config__=ConfigDict(extra="forbid"), it=(kind, ...))
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"it": value})
    return complaints(caught.value.errors())["it"]


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (str, 7, "must be text"),
        (int, "x", "must be a whole number"),
        (int, 1.5, "must be a whole number"),
        (float, "x", "must be a number"),
        (Annotated[float, Field(allow_inf_nan=False)], float("nan"), "must be a number"),
        (bool, "x", "must be true or false"),
        (UUID, "x", "must be an id, as 3f2b8c1e-9a4d-4c57-b1de-0f6a7c2e5d90"),
        (UUID, 7, "must be an id, as 3f2b8c1e-9a4d-4c57-b1de-0f6a7c2e5d90"),
        (datetime, "x", "must be a date and time with its zone, as 2026-01-31T14:00:00-05:00"),
        (AwareDatetime, "2026-01-31T14:00:00", "must be a date and time with its zone, as 2026-01-31T14:00:00-05:00"),
        (date, "tomorrow", "must be a date, as 2026-01-31"),
        (date, 1.5, "must be a date, as 2026-01-31"),
        (list[str], "x", "must be a list"),
        (dict[str, str], "x", "must be an object with fields"),
        (Severity, "bad", "must be one of 'critical', 'high', 'medium' or 'low'"),
        (Literal["a", "b"], "c", "must be one of 'a' or 'b'"),
        (Annotated[str, Field(max_length=3)], "four", "has more than 3 characters"),
        (Annotated[str, Field(min_length=1)], "", "needs at least 1 character"),
        (Annotated[int, Field(ge=1)], 0, "must be at least 1"),
        (Annotated[int, Field(le=1)], 2, "must be at most 1"),
        (Annotated[list[int], Field(max_length=1)], [1, 2], "has more than 1 entries"),
        (Annotated[str, Field(pattern="a")], "b", "is not in the expected form"),
    ],
)
def test_a_complaint_is_in_plain_words(kind: Any, value: Any, words: str) -> None:
    assert complaint_about(kind, value) == words


def test_a_command_complains_of_each_argument_in_its_own_words() -> None:
    with pytest.raises(BadInput) as caught:
        parse("visit.complete", {"outcome": "fine", "colour": "red", "note": 7})
    assert caught.value.details["fields"] == {
        "visit_id": "is missing",
        "outcome": "must be one of 'completed', 'partial' or 'unable'",
        "note": "must be text",
        "colour": "is not known here",
    }
    assert "Visit is missing." in caught.value.message


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_of_pydantics_own_reaches_people(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(name, dict.fromkeys(COMMANDS[name].arguments.model_fields, object()))
    assert not {"Input", "should", "valid", "pydantic"} & set(caught.value.message.split())


def test_what_is_inside_a_list_is_named_by_its_place() -> None:
    assert sentences({"member_ids.0": "must be an id"}) == "Member must be an id."
