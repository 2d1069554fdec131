"""A refusal to plan offers three things that are free, and they are."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.audit import Execution
from apps.core.errors import Clash
from apps.core.execution import execute
from apps.crews.models import Member
from apps.crews.states import Role
from apps.jobs.actions import plan_visit, reschedule_visit
from apps.jobs.actions.planning import _book, _insert
from apps.jobs.models import Assignment, Job, Visit
from tests.conftest import HOUR, NOW, Cast, PlanVisit, person
from tests.jobs.staffing import asks_for, holds, works


def refused(call: Any) -> list[dict[str, Any]]:
    with pytest.raises(Clash) as error:
        call()
    offered: list[dict[str, Any]] = error.value.details["alternatives"]
    return offered


def planned(cast: Cast, job: Job, one: dict[str, Any]) -> Visit:
    return plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=datetime.fromisoformat(one["planned_start"]),
        planned_end=datetime.fromisoformat(one["planned_end"]),
        member_ids=[UUID(public_id) for public_id in one["member_ids"]],
    )


def test_three_are_offered_other_times_and_other_people(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    offered = refused(plan)
    texts = [one["text"] for one in offered]
    assert texts == ["09:00–10:00", "Ben Okafor instead of Ana Silva", "11:00–12:00"]
    kinds = [one["member_ids"] == [str(cast.ana.member.public_id)] for one in offered]
    assert kinds == [True, False, True]


def test_each_of_them_can_be_taken(cast: Cast, job: Job, visit: Visit, plan: PlanVisit) -> None:
    for one in refused(plan):
        with transaction.atomic():
            assert planned(cast, job, one).assignments.count() == 1
            transaction.set_rollback(True)


def test_they_lie_ahead_and_in_working_hours(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    plan(start=NOW, hours=1)  # until ten
    for one in refused(lambda: plan(hours=8)):
        start = timezone.localtime(datetime.fromisoformat(one["planned_start"]))
        assert start >= NOW
        assert 7 <= start.hour < 19


def test_for_a_visit_of_two_those_who_can_stay_on_it(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    offered = refused(lambda: plan(cast.ana.member, cast.ben.member))
    instead = next(one for one in offered if str(cast.ana.member.public_id) not in one["member_ids"])
    assert set(instead["member_ids"]) == {str(cast.ben.member.public_id), str(cast.charlie.member.public_id)}


def test_only_those_who_hold_what_is_asked_for_are_offered(cast: Cast, job: Job, plan: PlanVisit) -> None:
    asks_for(job)
    holds(cast.charlie.member)
    offered = refused(plan)
    assert [one["member_ids"] for one in offered] == [[str(cast.charlie.member.public_id)]]


def test_no_time_is_offered_at_which_they_are_off(cast: Cast, job: Job, plan: PlanVisit) -> None:
    works(cast, cast.ana.member, 14, 18)
    times = [one for one in refused(plan) if one["member_ids"] == [str(cast.ana.member.public_id)]]
    for one in times:
        assert planned(cast, job, one).assignments.get().override_reason == ""


def test_moving_is_offered_the_same(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    other = plan(cast.ben.member)
    offered = refused(
        lambda: reschedule_visit(
            actor=cast.office(),
            now=NOW,
            visit_id=other.public_id,
            planned_start=NOW + HOUR,
            planned_end=NOW + 2 * HOUR,
            member_ids=[cast.ana.member.public_id],
        )
    )
    assert len(offered) == 3
    assert [str(cast.ben.member.public_id)] in [one["member_ids"] for one in offered]


def test_what_the_database_refuses_names_the_visit_and_offers_the_same(
    cast: Cast, job: Job, visit: Visit, plan: PlanVisit
) -> None:
    """As if somebody had booked past the locks between the look and the writing."""

    def unseen() -> Visit:
        row = _insert(job, NOW, NOW + HOUR, NOW + 2 * HOUR)
        _book(row, {cast.ana.member.pk: (cast.ana.member, None)}, {}, NOW)
        return row

    told = {
        "job_id": job.public_id,
        "planned_start": NOW + HOUR,
        "planned_end": NOW + 2 * HOUR,
        "member_ids": [cast.ana.member.public_id],
        "crew_id": None,
    }
    with pytest.raises(Clash) as error:
        execute(Execution("visit.plan", cast.office(), NOW, told), unseen)
    assert error.value.code == "double_booking"
    assert visit.code in error.value.message
    assert [clash["visit"] for clash in error.value.details["clashes"]] == [str(visit.public_id)]
    assert len(error.value.details["alternatives"]) == 3
    assert Assignment.objects.count() == 1


def test_they_are_looked_for_when_nothing_is_locked_any_more(
    cast: Cast, visit: Visit, plan: PlanVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths = []

    def noting(*args: Any, **kwargs: Any) -> list[Any]:
        depths.append(len(connection.savepoint_ids))
        return []

    monkeypatch.setattr("apps.jobs.actions.offering.alternatives", noting)
    outside = len(connection.savepoint_ids)
    refused(plan)
    assert depths == [outside]


def test_there_is_a_bound_on_what_looking_costs(cast: Cast, job: Job, plan: PlanVisit) -> None:
    people: list[Member] = [person(f"{name} Moss", Role.TECHNICIAN).member for name in ("Ida", "Jon", "Kim", "Leo")]
    for n, member in enumerate([cast.ana.member, *people]):
        for day in range(5):
            plan(member, start=NOW + timedelta(days=day) + (1 + n % 2) * HOUR)
    with CaptureQueriesContext(connection) as queries:
        refused(plan)
    assert len(queries) <= 34


def test_planning_that_works_looks_for_nothing(cast: Cast, plan: PlanVisit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.jobs.actions.offering.alternatives", None)
    plan()
