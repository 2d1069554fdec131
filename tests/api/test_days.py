"""When a member works and is away, through the API."""

from datetime import date, time
from typing import Any

import pytest
import time_machine

from apps.crews.actions import set_exception
from apps.crews.models import WorkPattern
from tests.api.conftest import Caller
from tests.conftest import NOW, Cast
from tests.crews.shifting import away, week

MONDAY = {"start": "2026-03-02T00:00:00-05:00", "end": "2026-03-04T00:00:00-05:00"}


def windows(caller: Caller, cast: Cast, **query: Any) -> Any:
    return caller.client.get(f"/api/v1/members/{cast.ana.member.public_id}/shifts", query)


def test_the_windows_of_a_member_over_a_range(cast: Cast, dana: Caller, ana: Caller) -> None:
    week(cast)
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id}
    set_exception(**said, day=date(2026, 3, 3), start=time(12), end=time(20), on_call=True, note="Swapped")
    answer = windows(dana, cast, **MONDAY).json()
    assert answer["time_zone"] == "America/New_York"
    assert [(w["start"], w["end"], w["break_start"], w["on_call"], w["note"]) for w in answer["items"]] == [
        ("2026-03-02T12:00:00Z", "2026-03-02T20:30:00Z", "2026-03-02T17:00:00Z", False, ""),
        ("2026-03-03T17:00:00Z", "2026-03-04T01:00:00Z", None, True, "Swapped"),
    ]
    assert windows(ana, cast, **MONDAY).json() == answer


def test_they_are_not_for_an_outsider_nor_for_colleagues(cast: Cast, charlie: Caller) -> None:
    assert windows(charlie, cast, **MONDAY).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {**MONDAY, "end": "2026-03-01T00:00:00Z"},
        {**MONDAY, "end": "2026-09-01T00:00:00Z"},
        {"start": "2026-03-02"},
        {"start": "9999-12-31T00:00:00Z"},
        {"end": "0001-01-01T00:00:00Z"},
    ],
)
def test_a_range_that_cannot_be_is_refused_in_words(cast: Cast, dana: Caller, query: dict[str, str]) -> None:
    answer = windows(dana, cast, **query)
    assert answer.status_code == 422
    assert answer.json()["fields"]


def test_without_a_range_it_is_the_next_two_weeks(cast: Cast, dana: Caller) -> None:
    week(cast)
    with time_machine.travel(NOW, tick=False):
        assert len(windows(dana, cast).json()["items"]) == 11  # today's, under way, as well


def test_a_week_is_set_and_read_back(cast: Cast, dana: Caller) -> None:
    shift = {"weekday": 0, "start": "22:00", "end": "06:00", "on_call": True}
    body: dict[str, Any] = {"member_id": str(cast.ana.member.public_id), "since": "2026-03-02", "week": [shift]}
    answer = dana.run("shift.set_pattern", **body)
    assert answer.status_code == 200, answer.content
    shown = dana.client.get(answer["Location"]).json()
    assert [(s["weekday"], s["start"], s["end"], s["on_call"]) for s in shown["shifts"]] == [
        (0, "22:00:00", "06:00:00", True)
    ]
    assert WorkPattern.objects.get().member == cast.ana.member


def test_absences_are_found_by_what_people_ask(cast: Cast, dana: Caller, ana: Caller, charlie: Caller) -> None:
    absence = away(cast)
    for query, expected in (
        ({"cancelled": False}, 1),
        ({"cancelled": True}, 0),
        ({"kind": "sick"}, 1),
        ({"kind": "training"}, 0),
        ({"ends_after": "2026-03-07T05:00:00Z"}, 0),
        ({"begins_before": "2026-03-02T05:00:01Z"}, 1),
        ({"member": str(cast.ben.member.public_id)}, 0),
    ):
        assert len(dana.items("/absences", **query)) == expected, query
    assert [row["id"] for row in ana.items("/absences")] == [str(absence.public_id)]
    assert charlie.items("/absences") == []


def test_a_visit_says_why_it_must_be_planned_again_and_is_found_by_it(dana: Caller, visit: Any) -> None:
    assert dana.items("/visits", show="replan") == []
    type(visit).objects.filter(pk=visit.pk).update(replan_because="Ana Silva is on leave 2–6 Mar.")
    (found,) = dana.items("/visits", show="replan")
    assert found["replan_because"] == "Ana Silva is on leave 2–6 Mar."
