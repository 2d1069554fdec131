"""A database that comes from a backup: rows of another PostgreSQL, and deliveries that were made since."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from apps.core import feed
from apps.core.errors import BadInput
from apps.core.models import Delivery, Event, FeedEntry, Lane
from apps.core.relay import fast, slow
from apps.core.restored import Settled, settle
from apps.jobs.actions import report_incident
from apps.jobs.states import Severity
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)
FOREIGN = 9_000_000_000  # a transaction id that this PostgreSQL has not reached


def entry(xid: int | None = None) -> FeedEntry:
    given = {} if xid is None else {"xid": xid}
    event = Event.objects.create(
        name="visit.planned", subject_type="visit", subject_id=uuid4(), subject_version=1, via="admin", at=NOW, **given
    )
    return FeedEntry.objects.create(audience="office", event=event, **given)


def read(cursor: str = feed.START) -> tuple[list[object], str]:
    page = feed.since(cursor, ["office"])
    return [item.subject_id for item in page.items], page.cursor


def restored(*, send_pending: bool = False) -> Settled:
    return settle(now=timezone.now(), send_pending=send_pending)


def test_rows_with_transaction_ids_from_elsewhere_are_read_in_their_order_and_new_ones_after_them() -> None:
    old = [entry(FOREIGN + 2), entry(FOREIGN), entry(FOREIGN + 1)]
    assert read() == ([], feed.START)  # the trouble: they hide above the horizon
    restored()
    seen, cursor = read()
    assert seen == [e.event.subject_id for e in old]
    new = entry()
    assert read(cursor)[0] == [new.event.subject_id]


def test_cursors_from_before_the_restore_are_refused_and_those_from_after_it_work() -> None:
    entry()
    before, gone = read()[1], f"{FOREIGN}.77"
    restored()
    for cursor in (before, gone, f"{before}.1"):
        with pytest.raises(BadInput) as caught:
            feed.since(cursor, ["office"])
        assert caught.value.code == "cursor_from_before_restore"
    now = feed.now_cursor()
    new = entry()
    assert read(now)[0] == [new.event.subject_id]


def test_a_second_restore_of_the_same_backup_is_another_epoch() -> None:
    settle(now=timezone.now() - timedelta(seconds=5), send_pending=False)
    between = feed.now_cursor()
    restored()
    with pytest.raises(BadInput):
        feed.since(between, ["office"])


def due(lane: Lane) -> list[Delivery]:
    return list(Delivery.objects.filter(lane=lane, state=Delivery.State.DUE))


def report_gas(cast: Cast) -> None:
    with transaction.atomic():
        report_incident(actor=cast.field(), now=NOW, severity=Severity.CRITICAL, title="Smell of gas")


def test_what_waited_to_be_sent_is_given_up_with_the_reason_and_can_be_tried_again(cast: Cast) -> None:
    report_gas(cast)
    fast.drain(timezone.now())
    emails = due(Lane.SLOW)
    assert restored() == Settled(held=len(emails), runs=0)
    slow.drain(Lane.SLOW)
    assert mail.outbox == []
    dead = Delivery.objects.get(pk=emails[0].pk)
    assert (dead.state, dead.last_error[:25]) == (Delivery.State.DEAD, "Restored from a backup on")
    Delivery.objects.filter(pk=dead.pk).update(state=Delivery.State.DUE, due_at=timezone.now())
    slow.drain(Lane.SLOW)
    assert len(mail.outbox) == 1


def test_it_is_sent_when_that_is_asked_for_even_if_a_worker_had_it_in_hand(cast: Cast) -> None:
    report_gas(cast)
    fast.drain(timezone.now())
    waiting = len(due(Lane.SLOW))
    slow.claim(Lane.SLOW, timezone.now())
    assert restored(send_pending=True).held == 0
    slow.drain(Lane.SLOW)
    assert len(mail.outbox) == waiting > 0


def test_emails_that_the_outbox_would_still_have_queued_are_held_too(cast: Cast) -> None:
    report_gas(cast)
    assert due(Lane.URGENT)
    assert due(Lane.SLOW) == []
    assert restored().held > 0
    assert due(Lane.URGENT) == due(Lane.FAST) == due(Lane.SLOW) == []


def test_agent_runs_go_on(cast: Cast) -> None:
    from apps.agent.actions import send_message

    send_message(actor=cast.field(), now=NOW, text="I smell gas by the meter")
    assert restored().runs == len(due(Lane.AGENT)) == 1
