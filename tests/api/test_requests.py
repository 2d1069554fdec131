"""Staff requests and substitutes through the API: found, read, decided, each within sight."""

from collections.abc import Iterator

import pytest
import time_machine

from apps.crews.actions import add_substitution, ask_back_request
from apps.crews.models import User
from apps.crews.states import RequestKind
from tests.api.conftest import Caller
from tests.conftest import NOW, Cast
from tests.crews.requesting import ask, crewed, office


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def test_requests_are_found_and_say_what_was_said(cast: Cast, mia: User, ana: Caller, dana: Caller) -> None:
    first, second = ask(cast), ask(cast, kind=RequestKind.PURCHASE)
    ask_back_request(actor=office(mia), now=NOW, request_id=first.public_id, question="All day?")
    assert [row["code"] for row in dana.items("/requests")] == ["SR-2", "SR-1"]
    assert [row["code"] for row in dana.items("/requests", kind="purchase")] == ["SR-2"]
    assert [row["code"] for row in dana.items("/requests", q="sr-1")] == ["SR-1"]
    assert [row["code"] for row in dana.items("/requests", waiting="true")] == ["SR-2", "SR-1"]
    assert [row["code"] for row in dana.items("/requests", status="approved")] == []
    shown = ana.get(f"/requests/{first.public_id}").json()
    assert [(note["by"]["name"], note["text"], note["is_question"]) for note in shown["notes"]] == [
        ("Mia Lang", "All day?", True)
    ]
    assert (shown["may_decide"], shown["asked_back"]) == (False, True)
    assert ana.get(f"/requests/{second.public_id}").json()["amount"] == "40.00"


def test_outside_ones_sight_there_is_none(cast: Cast, mia: User, charlie: Caller) -> None:
    request = ask(cast)
    assert charlie.items("/requests") == []
    assert charlie.get(f"/requests/{request.public_id}").status_code == 404
    assert charlie.run("request.approve", request_id=str(request.public_id)).status_code == 404


def test_asking_through_the_api(ana: Caller) -> None:
    made = ana.run("request.add", kind="purchase", text="Two valves", amount="40.00")
    assert made.status_code == 200
    assert ana.get(made["Location"].removeprefix("/api/v1")).json()["code"] == "SR-1"
    refused = ana.run("request.add", kind="purchase", text="Two valves")
    assert (refused.status_code, refused.json()["fields"]) == (422, {"amount": "Say about how much it costs."})


def test_substitutes_are_seen_by_those_concerned(cast: Cast, mia: User, ana: Caller, dana: Caller) -> None:
    made = add_substitution(
        actor=office(mia), now=NOW, substitute_id=cast.ada.public_id, since=NOW.date(), until=NOW.date()
    )
    shown = dana.items("/substitutions", user=mia.public_id)
    assert [(row["user"]["name"], row["substitute"]["name"]) for row in shown] == [("Mia Lang", "Ada Brandt")]
    assert ana.get(f"/substitutions/{made.public_id}").status_code == 404
