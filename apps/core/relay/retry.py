"""When a failed delivery is tried again, and when it is given up for a person to look at."""

import random
from datetime import datetime, timedelta

from django.db import transaction

from apps.core.actions import bury_delivery
from apps.core.models import Delivery
from apps.core.texts import storable

MOST_ATTEMPTS = 12
LONGEST = timedelta(hours=1)


def backoff(attempts: int) -> timedelta:
    """5 s, doubled each time, at most an hour, with a quarter of jitter so that failures do not march in step."""
    plain = min(timedelta(seconds=5 * 2 ** min(attempts - 1, 10)), LONGEST)
    return plain * (1 + random.random() / 4)  # noqa: S311


def is_last(delivery: Delivery) -> bool:
    """Whether a delivery that failed now is given up."""
    return delivery.attempts >= MOST_ATTEMPTS


def write_failure(delivery: Delivery, error: BaseException, now: datetime) -> bool:
    """Write a failed try down: due again later, or dead with a letter. False when another worker has taken over."""
    told = storable(f"{type(error).__name__}: {error}")[:2000]
    mine = Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token)
    with transaction.atomic():
        written = mine.update(
            state=Delivery.State.DEAD if is_last(delivery) else Delivery.State.DUE,
            attempts=delivery.attempts,
            due_at=now + backoff(delivery.attempts),
            lease_until=None,
            lease_token=None,
            last_error=told,
        )
        if written and is_last(delivery):
            bury_delivery(delivery=delivery, error=told, now=now)
    return bool(written)
