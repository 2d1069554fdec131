"""Pressing the button twice does the thing once."""

from typing import Any
from uuid import uuid4

import pytest

from apps.core.commands import COMMANDS
from apps.crews.models import User
from apps.jobs.models import Customer, Job, Visit
from tests.api.conftest import Caller
from tests.conftest import Cast
from tests.racing import race

KEY = "Idempotency-Key"

REST: dict[str, object] = {"instructions": "", "crew_size": 1, "tags": [], "asset_id": None}


def test_the_same_key_twice_does_it_once_and_says_so(ana: Caller, visit: Visit) -> None:
    key = {KEY: str(uuid4())}
    first, second = (ana.run("visit.depart", key, visit_id=str(visit.public_id)) for _ in range(2))
    assert [a.json()["replayed"] for a in (first, second)] == [False, True]
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")
    assert first.json() | {"replayed": True} == second.json()
    assert first["Location"] == second["Location"]


def test_the_same_key_with_another_body_is_refused(dana: Caller) -> None:
    key = {KEY: str(uuid4())}
    dana.run("customer.add", key, name="Mill Lane Dental")
    answer = dana.run("customer.add", key, name="Mill Lane Bakery")
    assert (answer.status_code, answer.json()["code"]) == (422, "command_id_reused")


def test_somebody_elses_key_is_refused(ada: Caller, dana: Caller) -> None:
    key = {KEY: str(uuid4())}
    dana.run("customer.add", key, name="Mill Lane Dental")
    assert ada.run("customer.add", key, name="Mill Lane Dental").json()["code"] == "command_id_reused"


def test_a_change_is_repeated_with_the_version_it_was_made_for(dana: Caller, job: Job) -> None:
    headers = {KEY: str(uuid4()), "If-Match": '"1"'}
    edit = {"title": "Repair", "description": "", "priority": "normal", "duration_minutes": 60, **REST}
    answers = [dana.run("job.change", headers, job_id=str(job.public_id), **edit) for _ in range(2)]
    assert [a.status_code for a in answers] == [200, 200]
    assert answers[1].json()["replayed"]


@pytest.mark.parametrize("key", ["", "7", "not-a-uuid", "0d9f3c52"])
def test_a_key_that_is_no_uuid_is_refused(dana: Caller, key: str) -> None:
    answer = dana.run("customer.add", {KEY: key}, name="Mill Lane Dental")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_idempotency_key")
    assert not Customer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_with_the_same_key_are_one(cast: Cast) -> None:
    assert "customer.add" in COMMANDS
    key = {KEY: str(uuid4())}
    callers = [Caller(User.objects.get(pk=cast.dana.pk)) for _ in range(10)]

    def press(caller: Caller) -> Any:
        return caller.run("customer.add", key, name="Mill Lane Dental").json()

    answers: list[Any] = race(*((lambda caller=caller: press(caller)) for caller in callers))
    assert {a["id"] for a in answers} == {str(Customer.objects.get().public_id)}
    assert sorted(a["replayed"] for a in answers) == [False, *[True] * 9]
