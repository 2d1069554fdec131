"""Telling people: once per event and kind, by email where it matters."""

from apps.core.events import Envelope
from apps.notifications.actions import Text, notify
from apps.notifications.models import Email, Notification
from tests.conftest import NOW, Cast, events

NEWS = Text(kind="incident.reported", title="Gas leak", body="By the meter", url="/admin/x/", urgent=True)


def test_each_is_told_once_however_often_it_is_delivered(cast: Cast, envelope: Envelope) -> None:
    told = [notify(envelope, [cast.dana, cast.ada], NEWS, now=NOW) for _ in range(2)]
    assert told == [2, 0]
    assert {n.recipient for n in Notification.objects.all()} == {cast.dana, cast.ada}
    assert len(events("notification.made")) == 2


def test_another_kind_of_the_same_event_is_told_as_well(cast: Cast, envelope: Envelope) -> None:
    notify(envelope, [cast.dana], NEWS, now=NOW)
    notify(envelope, [cast.dana], Text(kind="other", title="Something else"), now=NOW)
    assert Notification.objects.count() == 2


def test_an_email_is_written_only_when_asked_for(cast: Cast, envelope: Envelope) -> None:
    notify(envelope, [cast.ana], NEWS, now=NOW)
    notify(envelope, [cast.dana], NEWS, now=NOW, by_email=True)
    email = Email.objects.get()
    assert (email.address, email.subject, email.state) == (cast.dana.email, "Gas leak", "queued")
    assert "By the meter" in email.text
    assert "/admin/x/" in email.text
    assert "By the meter" in email.html


def test_a_title_cannot_write_headers(cast: Cast, envelope: Envelope) -> None:
    notify(envelope, [cast.dana], Text(kind="k", title="Gas\r\nBcc: all@example.com"), now=NOW, by_email=True)
    assert Email.objects.get().subject == "Gas Bcc: all@example.com"
