"""`emit`: an event and its deliveries are written with the change, or not at all."""

import psycopg
import pytest
from django.db import connection, transaction

from apps.core.doorbell import CHANNEL
from apps.core.events import Envelope
from apps.core.models import Delivery, Event, Lane
from apps.core.outbox import emit
from apps.core.silence import deliveries_suppressed, is_silent
from tests.conftest import NOW, Cast
from tests.core.conftest import Probe


def hear(envelope: Envelope) -> None:
    """Listen."""


def read_aloud(envelope: Envelope) -> None:
    """Listen, too."""


def test_an_event_has_a_delivery_for_each_who_listens(cast: Cast, probe: Probe) -> None:
    probe.listen(hear)
    probe.listen(read_aloud, Lane.SLOW)
    event = Event.objects.get(pk=probe.poke(count=3).pk)
    assert (event.subject_type, event.subject_id, event.payload) == ("member", probe.subject.public_id, {"count": 3})
    assert (event.user, event.via, event.at, event.subject_version) == (cast.dana, "admin", NOW, 1)
    assert [(d.lane, d.state, d.due_at) for d in event.deliveries.order_by("lane")] == [
        ("fast", "due", NOW),
        ("slow", "due", NOW),
    ]


def test_an_event_nobody_listens_to_is_kept_all_the_same(probe: Probe) -> None:
    assert probe.poke().deliveries.count() == 0


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_is_a_bug(cast: Cast, probe: Probe) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        emit(probe.name, actor=cast.office(), subject=probe.subject, now=NOW)
    assert not Event.objects.filter(name=probe.name).exists()


def test_an_undeclared_event_is_a_bug(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="not declared"):
        emit("probe.unheard_of", actor=cast.office(), subject=cast.ana, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_neither_event_nor_delivery(probe: Probe) -> None:
    probe.listen(hear)
    before = Delivery.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError(probe.poke())
    assert not Event.objects.filter(name=probe.name).exists()
    assert Delivery.objects.count() == before


def test_the_past_is_written_without_telling_anybody(probe: Probe) -> None:
    probe.listen(hear)
    with deliveries_suppressed():
        assert probe.poke().deliveries.count() == 0
    assert not is_silent()
    assert probe.poke().deliveries.count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_listens_is_woken_at_the_commit_and_not_before(probe: Probe) -> None:
    probe.listen(hear)
    wanted = ("host", "port", "dbname", "user", "password")
    parameters = {k: v for k, v in connection.get_connection_params().items() if k in wanted}
    with psycopg.connect(**parameters, autocommit=True) as ear:
        ear.execute(f"LISTEN {CHANNEL}")
        with transaction.atomic():
            probe.poke()
            probe.poke()
            assert list(ear.notifies(timeout=0.05)) == []
        assert len(list(ear.notifies(timeout=0.3))) == 1
