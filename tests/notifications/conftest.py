"""Somebody who was told something."""

from uuid import uuid4

import pytest

from apps.core.events import Envelope
from apps.core.models import Event
from apps.notifications.actions import Text, notify
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast


@pytest.fixture
def envelope(cast: Cast) -> Envelope:
    """Something happened."""
    return Envelope.of(
        Event.objects.create(
            name="visit.dispatched",
            subject_type="visit",
            subject_id=uuid4(),
            subject_version=1,
            user=cast.dana,
            via="admin",
            at=NOW,
        )
    )


@pytest.fixture
def notification(cast: Cast, envelope: Envelope) -> Notification:
    """Ana was told of a visit."""
    notify(envelope, [cast.ana], Text(kind="visit.dispatched", title="New visit", url="/portal/"), now=NOW)
    return Notification.objects.get()
