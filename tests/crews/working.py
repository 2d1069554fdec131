"""Ana's working day, tapped."""

from datetime import datetime, timedelta
from typing import Any

from apps.core.actor import Actor, Via
from apps.crews.actions import check_in, check_out, end_break, start_break
from apps.crews.models import Attendance, User
from tests.conftest import NOW, Cast

MINUTE = timedelta(minutes=1)


def at_work(cast: Cast, *, at: datetime = NOW, **more: Any) -> Attendance:
    """Ana checks in."""
    return check_in(actor=cast.field(), now=at, **more)


def a_day(user: User, start: datetime, end: datetime, *, rest: timedelta = timedelta()) -> Attendance:
    """Somebody's whole day, with a break in its middle."""
    actor = Actor(user, Via.PORTAL)
    check_in(actor=actor, now=start)
    if rest:
        middle = start + (end - start) / 2
        start_break(actor=actor, now=middle)
        end_break(actor=actor, now=middle + rest)
    return check_out(actor=actor, now=end)
