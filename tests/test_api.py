"""The API's first operations: the feed, and any command by name."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from apps.core.models import AuditEntry
from apps.core.relay import fast
from apps.crews.models import User
from apps.jobs.models import Visit
from tests.conftest import Cast

SignedIn = Callable[[User], Client]


def post(client: Client, name: str, arguments: dict[str, Any], **headers: str) -> Any:
    return client.post(f"/api/v1/commands/{name}", arguments, content_type="application/json", headers=headers or None)


def test_nobody_gets_in_without_signing_in(db: None) -> None:
    assert Client().get("/api/v1/feed").status_code == 401


def test_a_command_runs_by_name_and_the_same_key_does_it_once(cast: Cast, visit: Visit, signed_in: SignedIn) -> None:
    client, key = signed_in(cast.ana), str(uuid4())
    answers = [
        post(client, "visit.depart", {"visit_id": str(visit.public_id)}, **{"Idempotency-Key": key}).json()
        for _ in range(2)
    ]
    assert [a["replayed"] for a in answers] == [False, True]
    assert answers[0]["id"] == answers[1]["id"] == str(visit.public_id)


def test_somebody_elses_visit_is_as_if_it_did_not_exist(cast: Cast, visit: Visit, signed_in: SignedIn) -> None:
    client = signed_in(cast.charlie)
    foreign = post(client, "visit.depart", {"visit_id": str(visit.public_id)})
    unknown = post(client, "visit.depart", {"visit_id": str(uuid4())})
    assert foreign.status_code == 404
    assert foreign.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}
    assert foreign["Content-Type"] == "application/problem+json"


def test_rubbish_is_refused_in_words(cast: Cast, signed_in: SignedIn) -> None:
    answer = post(signed_in(cast.ana), "visit.depart", {"visit": "x", "visit_id": "y"})
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {"visit", "visit_id"}


def test_a_refusal_that_never_reached_the_verb_is_audited_too(cast: Cast, signed_in: SignedIn) -> None:
    post(signed_in(cast.charlie), "visit.depart", {"visit_id": "\x00"})
    post(signed_in(cast.charlie), "visit.destroy", {})
    refused = AuditEntry.objects.filter(user=cast.charlie, outcome="refused").order_by("id")
    assert [(e.command, e.code) for e in refused] == [("visit.depart", "bad_input"), ("visit.destroy", "not_found")]


def test_a_refusals_status_is_the_answers(cast: Cast, signed_in: SignedIn, visit: Visit) -> None:
    client = signed_in(cast.ana)
    answers = [post(client, "visit.depart", {"visit_id": str(visit.public_id)}) for _ in range(2)]
    assert (answers[1].status_code, answers[1].json()["status"]) == (409, 409)


def test_the_feed_tells_each_what_is_theirs(cast: Cast, signed_in: SignedIn, visit: Visit) -> None:
    fast.drain(timezone.now())
    mine = signed_in(cast.ana).get("/api/v1/feed", {"cursor": "0.0"}).json()
    others = signed_in(cast.charlie).get("/api/v1/feed", {"cursor": "0.0"}).json()
    # Rows of a running transaction are not settled yet: the feed says that there is more to come.
    assert (mine["more"], others["more"]) == (True, False)


def test_a_cursor_nobody_gave_out_is_refused(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ana).get("/api/v1/feed", {"cursor": "';--"}).json()["code"] == "bad_cursor"


def test_a_database_that_is_away_is_a_reason_to_try_again(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> str:
        raise OperationalError("the connection is lost")

    client = signed_in(cast.ana)
    monkeypatch.setattr("apps.core.feed.now_cursor", away)
    answer = client.get("/api/v1/feed")
    assert (answer.status_code, answer.json()["code"]) == (503, "try_again")
