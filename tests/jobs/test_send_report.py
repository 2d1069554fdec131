"""`report.send`: the summary as of now, to oneself."""

import pytest

from apps.core.actor import Actor
from apps.core.errors import DomainError, NotAllowed
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import send_report
from apps.notifications.models import Email
from tests.conftest import NOW, Cast, audited, events, person


def test_it_is_written_to_whoever_asks_and_to_nobody_else(cast: Cast) -> None:
    email = send_report(actor=cast.admin(), now=NOW)
    assert (email.address, email.state, email.right) == ("ada@example.com", "queued", "report.read")
    assert email.subject == "Summary for Monday, March 2"
    assert "As of 09:00." in email.text
    assert [e.subject_id for e in events("email.queued")] == [email.public_id]
    assert [e.subject_id for e in audited("report.send")] == [email.public_id]


def test_each_time_anew(cast: Cast) -> None:
    first, second = (send_report(actor=cast.admin(), now=NOW) for _ in range(2))
    assert first.message_id != second.message_id
    assert Email.objects.count() == 2


def test_a_manager_may(cast: Cast) -> None:
    actor = Actor(person("Marcus Bell", Role.MANAGER), cast.admin().via)
    assert send_report(actor=actor, now=NOW).address == "marcus@example.com"


@pytest.mark.parametrize("who", ["office", "field", "outsider"])
def test_nobody_else_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        send_report(actor=getattr(cast, who)(), now=NOW)
    assert not Email.objects.exists()
    assert [e.code for e in audited("report.send", "refused")] == ["not_allowed"]


def test_who_has_left_gets_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    cast.ada.refresh_from_db()
    with pytest.raises(NotAllowed):
        send_report(actor=cast.admin(), now=NOW)


def test_the_clock_asks_for_nobody(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Sign in first"):
        send_report(actor=Actor.clock(), now=NOW)
