"""`GET /candidates`: whoever plans is told who could go."""

from typing import Any
from uuid import uuid4

from apps.jobs.models import Job, Visit
from tests.api.conftest import Caller
from tests.conftest import HOUR, NOW, Cast

TIMES: dict[str, Any] = {"planned_start": (NOW + HOUR).isoformat(), "planned_end": (NOW + 2 * HOUR).isoformat()}


def available(answer: Any) -> dict[str, bool]:
    assert answer.status_code == 200, answer.content
    return {one["member"]["name"].split()[0]: one["available"] for one in answer.json()["members"]}


def test_for_a_job_and_two_moments(cast: Cast, dana: Caller, job: Job, visit: Visit) -> None:
    answer = dana.get("/candidates", job=job.public_id, **TIMES)
    assert available(answer) == {"Ben": True, "Charlie": True, "Ana": False}
    last = answer.json()["members"][-1]
    assert [one["why"] for one in last["obstacles"]] == ["other_visit"]
    assert visit.code in last["obstacles"][0]["text"]


def test_for_a_visit_at_its_own_time_unless_told_otherwise(cast: Cast, dana: Caller, visit: Visit) -> None:
    assert available(dana.get("/candidates", visit=visit.public_id))["Ana"]
    assert available(dana.get("/candidates", visit=visit.public_id, **TIMES))["Ana"]


def test_whoever_does_not_plan_is_told_nothing(ana: Caller, visit: Visit) -> None:
    assert ana.get("/candidates", visit=visit.public_id).status_code == 403


def test_what_is_not_in_sight_is_not_there(cast: Cast, dana: Caller, visit: Visit) -> None:
    assert Caller(cast.charlie).get("/candidates", visit=visit.public_id).status_code == 404
    assert dana.get("/candidates", visit=uuid4()).status_code == 404
    assert dana.get("/candidates", job=uuid4(), **TIMES).status_code == 404


def test_half_a_question_is_refused(dana: Caller, job: Job, visit: Visit) -> None:
    for asked in (
        {},
        {"job": job.public_id, "visit": visit.public_id},
        {"job": job.public_id},
        {"job": job.public_id, "planned_start": TIMES["planned_end"], "planned_end": TIMES["planned_start"]},
        {"job": job.public_id, "planned_start": "2026-03-02T09:00:00", "planned_end": "2026-03-02T10:00:00"},
    ):
        answer = dana.get("/candidates", **asked)
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json"), asked


def test_a_refusal_to_plan_names_the_clash_and_offers_three_others(
    cast: Cast, dana: Caller, job: Job, visit: Visit
) -> None:
    answer = dana.run("visit.plan", job_id=str(job.public_id), member_ids=[str(cast.ana.member.public_id)], **TIMES)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "double_booking")
    assert [clash["code"] for clash in told["clashes"]] == [visit.code]
    offered = [{name: value for name, value in one.items() if name != "text"} for one in told["alternatives"]]
    assert len(offered) == 3
    taken = dana.run("visit.plan", job_id=str(job.public_id), **offered[0])
    assert taken.status_code == 200
