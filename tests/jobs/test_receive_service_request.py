"""`service_request.receive`: strangers ask by the form and by email, and see nothing."""

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, NotAllowed
from apps.core.events import Envelope
from apps.jobs.actions import receive_service_request
from apps.jobs.service_requests.reading import service_requests_visible_to
from apps.jobs.states import Channel
from apps.jobs.telling_of_requests import tell_office_of_service_request
from apps.notifications.models import Email, Notification
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import ASKED, BY_EMAIL, BY_FORM


def test_strangers_ask_once_per_message_and_see_nothing(cast: Cast) -> None:
    asked = receive_service_request(actor=BY_FORM, now=NOW, **ASKED)
    mail = receive_service_request(actor=BY_EMAIL, now=NOW, title="Lift stuck", message_id="<a@b>")
    assert (asked.channel, mail.channel) == (Channel.FORM, Channel.EMAIL)
    with pytest.raises(BadInput, match="already"):
        receive_service_request(actor=BY_EMAIL, now=NOW, title="Lift stuck", message_id="<a@b>")
    assert not service_requests_visible_to(BY_FORM).exists()
    assert [(entry.user, entry.via) for entry in audited("service_request.receive")] == [
        (None, Via.CUSTOMER),
        (None, Via.EMAIL),
    ]


def test_the_office_is_told_and_whoever_asked_hears_that_it_arrived(cast: Cast) -> None:
    asked = receive_service_request(actor=BY_FORM, now=NOW, **ASKED)
    for _twice in range(2):
        tell_office_of_service_request(Envelope.of(events("service_request.received")[0]))
    assert {told.recipient for told in Notification.objects.all()} == {cast.dana, cast.ada}
    letter = Email.objects.get(address=ASKED["contact_email"])
    assert asked.code in letter.text
    assert asked.title not in letter.text, "whoever typed it may have typed somebody else's address"


def test_nobody_signed_in_asks_as_a_stranger(cast: Cast) -> None:
    for actor in (cast.office(), cast.admin(), cast.field(), Actor(None, Via.API)):
        with pytest.raises(NotAllowed):
            receive_service_request(actor=actor, now=NOW, title="X")
