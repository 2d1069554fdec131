"""When a failed delivery is tried again, and when it is given up for a person to look at."""

import random
from datetime import datetime, timedelta

from apps.core.models import Delivery

MOST_ATTEMPTS = 12
LONGEST = timedelta(hours=1)


def backoff(attempts: int) -> timedelta:
    """5 s, doubled each time, at most an hour, with a quarter of jitter so that failures do not march in step."""
    plain = min(timedelta(seconds=5 * 2 ** min(attempts - 1, 10)), LONGEST)
    return plain * (1 + random.random() / 4)  # noqa: S311


def failed(delivery: Delivery, error: BaseException, now: datetime) -> dict[str, object]:
    """The columns of a delivery whose handler failed: due again later, or dead."""
    dead = delivery.attempts >= MOST_ATTEMPTS
    return {
        "state": Delivery.State.DEAD if dead else Delivery.State.DUE,
        "due_at": now + backoff(delivery.attempts),
        "lease_until": None,
        "lease_token": None,
        "last_error": f"{type(error).__name__}: {error}"[:2000],
    }
