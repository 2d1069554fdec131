"""`service_request.receive_answer`: what customers write about a request is put with it."""

from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed
from apps.core.events import Envelope
from apps.jobs.actions import ask_about_service_request, decline_service_request, receive_answer
from apps.jobs.states import ServiceRequestStatus
from apps.jobs.telling_of_requests import tell_office_of_service_request
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import BY_EMAIL, BY_FORM, asked_by_phone


def test_one_that_waited_is_new_again_with_its_answer(cast: Cast) -> None:
    asked = asked_by_phone(cast)
    one: dict[str, Any] = {"now": NOW, "service_request_id": asked.public_id}
    ask_about_service_request(actor=cast.office(), **one, question="Which boiler?")
    again: dict[str, Any] = {**one, "text": "The one in the cellar", "message_id": "<a@b>"}
    assert receive_answer(actor=BY_EMAIL, **again).status == ServiceRequestStatus.NEW
    with pytest.raises(BadInput, match="already"):
        receive_answer(actor=BY_EMAIL, **again)
    assert [answer.text for answer in asked.answers.all()] == ["The one in the cellar"]
    assert len(audited("service_request.receive_answer")) == 1
    tell_office_of_service_request(Envelope.of(events("service_request.answered")[0]))
    assert Notification.objects.get(recipient=cast.dana).body.endswith("The one in the cellar")


def test_one_that_is_decided_stays_so_and_nothing_is_lost(cast: Cast) -> None:
    asked = asked_by_phone(cast)
    one: dict[str, Any] = {"now": NOW, "service_request_id": asked.public_id}
    decline_service_request(actor=cast.office(), **one, reason="Out of our area")
    assert receive_answer(actor=BY_EMAIL, **one, text="Please!").status == ServiceRequestStatus.DECLINED
    assert asked.answers.count() == 1
    for actor in (cast.office(), cast.field(), BY_FORM):
        with pytest.raises(NotAllowed):
            receive_answer(actor=actor, **one, text="X")
