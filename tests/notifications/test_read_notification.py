"""`notification.read`: one's own notification is marked as read."""

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import NotHere
from apps.notifications.actions import read_notification
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast, audited, events


def test_it_notes_when(cast: Cast, notification: Notification) -> None:
    read_notification(actor=cast.field(), now=NOW + HOUR, notification_id=notification.public_id)
    notification.refresh_from_db()
    assert notification.read_at == NOW + HOUR


@pytest.mark.parametrize("who", ["outsider", "office", "admin"])
def test_nobody_reads_what_was_told_to_another(cast: Cast, notification: Notification, who: str) -> None:
    with pytest.raises(NotHere):
        read_notification(actor=getattr(cast, who)(), now=NOW, notification_id=notification.public_id)
    assert [e.code for e in audited("notification.read", "refused")] == ["not_found"]


def test_who_has_left_reads_nothing(cast: Cast, notification: Notification) -> None:
    cast.ana.is_active = False
    with pytest.raises(NotHere):
        read_notification(actor=Actor(cast.ana, Via.PORTAL), now=NOW, notification_id=notification.public_id)


def test_again_changes_nothing(cast: Cast, notification: Notification) -> None:
    for now in (NOW, NOW + HOUR):
        read = read_notification(actor=cast.field(), now=now, notification_id=notification.public_id)
    assert (read.read_at, read.version) == (NOW, 2)


def test_it_is_told_once(cast: Cast, notification: Notification) -> None:
    for _ in range(2):
        read_notification(actor=cast.field(), now=NOW, notification_id=notification.public_id)
    assert [(e.subject_id, e.payload) for e in events("notification.read")] == [
        (notification.public_id, {"recipient": notification.recipient_id})
    ]
