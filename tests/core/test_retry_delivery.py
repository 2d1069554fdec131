"""Trying again what was given up: by the office, once it is known why it failed."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.actions import retry_delivery
from apps.core.errors import IllegalTransition, NotHere
from apps.core.events import Envelope
from apps.core.models import DeadLetter, Delivery, Event, Lane
from apps.core.relay import fast, slow
from apps.core.relay.retry import MOST_ATTEMPTS
from apps.core.selectors import delivery_health
from apps.crews.models import User
from apps.jobs.actions import add_customer
from tests.conftest import NOW, Cast, audited, events
from tests.core.conftest import Probe

Given = Callable[[Lane], DeadLetter]


@pytest.fixture(autouse=True)
def _expected_failures_are_not_printed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="apps.core.relay")


class MailServer:
    """Down until it is repaired."""

    def __init__(self) -> None:
        self.down = True
        self.sent: list[Envelope] = []

    def hand_over(self, envelope: Envelope) -> None:
        """Hand an email over. Or not."""
        if self.down:
            raise ConnectionRefusedError("mail.example.com")
        self.sent.append(envelope)


@pytest.fixture
def server() -> MailServer:
    return MailServer()


def give_up(probe: Probe, server: MailServer, lane: Lane = Lane.SLOW) -> DeadLetter:
    """A delivery that fails for the last time."""
    Delivery.objects.all().delete()
    probe.listen(server.hand_over, lane)
    delivery = probe.poke(now=timezone.now()).deliveries.get()
    Delivery.objects.filter(pk=delivery.pk).update(attempts=MOST_ATTEMPTS - 1)
    drain(lane)
    return DeadLetter.objects.get(delivery=delivery)


def drain(lane: Lane) -> None:
    if lane in (Lane.SLOW, Lane.AGENT):
        slow.drain(lane)
    fast.drain(timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lane", [Lane.URGENT, Lane.FAST, Lane.SLOW])
def test_what_is_given_up_is_kept_with_its_reason_and_told(probe: Probe, server: MailServer, lane: Lane) -> None:
    letter = give_up(probe, server, lane)
    assert (letter.status, letter.delivery.state) == ("waiting", "dead")
    assert letter.error == "ConnectionRefusedError: mail.example.com"
    assert [e.subject_id for e in events("delivery.given_up")] == [letter.public_id]
    assert delivery_health(timezone.now())["dead"] == 1


@pytest.mark.django_db(transaction=True)
def test_tried_again_it_goes_through_and_is_done_once(cast: Cast, probe: Probe, server: MailServer) -> None:
    letter = give_up(probe, server)
    server.down = False
    retry_delivery(actor=cast.office(), now=timezone.now(), letter_id=letter.public_id)
    drain(Lane.SLOW)
    letter.refresh_from_db()
    assert (letter.status, letter.decided_by, letter.delivery.state) == ("retried", cast.dana, "done")
    assert len(server.sent) == 1
    assert delivery_health(timezone.now())["dead"] == 0
    assert len(audited("delivery.retry")) == 1
    assert len(events("delivery.retried")) == 1


@pytest.mark.django_db(transaction=True)
def test_what_fails_twelve_times_more_waits_for_somebody_again(cast: Cast, probe: Probe, server: MailServer) -> None:
    letter = give_up(probe, server)
    retry_delivery(actor=cast.office(), now=timezone.now(), letter_id=letter.public_id)
    for _ in range(MOST_ATTEMPTS):
        Delivery.objects.filter(pk=letter.delivery_id).update(due_at=timezone.now())
        drain(Lane.SLOW)
    assert DeadLetter.objects.get().status == "waiting"
    assert DeadLetter.objects.get().decided_by is None
    assert len(events("delivery.given_up")) == 2


@pytest.mark.django_db(transaction=True)
def test_it_cannot_be_tried_again_while_it_is_being_tried(cast: Cast, probe: Probe, server: MailServer) -> None:
    letter = give_up(probe, server)
    retry_delivery(actor=cast.office(), now=NOW, letter_id=letter.public_id)
    with pytest.raises(IllegalTransition):
        retry_delivery(actor=cast.office(), now=NOW, letter_id=letter.public_id)


@pytest.mark.django_db(transaction=True)
def test_the_field_neither_sees_nor_tries_it(cast: Cast, probe: Probe, server: MailServer) -> None:
    letter = give_up(probe, server)
    for outsider in (cast.outsider(), cast.field()):
        with pytest.raises(NotHere):
            retry_delivery(actor=outsider, now=NOW, letter_id=letter.public_id)
    assert len(audited("delivery.retry", "refused")) == 2
    letter.refresh_from_db()
    assert (letter.status, letter.delivery.state) == ("waiting", "dead")


@pytest.mark.django_db(transaction=True)
def test_the_word_that_is_lost_does_not_tell_of_itself_for_ever(cast: Cast, probe: Probe, server: MailServer) -> None:
    give_up(probe, server)
    Delivery.objects.filter(event__name="delivery.given_up").update(
        attempts=MOST_ATTEMPTS - 1, state="due", subscriber="nobody.listens"
    )
    fast.drain(timezone.now())
    assert DeadLetter.objects.count() == 2
    assert len(events("delivery.given_up")) == 1


@pytest.mark.django_db(transaction=True)
def test_the_office_tries_it_again_with_one_click(
    cast: Cast, probe: Probe, server: MailServer, signed_in: Callable[[User], Client]
) -> None:
    letter = give_up(probe, server)
    office = signed_in(cast.dana)
    start = office.get("/admin/").content.decode()
    assert "could not be delivered" in start
    assert "core/deadletter/?show=waiting" in start
    listed = office.get("/admin/core/deadletter/?show=waiting").content.decode()
    assert "Hand an email over" in listed
    assert "mail.example.com" in listed
    page = reverse("admin:core_deadletter_change", args=[letter.pk])
    assert "Try again" in office.get(page).content.decode()
    office.post(reverse("admin:core_deadletter_command", args=[letter.pk, "delivery.retry"]))
    letter.refresh_from_db()
    assert (letter.status, letter.delivery.state) == ("retried", "due")
    assert signed_in(cast.ana).get("/admin/core/deadletter/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_the_start_page_names_the_lane_nobody_takes_from(
    cast: Cast, probe: Probe, server: MailServer, signed_in: Callable[[User], Client]
) -> None:
    Delivery.objects.all().delete()
    probe.listen(server.hand_over, Lane.SLOW)
    probe.poke(now=timezone.now() - timedelta(minutes=7))
    start = signed_in(cast.dana).get("/admin/").content.decode()
    assert "Emails and other things sent out" in start
    assert "7 min" in start
    health = signed_in(cast.dana).get("/readyz").json()
    assert health["status"] == "degraded"
    assert 400 < health["deliveries"]["oldest_due_seconds_by_lane"]["slow"] < 500


@pytest.mark.django_db(transaction=True)
def test_a_long_list_asks_for_what_it_is_about_at_once(
    cast: Cast, probe: Probe, server: MailServer, signed_in: Callable[[User], Client]
) -> None:
    office, asked = signed_in(cast.dana), []
    for _ in range(2):
        for _ in range(5):
            someone = add_customer(actor=cast.office(), now=NOW, name=f"Somebody {uuid4()}")
            event = Event.objects.filter(subject_id=someone.public_id).latest("id")
            delivery = Delivery.objects.create(event=event, subscriber="mail", lane=Lane.SLOW, state="dead", due_at=NOW)
            DeadLetter.objects.create(delivery=delivery, given_up_at=NOW, created_at=NOW, updated_at=NOW)
        with CaptureQueriesContext(connection) as queries:
            page = office.get("/admin/core/deadletter/").content.decode()
        assert someone.name in page
        asked.append(len(queries))
    assert asked[1] == asked[0]
