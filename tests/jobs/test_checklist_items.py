"""What a checklist may ask, what an answer must be like, what is shown and what is missing. No database."""

from typing import Any

import pytest

from apps.core.errors import BadInput
from apps.jobs.checklists.items import Item, read_items, settle_items
from apps.jobs.checklists.reading_answers import read_answer
from apps.jobs.checklists.sheets import Line, Sheet, missing, shown
from apps.jobs.models import Checklist, ChecklistVersion
from apps.jobs.states import Beyond, ItemKind
from tests.jobs.checking import ALL, GAS, PRESSURE, WHERE


def test_items_are_kept_as_they_were_written_and_get_keys_of_their_own() -> None:
    items = settle_items([*ALL, {"text": "Gas?"}])
    assert [item.key for item in items] == ["pressure", "gas", "where", "plate", "customer", "gas_2"]
    assert read_items([item.written() for item in items]) == items


WRONG: list[tuple[Any, str]] = [
    ([{"text": " "}], "say what is to be checked"),
    ([{"text": "x" * 301}], "its text has at most 300"),
    ([{"text": "A", "key": "A b"}], "a key is at most 40 small letters"),
    ([{"text": "A", "key": "a"}, {"text": "B", "key": "a"}], "another item has the same key"),
    ([{"text": "A", "kind": "choice", "choices": ["one", " "]}], "2 to 20 different choices"),
    ([{"text": "A", "kind": "choice", "choices": ["one", "one"]}], "2 to 20 different choices"),
    ([{"text": "A", "kind": "yes_no", "fails_on": "maybe"}], "one of its own answers"),
    ([{**PRESSURE, "low": "3"}], "lower limit is above"),
    ([{**PRESSURE, "low": "cold"}], "limits as numbers"),
    ([{"text": "A", "kind": "photo", "fewest": 3, "most": 2}], "1 to 10 photos"),
    ([{"text": "A", "kind": "photo", "fewest": 0, "most": 99}], "1 to 10 photos"),
    ([WHERE, GAS], "an earlier item only"),
    ([{**WHERE, "key": "gas", "only_if": "gas"}], "an earlier item only"),
    ([PRESSURE, {**WHERE, "only_if": "pressure"}], "no fixed answers"),
    ([GAS, {**WHERE, "only_if_answer": "perhaps"}], "answered with one of: yes, no"),
    ([{"text": "A"}] * 101, "at most 100 items"),
]


@pytest.mark.parametrize(("items", "told"), WRONG)
def test_what_nobody_could_answer_is_not_asked(items: Any, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        settle_items(items)
    assert (refused.value.code, list(refused.value.details["fields"])) == ("checklist_items", ["items"])


def item(kind: ItemKind, **more: Any) -> Item:
    return Item(key="a", text="A", kind=kind, **more)


NUMBER = item(ItemKind.NUMBER, low="1", high="2.5", unit="bar")
TAKEN: list[tuple[Item, str, str, bool]] = [
    (NUMBER, " 1,50 ", "1.5", False),
    (NUMBER, "2.5", "2.5", False),
    (item(ItemKind.NUMBER, high="2", beyond=Beyond.FAIL), "100", "100", True),
    (item(ItemKind.PASS_FAIL), "fail", "fail", True),
    (item(ItemKind.PASS_FAIL), "na", "na", False),
    (item(ItemKind.YES_NO, fails_on="no"), "no", "no", True),
    (item(ItemKind.CHOICE, choices=("good", "worn"), fails_on="worn"), "worn", "worn", True),
    (item(ItemKind.DATE), "2026-03-02", "2026-03-02", False),
    (item(ItemKind.TEXT), " <b>leaks</b> ", "<b>leaks</b>", False),
]


@pytest.mark.parametrize(("asked", "typed", "value", "failed"), TAKEN)
def test_an_answer_that_fits_is_taken(asked: Item, typed: str, value: str, failed: bool) -> None:
    given = read_answer(asked, typed, 0)
    assert (given.value, given.failed) == (value, failed)


@pytest.mark.parametrize(
    ("asked", "typed", "files", "told"),
    [
        (NUMBER, "2.6", 0, "From 1 to 2.5 bar"),
        (item(ItemKind.READING, low="1"), "0", 0, "At least 1"),
        (NUMBER, "warm", 0, "Write a number"),
        (NUMBER, "9" * 30, 0, "Write a number"),
        (NUMBER, "NaN", 0, "Write a number"),
        (item(ItemKind.PASS_FAIL), "maybe", 0, "one of the answers"),
        (item(ItemKind.DATE), "2.3.2026", 0, "as 2026-03-31"),
        (item(ItemKind.DATE), "0001-01-01", 0, "cannot be right"),
        (item(ItemKind.TEXT), "x" * 20_000, 0, "At most 4000 characters, please; this is 20000"),
        (item(ItemKind.TEXT), "", 1, "file does not answer"),
        (item(ItemKind.PHOTO, most=2), "", 3, "At most 2 files"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_what_would(asked: Item, typed: str, files: int, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_answer(asked, typed, files)


def test_what_depends_on_an_answer_is_shown_with_it_and_goes_with_it() -> None:
    chain: Any = [GAS, {**WHERE, "kind": "yes_no"}, {"text": "Far", "only_if": "where", "only_if_answer": "yes"}]
    items = settle_items(chain)
    keys = [[one.key for one in shown(items, values)] for values in (
        {}, {"gas": "yes"}, {"gas": "yes", "where": "yes"}, {"gas": "no", "where": "yes"}
    )]  # fmt: skip
    assert keys == [["gas"], ["gas", "where"], ["gas", "where", "far"], ["gas"]]


def test_what_is_missing_is_said_before_the_tap() -> None:
    items = settle_items([*ALL, {"text": "Remarks", "kind": ItemKind.TEXT, "required": False}])
    empty = Sheet(Checklist(), ChecklistVersion(), tuple(Line(one) for one in items if one.key != "where"))
    assert missing(empty) == ["“Pressure” is missing.", "“Gas?” is missing.", "2 photos and a signature left."]
    assert (empty.done, empty.total) == (0, 5)
