"""No one's edit vanishes silently: If-Match, and never nothing."""

from typing import Any

import pytest

from apps.core.api.versions import takes_version
from apps.core.commands import COMMANDS
from apps.crews.models import User
from apps.jobs.models import Job, Visit
from tests.api.conftest import Caller
from tests.conftest import Cast
from tests.racing import race

REST: dict[str, object] = {"instructions": "", "crew_size": 1, "tags": [], "asset_id": None}


def change(caller: Caller, job: Job, etag: str | None = None, **more: Any) -> Any:
    headers = {"If-Match": etag} if etag is not None else None
    known = {"title": "Boiler repair", "description": "", "priority": "normal", "duration_minutes": 60, **REST}
    return caller.run("job.change", headers, job_id=str(job.public_id), **{**known, **more})


@pytest.mark.parametrize("etag", ['"1"', '"1-1f3a9c0b52de"', 'W/"1"', '"1-1f3a9c0b52de-gzip"', ' "1" '])
def test_the_etag_of_what_was_looked_at_is_taken(dana: Caller, job: Job, etag: str) -> None:
    assert change(dana, job, etag).json()["version"] == 2


def test_the_version_in_the_body_is_taken_as_well(dana: Caller, job: Job) -> None:
    assert change(dana, job, version=1).status_code == 200
    assert change(dana, job, '"2"', version=2).status_code == 200


def test_a_look_that_is_out_of_date_is_refused_with_the_present_version(dana: Caller, job: Job) -> None:
    change(dana, job, '"1"')
    answer = change(dana, job, '"1"', title="Something else")
    assert (answer.status_code, answer.json()["code"]) == (412, "stale_version")
    assert answer.json()["current_version"] == 2
    job.refresh_from_db()
    assert job.title == "Boiler repair"


def test_who_may_not_change_it_hears_that_and_no_version(ana: Caller, job: Job, visit: Visit) -> None:
    answer = change(ana, job, '"9"')
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert "current_version" not in answer.json()


def test_a_change_without_a_version_is_not_made(dana: Caller, job: Job) -> None:
    answer = change(dana, job)
    assert (answer.status_code, answer.json()["code"]) == (428, "version_missing")
    assert "If-Match" in answer.json()["title"]
    assert change(dana, job, version=None).status_code == 428
    job.refresh_from_db()
    assert job.version == 1


def test_header_and_body_must_agree(dana: Caller, job: Job) -> None:
    answer = change(dana, job, '"1"', version=2)
    assert (answer.status_code, answer.json()["code"]) == (422, "versions_disagree")


@pytest.mark.parametrize("etag", ["", "1", "*", '"x"', '"1", "2"', '"-1"', '"' + "9" * 30 + '"'])
def test_what_is_no_etag_of_ours_is_refused(dana: Caller, job: Job, etag: str) -> None:
    answer = change(dana, job, etag)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_if_match")


def test_a_version_nobody_looks_at_is_refused_rather_than_ignored(ana: Caller, visit: Visit) -> None:
    answer = ana.run("visit.depart", {"If-Match": '"1"'}, visit_id=str(visit.public_id))
    assert (answer.status_code, answer.json()["code"]) == (422, "if_match_not_taken")


def test_an_outsider_hears_the_same_of_every_row(charlie: Caller, job: Job) -> None:
    assert change(charlie, job, '"1"').status_code == 404
    assert change(charlie, job).status_code == 428


def test_every_command_that_edits_what_people_typed_wants_a_version() -> None:
    editing = {name for name in COMMANDS if name.endswith(".change")} | {
        *(
            "visit.reschedule",
            "visit.take_back",
            "job.require",
            "job.set_times",
            "template.require",
            "attendance.correct",
            "attendance.take_back",
            "checklist.put_on_job",
            "checklist.put_on_template",
            "time.correct",
            "service_request.convert",
            "policy.set",
        )
    }
    assert {name for name, command in COMMANDS.items() if takes_version(command)} == editing


@pytest.mark.django_db(transaction=True)
def test_of_eight_racing_changes_one_wins_and_the_others_hear_of_it(cast: Cast, job: Job) -> None:
    callers = [Caller(User.objects.get(pk=cast.dana.pk)) for _ in range(8)]
    answers: list[Any] = race(*((lambda caller=caller: change(caller, job, '"1"')) for caller in callers))
    assert sorted(a.status_code for a in answers) == [200, *[412] * 7]
    assert {a.json()["current_version"] for a in answers if a.status_code == 412} == {2}
    job.refresh_from_db()
    assert job.version == 2


def test_an_edit_that_leaves_a_field_out_is_refused_and_empties_nothing(dana: Caller, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(description="Mind the cat")
    answer = dana.run("job.change", {"If-Match": '"1"'}, job_id=str(job.public_id), title="Boiler repair")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")
    assert set(answer.json()["fields"]) == {"description", "priority", "duration_minutes", *REST}
    job.refresh_from_db()
    assert (job.title, job.description) == ("Boiler service", "Mind the cat")
