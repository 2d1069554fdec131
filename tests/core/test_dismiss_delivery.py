"""Leaving what was given up as it is: with a reason, and not for ever."""

import pytest
from django.utils import timezone

from apps.core.actions import bury_delivery, dismiss_delivery, retry_delivery
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.models import DeadLetter, Delivery, Lane
from apps.core.selectors import delivery_health
from tests.conftest import NOW, Cast, audited, events
from tests.core.conftest import Probe


def never(envelope: object) -> None:
    """Nobody gets here."""


@pytest.fixture
def letter(probe: Probe) -> DeadLetter:
    probe.listen(never, Lane.SLOW)
    delivery = probe.poke().deliveries.get()
    Delivery.objects.filter(pk=delivery.pk).update(state="dead")
    return bury_delivery(delivery=delivery, error="no luck", now=NOW)


def test_it_no_longer_waits_for_anybody(cast: Cast, letter: DeadLetter) -> None:
    dismiss_delivery(actor=cast.office(), now=NOW, letter_id=letter.public_id, reason=" Sent by hand ")
    letter.refresh_from_db()
    assert (letter.status, letter.note, letter.decided_by) == ("dismissed", "Sent by hand", cast.dana)
    assert letter.delivery.state == "dead"
    assert delivery_health(timezone.now())["dead"] == 0
    assert len(audited("delivery.dismiss")) == 1
    assert len(events("delivery.dismissed")) == 1


def test_it_can_still_be_tried_again(cast: Cast, letter: DeadLetter) -> None:
    dismiss_delivery(actor=cast.office(), now=NOW, letter_id=letter.public_id, reason="Sent by hand")
    retry_delivery(actor=cast.office(), now=NOW, letter_id=letter.public_id)
    letter.refresh_from_db()
    assert (letter.status, letter.delivery.state) == ("retried", "due")


def test_it_takes_a_reason(cast: Cast, letter: DeadLetter) -> None:
    with pytest.raises(BadInput) as refused:
        dismiss_delivery(actor=cast.office(), now=NOW, letter_id=letter.public_id, reason="  ")
    assert refused.value.code == "reason_missing"


def test_nobody_decides_twice(cast: Cast, letter: DeadLetter) -> None:
    dismiss_delivery(actor=cast.office(), now=NOW, letter_id=letter.public_id, reason="Sent by hand")
    with pytest.raises(IllegalTransition):
        dismiss_delivery(actor=cast.admin(), now=NOW, letter_id=letter.public_id, reason="Me too")


def test_an_outsider_does_not_even_see_it(cast: Cast, letter: DeadLetter) -> None:
    with pytest.raises(NotHere):
        dismiss_delivery(actor=cast.outsider(), now=NOW, letter_id=letter.public_id, reason="Mine")
    letter.refresh_from_db()
    assert letter.status == "waiting"
