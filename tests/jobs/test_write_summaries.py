"""From a slot to the managers' mailboxes: exactly once per slot and person, whatever dies in between."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from apps.core import schedules
from apps.core.actor import Actor
from apps.core.models import Delivery, Lane, ScheduledSlot
from apps.core.relay import fast, slow
from apps.core.sweep import Sweep
from apps.crews.actions import change_user, deactivate_user
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import write_summaries
from apps.jobs.reports.daily import DAILY_SUMMARY
from apps.jobs.tasks import daily_summary
from apps.notifications.models import Email
from tests.conftest import HOUR, NOW, Cast, events, person
from tests.e2e.processes import Sink
from tests.racing import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("summary_alone")]
SEVEN = NOW - 2 * HOUR


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """That Monday at seven, a week after WorkHub was set up."""
    with time_machine.travel(SEVEN - timedelta(days=7), tick=False) as clock:
        yield clock


@pytest.fixture
def marcus(cast: Cast, clock: Any) -> User:
    """The manager; with the schedule, at seven."""
    schedules.install()
    PeriodicTask.objects.exclude(task=DAILY_SUMMARY.task).delete()  # the others have tests of their own
    PeriodicTask.objects.update(last_run_at=SEVEN - timedelta(days=1))
    clock.move_to(SEVEN)
    return person("Marcus Bell", Role.MANAGER)


def deliver() -> None:
    """Everything that is due, as relay and worker would."""
    for _ in range(3):
        fast.drain(timezone.now())
        slow.drain(Lane.SLOW)


def body(mail: Any, kind: str = "plain") -> str:
    return str(mail.get_body((kind,)).get_content())


def ring() -> None:
    daily_summary.apply(throw=True)


def received(sink: Sink) -> list[str]:
    return sorted(str(mail["To"]) for mail in sink.mails)


def test_the_managers_get_it_and_nobody_else(marcus: User, sink: Sink) -> None:
    ring()
    deliver()
    assert received(sink) == ["marcus@example.com"]
    (mail,) = sink.mails
    assert mail["Subject"] == "Summary for Monday, March 2"
    assert "A quiet day" in body(mail)
    assert "A quiet day" in body(mail, "html")


def test_where_there_is_no_manager_the_administrators_do(cast: Cast, marcus: User, sink: Sink) -> None:
    deactivate_user(actor=cast.admin(), now=SEVEN, user_id=marcus.public_id, reason="left")
    ring()
    deliver()
    assert received(sink) == ["ada@example.com"]


def test_bell_and_relay_and_every_repeat_send_one(marcus: User, sink: Sink, clock: Any) -> None:
    sweep = Sweep()
    for n in range(4):
        clock.move_to(SEVEN + n * timedelta(minutes=1))
        ring()
        sweep.look(timezone.now())
        deliver()
        Delivery.objects.update(state="due", due_at=timezone.now())  # as if nobody had noted that it was done
    deliver()
    assert received(sink) == ["marcus@example.com"]
    assert len(events("report.due")) == 1


def test_no_bell_at_all(marcus: User, sink: Sink, clock: Any) -> None:
    clock.move_to(SEVEN + 2 * HOUR)
    Sweep().look(timezone.now())
    deliver()
    (mail,) = sink.mails
    assert "As of 07:00. It was meant to reach you then and comes late." in body(mail)


def test_a_worker_killed_between_the_slot_and_the_email(
    marcus: User, sink: Sink, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had taken the work and written to one of two; the next one writes to the other."""
    person("Nora Quist", Role.MANAGER)
    ring()
    fast.drain(timezone.now())
    dying = slow.claim(Lane.SLOW, timezone.now())
    assert dying is not None
    slot = ScheduledSlot.objects.get()
    User.objects.filter(email="nora@example.com").update(is_active=False)
    write_summaries(slot, dying.event.public_id, now=timezone.now())
    User.objects.filter(email="nora@example.com").update(is_active=True)
    deliver()  # the email that was written goes out; the slot's own work is still leased
    assert received(sink) == ["marcus@example.com"]
    clock.move_to(SEVEN + slow.LEASE + timedelta(seconds=1))
    deliver()
    assert received(sink) == ["marcus@example.com", "nora@example.com"]
    slow.handle(dying)  # it was only paused, and goes on
    deliver()
    assert len(sink.mails) == 2


def test_two_workers_with_the_same_slot_write_it_once(marcus: User) -> None:
    ring()
    slot, (event,) = ScheduledSlot.objects.get(), events("report.due")
    outcomes = race(*[lambda: write_summaries(slot, event.public_id, now=timezone.now())] * 4)
    assert sorted(str(n) for n in outcomes) == ["0", "0", "0", "1"]
    assert Email.objects.count() == len(events("email.queued")) == 1


def test_tried_again_it_carries_the_same_message_id(marcus: User, sink: Sink, clock: Any, settings: Any) -> None:
    ring()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1  # nobody listens there
    deliver()
    assert Email.objects.get().state == "queued"
    settings.EMAIL_PORT = port
    clock.move_to(SEVEN + timedelta(minutes=1))
    deliver()
    deliver()
    (mail,) = sink.mails
    assert mail["Message-ID"].strip() == Email.objects.get().message_id
    assert Email.objects.get().state == "sent"


class TestWhoLostTheRightInBetween:
    def test_deactivated_before_it_was_written(self, cast: Cast, marcus: User, sink: Sink) -> None:
        person("Nora Quist", Role.MANAGER)
        ring()
        deactivate_user(actor=cast.admin(), now=SEVEN, user_id=marcus.public_id, reason="left")
        deliver()
        assert received(sink) == ["nora@example.com"]

    def test_deactivated_after_it_was_written(self, cast: Cast, marcus: User, sink: Sink) -> None:
        self._write()
        person("Nora Quist", Role.MANAGER)
        deactivate_user(actor=cast.admin(), now=SEVEN, user_id=marcus.public_id, reason="left")
        deliver()
        assert received(sink) == ["nora@example.com"]
        assert Email.objects.get(recipient=marcus).state == "withheld"

    def test_no_manager_any_more(self, cast: Cast, marcus: User, sink: Sink) -> None:
        self._write()
        person("Nora Quist", Role.MANAGER)
        change_user(actor=cast.admin(), now=SEVEN, user_id=marcus.public_id, name=marcus.name, role=Role.DISPATCHER)
        deliver()
        assert received(sink) == ["nora@example.com"]

    def _write(self) -> None:
        ring()
        write_summaries(ScheduledSlot.objects.get(), events("report.due")[0].public_id, now=timezone.now())


def test_a_mail_server_that_hangs_does_not_keep_the_next_slot_from_being_filled(
    marcus: User, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    hung, let_go = threading.Event(), threading.Event()

    def hang(*_: Any, **__: Any) -> int:
        hung.set()
        let_go.wait(3)
        return 1

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", hang)
    ring()
    slow.drain(Lane.SLOW)
    worker = threading.Thread(target=lambda: race(lambda: slow.drain(Lane.SLOW)))
    worker.start()
    clock.move_to(SEVEN + timedelta(days=1))
    Sweep().look(timezone.now())
    let_go.set()
    worker.join(30)
    assert ScheduledSlot.objects.count() == 2


def test_the_clock_is_who_did_it(marcus: User) -> None:
    ring()
    assert [event.via for event in events("report.due")] == [Actor.clock().via]
