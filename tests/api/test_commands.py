"""Commands through the API: done, answered, refused in words, audited."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from apps.core.models import AuditEntry
from apps.jobs.models import Incident, Job, Visit
from tests.api.conftest import Caller, told
from tests.conftest import Cast

REST: dict[str, object] = {"instructions": "", "crew_size": 1, "tags": [], "asset_id": None}


def test_nobody_gets_in_without_signing_in(db: None) -> None:
    for path in ("feed", "me", "visits"):
        answer = Client().get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
        assert answer["WWW-Authenticate"]
        assert answer["Content-Type"] == "application/problem+json"


def test_a_session_without_its_csrf_token_changes_nothing(cast: Cast, visit: Visit) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    body = {"visit_id": str(visit.public_id)}
    answer = client.post("/api/v1/commands/visit.depart", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_the_answer_says_where_to_read_what_came_of_it(ana: Caller, visit: Visit) -> None:
    answer = ana.run("visit.depart", visit_id=str(visit.public_id))
    visit.refresh_from_db()
    assert answer.json() == {
        "type": "visit",
        "id": str(visit.public_id),
        "version": visit.version,
        "replayed": False,
    }
    assert answer["Location"] == f"/api/v1/visits/{visit.public_id}"
    assert answer["ETag"] == f'"{visit.version}"'
    assert ana.client.get(answer["Location"]).json()["status"] == "en_route"


def test_what_is_given_back_fits_the_next_change(dana: Caller, job: Job) -> None:
    told = {"description": "", "priority": "normal", "duration_minutes": 60, **REST}
    known = {"job_id": str(job.public_id), "title": "Boiler repair", **told}
    first = dana.run("job.change", {"If-Match": dana.get(f"/jobs/{job.public_id}")["ETag"]}, **known)
    second = dana.run("job.change", {"If-Match": first["ETag"]}, **{**known, "title": "Boiler exchange"})
    assert (first.status_code, second.status_code) == (200, 200)


def test_somebody_elses_visit_is_as_if_it_did_not_exist(charlie: Caller, visit: Visit) -> None:
    foreign = charlie.run("visit.depart", visit_id=str(visit.public_id))
    unknown = charlie.run("visit.depart", visit_id=str(uuid4()))
    assert (foreign.status_code, told(foreign)) == (404, told(unknown))
    assert foreign["Content-Type"] == "application/problem+json"


def test_what_one_sees_but_may_not_do_is_refused_as_such(ana: Caller, visit: Visit) -> None:
    answer = ana.run("visit.cancel", visit_id=str(visit.public_id), reason="No time")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        (
            {"visit": "x", "visit_id": "y"},
            {"visit": "This is not asked for here", "visit_id": "This does not name anything here"},
        ),
        ({}, {"visit_id": "This is missing"}),
        ({"visit_id": 7}, {"visit_id": "This does not name anything here"}),
        ({"visit_id": None}, {"visit_id": "This does not name anything here"}),
    ],
)
def test_rubbish_is_refused_in_plain_words(ana: Caller, arguments: dict[str, Any], fields: dict[str, str]) -> None:
    answer = ana.run("visit.depart", **arguments)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")
    told = answer.json()["fields"]
    assert set(told) == set(fields)
    assert all(told[name].startswith(text) for name, text in fields.items())


def test_the_sentence_names_the_argument_as_people_do(ana: Caller) -> None:
    assert ana.run("visit.depart").json()["title"] == "Visit: This is missing."


@pytest.mark.parametrize(
    ("name", "value"), [("duration_minutes", "60"), ("duration_minutes", 60.0), ("draft", "yes"), ("draft", 1)]
)
def test_json_has_types_and_they_are_meant(dana: Caller, job: Job, name: str, value: Any) -> None:
    answer = dana.run("job.add", site_id=str(job.site.public_id), title="Another", **{name: value})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [name])


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe\x00", b" ", b'{"visit_id": NaN}', b"[" * 100_000, b"1" * 5_000 + b"x"]
)
def test_what_is_no_json_is_said_to_be_none(ana: Caller, body: bytes) -> None:
    answer = ana.send("/commands/visit.depart", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "broken_json")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", [b"[]", b"null", b'"visit"', b"7"])
def test_json_that_is_no_object_is_refused(ana: Caller, body: bytes) -> None:
    assert ana.send("/commands/visit.depart", body).json()["code"] == "no_object"


def test_another_content_type_is_refused(ana: Caller) -> None:
    answer = ana.send("/commands/visit.depart", b"visit_id=1", kind="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_half_a_character_is_refused(dana: Caller) -> None:
    answer = dana.send("/commands/customer.add", b'{"name": "\\ud800"}')
    assert (answer.status_code, set(answer.json()["fields"])) == (422, {"name"})


def test_a_command_that_does_not_exist_is_said_not_to(ana: Caller) -> None:
    answer = ana.run("visit.destroy")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_refusal_that_never_reached_the_verb_is_audited_too(cast: Cast, charlie: Caller) -> None:
    charlie.run("visit.depart", visit_id="\x00")
    charlie.run("visit.destroy")
    refused = AuditEntry.objects.filter(user=cast.charlie, outcome="refused").order_by("id")
    assert [(e.command, e.code) for e in refused] == [("visit.depart", "bad_input"), ("visit.destroy", "not_found")]


def test_a_refusals_status_is_the_answers(ana: Caller, visit: Visit) -> None:
    answers = [ana.run("visit.depart", visit_id=str(visit.public_id)) for _ in range(2)]
    assert (answers[1].status_code, answers[1].json()["status"]) == (409, 409)


def test_a_clash_names_what_is_in_the_way(cast: Cast, dana: Caller, visit: Visit) -> None:
    answer = dana.run(
        "visit.plan",
        job_id=str(visit.job.public_id),
        planned_start=visit.planned_start.isoformat(),
        planned_end=visit.planned_end.isoformat(),
        member_ids=[str(cast.ana.member.public_id)],
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "double_booking")
    assert answer.json()["clashes"][0]["visit"] == str(visit.public_id)


def test_the_whole_of_a_day_can_be_done_through_the_api(cast: Cast, dana: Caller, ana: Caller) -> None:
    customer = dana.run("customer.add", name="Mill Lane Dental").json()["id"]
    site = dana.run("site.add", customer_id=customer, name="Mill Lane", address="3 Mill Lane").json()["id"]
    job = dana.run("job.add", site_id=site, title="Boiler service").json()["id"]
    planned = dana.run(
        "visit.plan",
        job_id=job,
        planned_start="2026-03-02T10:00:00-05:00",
        planned_end="2026-03-02T11:00:00-05:00",
        member_ids=[str(cast.ana.member.public_id)],
    )
    visit = {"visit_id": planned.json()["id"]}
    for command in ("visit.depart", "visit.start", "visit.pause", "visit.resume", "visit.complete"):
        assert ana.run(command, **visit).status_code == 200, command
    reported = ana.run("incident.report", severity="high", title="A wet floor", **visit).json()["id"]
    dana.run("incident.acknowledge", incident_id=reported)
    dana.run("incident.resolve", incident_id=reported, resolution="Dried")
    assert dana.run("incident.close", incident_id=reported).status_code == 200
    assert (Job.objects.get().status, Incident.objects.get().status) == ("done", "closed")


def test_a_database_that_is_away_is_a_reason_to_try_again(ana: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("apps.core.feed.now_cursor", away)
    answer = ana.get("/feed")
    assert (answer.status_code, answer.json()["code"]) == (503, "try_again")
