"""Somebody loses their access in the very moment in which they are planned: nobody is sent who has none."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from apps.core.errors import Clash
from apps.crews.actions import deactivate_user
from apps.jobs.actions import look_at_plans, plan_visit
from apps.jobs.models import Job, Visit
from tests.conftest import HOUR, NOW, Cast
from tests.core.conftest import wait_until
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def plan(cast: Cast, job: Job) -> Visit:
    return plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=NOW + HOUR,
        planned_end=NOW + 2 * HOUR,
        member_ids=[cast.ana.member.public_id],
    )


def leave(cast: Cast) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Moved away")


def held(begun: threading.Event, may_commit: threading.Event, do: Callable[[], object]) -> Callable[[], None]:
    """Do it, and keep it open for a while."""

    def hold() -> None:
        with transaction.atomic():
            do()
            begun.set()
            may_commit.wait(60)

    return hold


def wait_for_somebody_to_wait() -> None:
    def waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            return bool(cursor.fetchone()[0])

    wait_until(waits, seconds=30)


def let_go(begun: threading.Event, may_commit: threading.Event) -> Callable[[], None]:
    """Let it be committed once somebody waits for it."""

    def release() -> None:
        try:
            begun.wait(60)
            wait_for_somebody_to_wait()
        finally:
            may_commit.set()

    return release


def test_the_look_at_plans_waits_for_a_plan_that_is_being_made(cast: Cast, job: Job) -> None:
    begun, may_commit = threading.Event(), threading.Event()

    def look() -> list[Visit]:
        begun.wait(60)
        leave(cast)
        return look_at_plans(members=[cast.ana.member.pk], start=NOW, end=NOW + 9 * HOUR, now=NOW)

    _, marked, _ = race(held(begun, may_commit, lambda: plan(cast, job)), look, let_go(begun, may_commit))
    assert not isinstance(marked, Exception)
    assert marked is not None
    assert [visit.replan_because for visit in marked] == ["Ana Silva has no access any more."]


def test_who_plans_during_the_goodbye_waits_and_is_told(cast: Cast, job: Job) -> None:
    begun, may_commit = threading.Event(), threading.Event()

    def plan_meanwhile() -> Visit:
        begun.wait(60)
        return plan(cast, job)

    _, refused, _ = race(held(begun, may_commit, lambda: leave(cast)), plan_meanwhile, let_go(begun, may_commit))
    assert isinstance(refused, Clash)
    assert str(refused) == "Ana Silva has no access any more."
    assert not Visit.objects.exists()
