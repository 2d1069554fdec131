"""Lists in pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from apps.jobs.actions import add_customer
from apps.jobs.models import Customer
from tests.api.conftest import Caller
from tests.conftest import NOW, Cast, PlanVisit


@pytest.fixture
def customers(cast: Cast) -> list[Customer]:
    """Seven, several of a name."""
    names = ["Baker", "Baker", "Baker", "Adams", "Clark", "Clark", "Dent"]
    return [add_customer(actor=cast.office(), now=NOW, name=name) for name in names]


def pages(caller: Caller, path: str, **query: Any) -> Iterator[list[dict[str, Any]]]:
    cursor = None
    while True:
        told = caller.get(path, **query, **({"cursor": cursor} if cursor else {})).json()
        yield told["items"]
        cursor = told["next_cursor"]
        if cursor is None:
            return


def test_pages_show_every_row_once_and_in_order(dana: Caller, customers: list[Customer]) -> None:
    found = list(pages(dana, "/customers", limit=2))
    assert [len(page) for page in found] == [2, 2, 2, 1]
    rows = [row for page in found for row in page]
    assert len({row["id"] for row in rows}) == 7
    assert [row["name"] for row in rows] == ["Adams", "Baker", "Baker", "Baker", "Clark", "Clark", "Dent"]


def test_a_page_is_for_the_person_who_asked_and_kept_by_nobody_between(dana: Caller, customers: list[Customer]) -> None:
    assert dana.get("/customers").headers["Cache-Control"] == "private, no-cache"


def test_rows_added_meanwhile_shift_nothing(cast: Cast, dana: Caller, customers: list[Customer]) -> None:
    read = pages(dana, "/customers", limit=3)
    before = next(read)
    add_customer(actor=cast.office(), now=NOW, name="Aaron")  # before what was read
    new = add_customer(actor=cast.office(), now=NOW, name="Zimmer")
    after = [row for page in read for row in page]
    shown = [row["id"] for row in before + after]
    assert len(shown) == len(set(shown)) == 8
    assert str(new.public_id) in shown


def test_names_of_any_length_and_script_can_be_paged(cast: Cast, dana: Caller) -> None:
    names = ["".join(map(chr, range(first, first + 160))) for first in (0x0410, 0x4E00, 0x1F300)]
    for name in names:
        add_customer(actor=cast.office(), now=NOW, name=name)
    assert sorted(row["name"] for page in pages(dana, "/customers", limit=1) for row in page) == sorted(names)


def test_moments_and_numbers_are_paged_as_well(dana: Caller, plan: PlanVisit) -> None:
    planned = [str(plan(start=NOW + timedelta(days=day)).public_id) for day in (3, 1, 2)]
    soonest = [planned[1], planned[2], planned[0]]
    assert [row["id"] for page in pages(dana, "/visits", limit=1) for row in page] == soonest
    assert len(list(pages(dana, "/jobs", limit=1))) == 1


def test_the_link_header_leads_on_with_the_same_question(dana: Caller, customers: list[Customer]) -> None:
    answer = dana.get("/customers", limit=2, q="b")
    url = answer["Link"].split(">")[0].removeprefix("<http://testserver")
    assert answer["Link"].endswith('rel="next"')
    following = dana.client.get(url).json()["items"]
    assert following == dana.items("/customers", limit=2, q="b", cursor=answer.json()["next_cursor"])
    assert "Link" not in dana.get("/customers")


def test_the_last_page_says_that_it_is(dana: Caller, customers: list[Customer]) -> None:
    assert dana.get("/customers", limit=7).json()["next_cursor"] is None
    assert dana.get("/customers", limit=6).json()["next_cursor"] is not None


@pytest.mark.parametrize("cursor", ["x", "0", "MQ==", "WzEsMl0:abc", "é", "a" * 900])
def test_a_cursor_nobody_gave_out_is_refused(dana: Caller, cursor: str) -> None:
    answer = dana.get("/customers", cursor=cursor)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_cursor_of_another_list_is_refused(dana: Caller, customers: list[Customer]) -> None:
    cursor = dana.get("/customers", limit=1).json()["next_cursor"]
    assert dana.get("/jobs", cursor=cursor).json()["code"] == "bad_cursor"


@pytest.mark.parametrize(("limit", "words"), [("0", "at least 1"), ("201", "at most 200"), ("many", "a whole number")])
def test_a_limit_has_limits(dana: Caller, limit: str, words: str) -> None:
    answer = dana.get("/customers", limit=limit)
    assert answer.status_code == 422
    assert words in answer.json()["fields"]["limit"].lower()


def test_a_filter_that_does_not_exist_is_refused_rather_than_ignored(dana: Caller) -> None:
    answer = dana.get("/visits", stauts="draft")
    assert answer.status_code == 422
    assert answer.json()["fields"] == {"stauts": "This is not asked for here. Leave it out."}


def test_a_value_that_does_not_exist_is_refused(dana: Caller) -> None:
    answer = dana.get("/visits", status="sent")
    assert answer.status_code == 422
    assert "Choose one of these" in answer.json()["fields"]["status.0"]
