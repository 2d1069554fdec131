"""Seven o'clock with real processes: beat is killed and started again around it, and one email arrives."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

# It is due since the minute began, as if an administrator had set it so, and last ran a day ago.
DUE = """
from datetime import timedelta
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, PeriodicTask
from apps.core.actor import Actor
from apps.crews.actions import add_user
marcus = {"email": "marcus@example.com", "name": "Marcus Bell", "role": "manager", "invite": False}
add_user(actor=Actor.clock(), now=timezone.now(), **marcus)
row = PeriodicTask.objects.get(task="apps.jobs.tasks.daily_summary")
at = timezone.localtime()
row.crontab = CrontabSchedule.objects.create(minute=str(at.minute), hour=str(at.hour), timezone=str(at.tzinfo))
row.last_run_at = timezone.now() - timedelta(days=1)
row.save()
"""


def test_beat_is_killed_around_seven_and_one_email_arrives(workhub: Product) -> None:
    for pid in workhub.pids("manage.py relay"):
        os.kill(pid, signal.SIGSTOP)  # the relay would see to it too; this is about the bell
    workhub.run("shell", "-v0", code=DUE)
    _kill_beat(workhub)  # it comes back and finds the new time, as it would within five minutes by itself
    _wait(lambda: _slots(workhub) == 1, 40)
    assert workhub.one("SELECT by FROM core_scheduledslot") == "bell"
    _kill_beat(workhub)  # it did not write down that it rang, and rings again
    for pid in workhub.pids("manage.py relay"):
        os.kill(pid, signal.SIGKILL)  # the next one looks at the schedules first
    _wait(lambda: len(_to_marcus(workhub)) == 1, 40)
    (mail,) = _to_marcus(workhub)
    assert str(mail["Subject"]).startswith("Summary for ")
    time.sleep(2)
    assert (_slots(workhub), len(_to_marcus(workhub))) == (1, 1)
    assert workhub.one("SELECT count(*) FROM core_event WHERE name = 'report.due'") == 1
    _wait(lambda: workhub.one("SELECT state FROM notifications_email WHERE event_id IS NOT NULL") == "sent", 10)


@pytest.fixture(autouse=True)
def _marcus_leaves(workhub: Product) -> Iterator[None]:
    """The other tests share the product, and count the office's emails."""
    yield
    with workhub.database() as connection:
        connection.execute("UPDATE crews_user SET is_active = false WHERE email = 'marcus@example.com'")


def _slots(workhub: Product) -> int:
    return int(workhub.one("SELECT count(*) FROM core_scheduledslot"))


def _to_marcus(workhub: Product) -> list[Any]:
    return [mail for mail in workhub.sink.mails if mail["To"] == "marcus@example.com"]


def _kill_beat(workhub: Product) -> None:
    before = workhub.pids("-A workhub beat")
    assert before
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    _wait(lambda: bool(set(workhub.pids("-A workhub beat")) - set(before)), 40)


def _wait(until: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if until():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about in time")
