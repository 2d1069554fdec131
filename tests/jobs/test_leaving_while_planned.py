"""Somebody loses their access in the very moment in which they are planned: nobody is sent who has none."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

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


def test_the_look_at_plans_waits_for_a_plan_that_is_being_made(cast: Cast, job: Job) -> None:
    begun, may_commit = threading.Event(), threading.Event()

    def look() -> list[Visit]:
        begun.wait(60)
        leave(cast)
        return look_at_plans(members=[cast.ana.member.pk], start=NOW, end=NOW + 9 * HOUR, now=NOW)

    def let_go() -> None:
        try:
            begun.wait(60)
            wait_for_somebody_to_wait()
        finally:
            may_commit.set()

    _, marked, _ = race(held(begun, may_commit, lambda: plan(cast, job)), look, let_go)
    assert not isinstance(marked, Exception)
    assert marked is not None
    assert [visit.replan_because for visit in marked] == ["Ana Silva has no access any more."]
