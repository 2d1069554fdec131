"""From a slot to mailboxes: who holds a certificate and who is in charge hear of its end once per step."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.core import schedules
from apps.core.models import Delivery, Lane, ScheduledSlot
from apps.core.relay import fast, slow
from apps.core.sweep import Sweep
from apps.crews.actions import (
    add_certificate,
    change_certificate,
    deactivate_user,
    remind_of_certificates,
    withdraw_certificate,
)
from apps.crews.models import Certificate, CrewManager, CrewMembership, Skill, User
from apps.crews.reminders import CERTIFICATE_REMINDERS
from apps.crews.states import Role
from apps.crews.tasks import certificate_reminders
from apps.notifications.models import Email, Notification
from tests.conftest import HOUR, NOW, Cast, events, person

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
LAST = date(2026, 3, 31)  # the licence's


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def on(day: date) -> datetime:
    """Seven in the morning of that day in New York, or so."""
    return datetime.combine(day, NOW.time(), NOW.tzinfo) - 3 * HOUR


def deliver() -> None:
    """Everything that is due, as relay and worker would."""
    for _ in range(3):
        fast.drain(timezone.now())
        slow.drain(Lane.SLOW)


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind="certificate.expiring").order_by("pk")
    return [(row.recipient.name, row.title) for row in rows.select_related("recipient")]


@pytest.fixture
def marcus(cast: Cast, membership: CrewMembership) -> User:
    """He manages Ana's crew."""
    manager = person("Marcus Bell", Role.MANAGER)
    CrewManager.objects.create(crew=membership.crew, user=manager, created_at=NOW, updated_at=NOW)
    return manager


def test_sixty_thirty_and_seven_days_before_and_no_more(licence: Certificate, clock: Any) -> None:
    heard = {}
    for left in range(70, -5, -1):
        now = on(LAST - left * DAY)
        clock.move_to(now)
        if sum(remind_of_certificates(now=now) for _ in range(3)):
            heard[left] = events("certificate.expiring")[-1].payload["days"]
    assert heard == {60: 60, 30: 30, 7: 7}


def test_a_missed_day_is_made_up_for_once(licence: Certificate, clock: Any) -> None:
    clock.move_to(on(LAST - 5 * DAY))
    assert [remind_of_certificates(now=timezone.now()) for _ in range(2)] == [1, 0]
    assert [e.payload["days"] for e in events("certificate.expiring")] == [7]


def test_its_member_and_their_manager_hear_of_it_by_email_too(cast: Cast, marcus: User, licence: Certificate) -> None:
    remind_of_certificates(now=NOW)
    deliver()
    title = "Gas fitting: expires in 29 days"
    assert told() == [("Ana Silva", title), ("Marcus Bell", title)]
    assert sorted(Email.objects.values_list("address", flat=True)) == ["ana@example.com", "marcus@example.com"]
    own, managers = Notification.objects.order_by("pk")
    assert own.body.startswith("Gas fitting RI-G-1 of Ana Silva holds until 31 Mar 2026.")
    assert (own.url, managers.url) == ("/portal/me/", f"/admin/crews/certificate/{licence.pk}/change/")


def test_where_nobody_is_in_charge_the_office_hears_of_it(cast: Cast, licence: Certificate) -> None:
    remind_of_certificates(now=NOW)
    deliver()
    assert sorted(name for name, _title in told()) == ["Ada Brandt", "Ana Silva", "Dana Reyes"]


def test_others_hear_nothing(cast: Cast, marcus: User, licence: Certificate) -> None:
    remind_of_certificates(now=NOW)
    deliver()
    assert {"Ben Okafor", "Charlie Voss", "Dana Reyes"}.isdisjoint(name for name, _title in told())


def test_bell_and_relay_and_every_repeat_tell_once(cast: Cast, licence: Certificate, clock: Any) -> None:
    with time_machine.travel(NOW - 7 * DAY, tick=False):
        schedules.install()
    due = NOW - 2 * HOUR  # half past six in New York is half past eleven in UTC
    sweep = Sweep()
    for n in range(4):
        clock.move_to(due + n * timedelta(minutes=1))
        certificate_reminders.apply(throw=True)
        sweep.look(timezone.now())
        deliver()
        Delivery.objects.update(state="due", due_at=timezone.now())  # as if nobody had noted that it was done
    deliver()
    slots = ScheduledSlot.objects.filter(schedule=CERTIFICATE_REMINDERS.name, state="filled")
    assert (slots.count(), len(events("certificate.expiring"))) == (1, 1)
    assert len(told()) == len(set(told())) == 3


def test_two_at_once_tell_once(licence: Certificate) -> None:
    from django.db import connection

    gate, outcomes = threading.Barrier(2), []

    def look() -> None:
        gate.wait()
        outcomes.append(remind_of_certificates(now=NOW))
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [0, 1]
    assert len(events("certificate.expiring")) == 1


def test_nothing_for_one_that_was_withdrawn(cast: Cast, licence: Certificate) -> None:
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason="Taken back")
    assert remind_of_certificates(now=NOW) == 0


def test_withdrawn_between_the_mark_and_the_telling_nobody_hears_of_it(cast: Cast, licence: Certificate) -> None:
    remind_of_certificates(now=NOW)
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason="Taken back")
    deliver()
    assert told() == []


@pytest.mark.parametrize(
    ("change", "covered"),
    [
        ({"valid_from": LAST + DAY}, True),
        ({"valid_from": LAST - 9 * DAY, "valid_until": None}, True),
        ({"valid_from": LAST + 2 * DAY}, False),
        ({"valid_from": LAST, "valid_until": LAST}, False),
        ({"valid_from": LAST, "level": 1}, False),
    ],
    ids=["the next day", "without an end", "a day between", "no longer than it", "a lower level"],
)
def test_a_newer_one_that_goes_on_covers_it(
    cast: Cast, gas: Skill, licence: Certificate, change: dict[str, Any], covered: bool
) -> None:
    newer = {"valid_until": LAST + 400 * DAY, "level": 2, **change}
    add_certificate(
        actor=cast.office(),
        now=NOW,
        member_id=cast.ana.member.public_id,
        skill_id=gas.public_id,
        **newer,
    )
    reminded = remind_of_certificates(now=NOW) and licence.public_id in {
        e.subject_id for e in events("certificate.expiring")
    }
    assert bool(reminded) is not covered


def test_another_last_day_begins_afresh(cast: Cast, licence: Certificate, clock: Any) -> None:
    remind_of_certificates(now=NOW)
    change_certificate(
        actor=cast.office(),
        now=NOW,
        certificate_id=licence.public_id,
        valid_from=licence.valid_from,
        valid_until=LAST + 30 * DAY,
    )
    assert remind_of_certificates(now=NOW) == 1
    assert [e.payload["days"] for e in events("certificate.expiring")] == [30, 60]


def test_nobody_is_reminded_of_who_has_no_access(cast: Cast, licence: Certificate) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    assert remind_of_certificates(now=NOW) == 0


def test_a_reminder_is_no_change_that_an_open_form_would_trip_over(cast: Cast, licence: Certificate) -> None:
    remind_of_certificates(now=NOW)
    before = licence.version
    licence.refresh_from_db()
    assert (licence.version, licence.reminded_days) == (before, 30)
