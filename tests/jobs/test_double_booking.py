"""Nobody is in two places at once: the verbs say who and where, and the database holds it whatever happens."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.range import TimestamptzRange

from apps.core.errors import BadInput, Clash, NotAllowed
from apps.crews.models import Member
from apps.jobs.actions import add_job, cancel_visit, complete_visit, plan_visit, reopen_visit, reschedule_visit
from apps.jobs.models import Assignment, Job, Site, Visit
from tests.conftest import HOUR, NOW, Cast, PlanVisit
from tests.core.conftest import wait_until
from tests.racing import race

DEFER = "SET CONSTRAINTS assignment_no_double_booking DEFERRED"
OVERLAPS = (
    "SELECT count(*) FROM jobs_assignment a JOIN jobs_assignment b"
    " ON a.member_id = b.member_id AND a.id < b.id AND a.during && b.during"
    " WHERE a.live AND b.live AND a.override_reason = '' AND b.override_reason = ''"
)


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return int(cursor.fetchone()[0])


def move(cast: Cast, visit: Visit, *members: Member, start: datetime = NOW + HOUR, **more: Any) -> Visit:
    return reschedule_visit(
        actor=cast.office(),
        now=NOW,
        visit_id=visit.public_id,
        planned_start=start,
        planned_end=start + HOUR,
        member_ids=[m.public_id for m in members],
        **more,
    )


@pytest.mark.parametrize(("start", "hours"), [(1, 1), (0.5, 1), (1.5, 1), (1.25, 0.5), (0, 3)])
def test_a_clash_names_the_visit_that_is_in_the_way(
    cast: Cast, visit: Visit, plan: PlanVisit, start: float, hours: float
) -> None:
    with pytest.raises(Clash) as refused:
        plan(start=NOW + start * HOUR, hours=hours)
    assert (refused.value.code, refused.value.status) == ("double_booking", 409)
    assert "Ana Silva" in refused.value.message
    assert visit.code in refused.value.message
    assert refused.value.details["clashes"] == [
        {
            "member": str(cast.ana.member.public_id),
            "visit": str(visit.public_id),
            "code": visit.code,
            "from": (NOW + HOUR).isoformat(),
            "to": (NOW + 2 * HOUR).isoformat(),
        }
    ]


def test_all_that_is_in_the_way_is_named(cast: Cast, plan: PlanVisit) -> None:
    first, second = plan(), plan(cast.ben.member, start=NOW + 2 * HOUR)
    with pytest.raises(Clash) as refused:
        plan(cast.ana.member, cast.ben.member, start=NOW + HOUR, hours=2)
    assert [c["code"] for c in refused.value.details["clashes"]] == [first.code, second.code]


def test_one_visit_may_begin_when_the_other_ends(plan: PlanVisit) -> None:
    plan(start=NOW + HOUR)
    plan(start=NOW)
    plan(start=NOW + 2 * HOUR)
    assert Assignment.objects.count() == 3


def test_a_draft_holds_its_time_too(plan: PlanVisit, draft: Visit) -> None:
    with pytest.raises(Clash):
        plan()


def test_what_is_called_off_holds_nothing(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    cancel_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Rain")
    assert plan().assignments.get().live


def test_moving_clashes_as_planning_does(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    other = plan(cast.ben.member)
    with pytest.raises(Clash, match="Ana"):
        move(cast, other, cast.ana.member)
    other.refresh_from_db()
    assert [a.member for a in other.assignments.all()] == [cast.ben.member]


def test_an_override_is_a_right_and_has_a_reason(
    cast: Cast, visit: Visit, plan: PlanVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked = plan(override_reason=" Ana agreed ")
    assert booked.assignments.get().override_reason == "Ana agreed"
    with pytest.raises(Clash):
        plan(override_reason="   ")
    with pytest.raises(BadInput):
        plan(override_reason="x" * 501)
    monkeypatch.setattr("apps.crews.states.RIGHTS", {"dispatcher": frozenset({"visit.plan"})})
    monkeypatch.setattr("apps.crews.models.people.RIGHTS", {"dispatcher": frozenset({"visit.plan"})})
    with pytest.raises(NotAllowed) as refused:
        plan(override_reason="I say so")
    assert refused.value.details == {"right": "visit.override_booking"}


def test_what_was_overridden_is_still_in_the_way_of_the_next(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    overridden = plan(start=NOW + 1.5 * HOUR, override_reason="Ana agreed")
    with pytest.raises(Clash) as refused:
        plan(start=NOW + 2.25 * HOUR)
    assert [c["code"] for c in refused.value.details["clashes"]] == [overridden.code]


def test_two_visits_change_people_in_one_transaction(cast: Cast, plan: PlanVisit) -> None:
    """What a planner needs: the constraint can wait until all has been moved."""
    first, second = plan(cast.ana.member), plan(cast.ben.member)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DEFER)
        first.assignments.update(member=cast.ben.member)
        assert overlaps() == 1
        second.assignments.update(member=cast.ana.member)
        cursor.execute("SET CONSTRAINTS assignment_no_double_booking IMMEDIATE")
    assert overlaps() == 0


def test_but_not_for_ever(cast: Cast, plan: PlanVisit) -> None:
    first, _second = plan(cast.ana.member), plan(cast.ben.member)

    def swap_half() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(DEFER)
            first.assignments.update(member=cast.ben.member)
            cursor.execute("SET CONSTRAINTS assignment_no_double_booking IMMEDIATE")

    with pytest.raises(IntegrityError):
        swap_half()


@pytest.mark.parametrize(
    ("live", "override", "refused"), [(True, "", True), (False, "", False), (True, "Ana agreed", False)]
)
def test_the_database_itself_refuses_an_overlap(
    cast: Cast, visit: Visit, plan: PlanVisit, live: bool, override: str, refused: bool
) -> None:
    other = plan(cast.ben.member)

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            values: list[Any] = [
                other.pk,
                cast.ana.member.pk,
                TimestamptzRange(NOW + 1.5 * HOUR, NOW + 3 * HOUR),
                live,
                override,
            ]
            cursor.execute(
                "INSERT INTO jobs_assignment (public_id, version, created_at, updated_at, visit_id, member_id, during,"
                " live, override_reason) VALUES (gen_random_uuid(), 1, now(), now(), %s, %s, %s, %s, %s)",
                values,
            )

    if refused:
        with pytest.raises(IntegrityError, match="assignment_no_double_booking"):
            insert()
    else:
        insert()


@pytest.fixture
def many_jobs(cast: Cast, site: Site) -> list[Job]:
    """Twenty jobs: two verbs on one job would wait for each other anyway."""
    return [add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title=f"Job {n}") for n in range(20)]


def booking(cast: Cast, job: Job, *members: Member, start: datetime = NOW) -> Callable[[], Visit]:
    return lambda: plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=start,
        planned_end=start + HOUR,
        member_ids=[m.public_id for m in members],
    )


def outcomes(results: list[Any]) -> Counter[str]:
    return Counter(type(r).__name__ for r in results)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_want_the_same_hour_one_gets_it(cast: Cast, many_jobs: list[Job]) -> None:
    ana = cast.ana.member
    results = race(*[booking(cast, job, ana) for job in many_jobs])
    assert outcomes(results) == {"Visit": 1, "Clash": 19}
    assert overlaps() == 0
    assert Assignment.objects.count() == 1
    assert Visit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_comes_a_moment_later_waits_and_is_told_what_is_in_the_way(cast: Cast, many_jobs: list[Job]) -> None:
    """Not left to the constraint, which would deadlock under load and could not name the visit."""
    ana, booked, may_commit = cast.ana.member, threading.Event(), threading.Event()

    def first() -> Visit:
        with transaction.atomic():
            visit = booking(cast, many_jobs[0], ana)()
            booked.set()
            may_commit.wait(10)
        return visit

    def second() -> Visit:
        booked.wait(10)
        return booking(cast, many_jobs[1], ana)()

    def let_go_when_somebody_waits() -> None:
        booked.wait(10)
        wait_until(_somebody_waits_for_a_lock)
        may_commit.set()

    visit, clash, _ = race(first, second, let_go_when_somebody_waits)
    assert isinstance(visit, Visit)
    assert isinstance(clash, Clash)
    assert [c["visit"] for c in clash.details["clashes"]] == [str(visit.public_id)]


def _somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_visits_of_two_asked_for_in_opposite_order_do_not_lock_each_other_out(cast: Cast, many_jobs: list[Job]) -> None:
    ana, ben = cast.ana.member, cast.ben.member
    pairs = [(ana, ben), (ben, ana)]
    results = race(*[booking(cast, job, *pairs[n % 2], start=NOW + n // 4 * HOUR) for n, job in enumerate(many_jobs)])
    assert outcomes(results) == {"Visit": 5, "Clash": 15}
    assert overlaps() == 0


@pytest.mark.django_db(transaction=True)
def test_moving_and_planning_at_once_leaves_no_overlap(cast: Cast, many_jobs: list[Job]) -> None:
    ana, ben = cast.ana.member, cast.ben.member
    visits = [booking(cast, job, ana, start=NOW + n * HOUR)() for n, job in enumerate(many_jobs[:8])]
    target = NOW + 20 * HOUR
    moves = [lambda v=v: move(cast, v, ben, ana, start=target) for v in visits]
    plans = [booking(cast, job, ana, ben, start=target) for job in many_jobs[8:16]]
    results = race(*moves, *plans)
    assert outcomes(results) == {"Visit": 1, "Clash": 15}
    assert overlaps() == 0


@pytest.mark.django_db(transaction=True)
def test_reopening_and_planning_at_once_leaves_no_overlap(cast: Cast, many_jobs: list[Job]) -> None:
    ana = cast.ana.member
    done = []
    for job in many_jobs[:4]:
        visit = booking(cast, job, ana)()
        done.append(complete_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id))
    again = [
        lambda v=v: reopen_visit(actor=cast.office(), now=NOW, visit_id=v.public_id, reason="Misread") for v in done
    ]
    results = race(*again, *[booking(cast, job, ana) for job in many_jobs[4:8]])
    assert outcomes(results) == {"Visit": 1, "Clash": 7}
    assert overlaps() == 0
