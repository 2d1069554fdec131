"""`service_request.ask`: the question goes out by email, to an address that its answer comes back to."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.events import Envelope
from apps.jobs.actions import ask_about_service_request
from apps.jobs.states import ServiceRequestStatus
from apps.jobs.telling_of_requests import ask_whoever_asked
from apps.notifications.models import Email
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import asked_by_phone


def test_it_waits_for_the_answer_and_the_question_is_emailed_once(cast: Cast, settings: Any) -> None:
    settings.REQUESTS_ADDRESS = "requests@hub.example.com"
    asked = asked_by_phone(cast)
    one: dict[str, Any] = {"actor": cast.office(), "now": NOW, "service_request_id": asked.public_id}
    with pytest.raises(BadInput, match="Write the question"):
        ask_about_service_request(**one, question=" ")
    with pytest.raises(NotHere):
        ask_about_service_request(**{**one, "actor": cast.field()}, question="Which boiler?")
    assert ask_about_service_request(**one, question="Which boiler?").status == ServiceRequestStatus.NEEDS_INFO
    with pytest.raises(IllegalTransition):
        ask_about_service_request(**one, question="Which one?")
    assert [entry.user for entry in audited("service_request.ask")] == [cast.dana]
    (event,) = events("service_request.asked")
    for _twice in range(2):
        ask_whoever_asked(Envelope.of(event))
    email = Email.objects.get(address="rosa@harbor.example.com")
    assert asked.code in email.subject
    assert "Which boiler?" in email.text
    assert email.reply_to.startswith(f"requests+wh-r-{asked.number}-")


def test_nobody_is_written_to_without_an_address(cast: Cast) -> None:
    asked = asked_by_phone(cast, contact_email="")
    ask_about_service_request(actor=cast.office(), now=NOW, service_request_id=asked.public_id, question="Which?")
    ask_whoever_asked(Envelope.of(events("service_request.asked")[0]))
    assert not Email.objects.exists()
