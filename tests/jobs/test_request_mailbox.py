"""A mailbox and an email service hand emails in, over real sockets and the real views."""

import base64
import imaplib
import json
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest
from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent, inbound
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from pydantic import ValidationError

from apps.core.errors import TryAgain
from apps.jobs.models import ServiceRequest
from tests.conftest import Cast
from tests.jobs.mailbox import serving
from workhub import request_mailbox, request_webhook
from workhub.env import Env
from workhub.request_webhook import take_in

pytestmark = pytest.mark.django_db


def _mail(number: int, subject: str = "Lift stuck") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Rosa Mendes <rosa@harbor.example.com>", subject
    message["Message-ID"] = f"<{number}@harbor.example.com>"
    message.set_content("Between two floors.")
    return bytes(message)


@pytest.fixture
def in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without TLS: what is tried here is the conversation."""
    monkeypatch.setattr(imaplib, "IMAP4_SSL", lambda host, port, ssl_context, timeout: imaplib.IMAP4(host, port))


def test_unread_emails_become_requests_once_and_are_marked(
    cast: Cast, settings: Any, in_the_open: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving({3: _mail(3), 4: b"\xff no email", 7: _mail(7, "Door jams")}) as server:
        settings.REQUESTS_MAILBOX = f"imaps://hub:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        for _twice in range(2):
            call_command("fetch_requests")
        server.flags.clear()  # as if the run had died before it marked them
        call_command("fetch_requests")
    assert sorted(ServiceRequest.objects.values_list("title", flat=True)) == ["Door jams", "Lift stuck"]
    assert server.flags == {3: r"\Seen", 4: r"\Seen \Flagged", 7: r"\Seen"}
    assert "4: This email cannot be read." in capsys.readouterr().out


def test_a_mailbox_that_refuses_is_named_without_its_password(settings: Any, in_the_open: None) -> None:
    settings.REQUESTS_MAILBOX = ""
    with pytest.raises(CommandError, match="set REQUESTS_MAILBOX"):
        call_command("fetch_requests")
    with serving({}) as server:
        for wrong in ("hub:other@127.0.0.1:{}/INBOX", "hub:secret@127.0.0.1:{}/Nothing"):
            settings.REQUESTS_MAILBOX = f"imaps://{wrong.format(server.server_address[1])}"
            with pytest.raises(CommandError, match="cannot be read") as refused:
                call_command("fetch_requests")
            assert "secret" not in str(refused.value)
    assert request_mailbox.PATIENCE < 60


def test_an_email_service_hands_emails_in_with_the_secret_alone(cast: Cast, settings: Any) -> None:
    assert take_in in [known() for _key, known, *_more in inbound.receivers]
    settings.ANYMAIL = {"WEBHOOK_SECRET": "hub:a-long-random-secret"}
    body: dict[str, Any] = {
        "RawEmail": _mail(9).decode(),
        "MessageID": "9",
        "Headers": [],
        "From": "rosa@harbor.example.com",
    }
    body |= {"FromFull": {"Email": "rosa@harbor.example.com", "Name": "Rosa"}, "Attachments": []}

    def hand_in(secret: str) -> int:
        sign = base64.b64encode(secret.encode()).decode()
        request = RequestFactory().post(
            "/anymail/postmark/inbound/",
            json.dumps(body),
            "application/json",
            headers={"authorization": f"Basic {sign}"},
        )
        return int(PostmarkInboundWebhookView.as_view()(request).status_code)

    with pytest.raises(AnymailWebhookValidationFailure):  # to Django a suspicious operation: 400
        hand_in("hub:guessed")
    assert not ServiceRequest.objects.exists()
    assert [hand_in("hub:a-long-random-secret") for _twice in range(2)] == [200, 200]
    assert ServiceRequest.objects.get().title == "Lift stuck"


def test_an_email_that_only_met_another_change_is_taken_the_next_time(
    cast: Cast, settings: Any, in_the_open: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def met(_content: bytes, *, now: datetime) -> None:
        raise TryAgain

    with serving({3: _mail(3)}) as server:
        settings.REQUESTS_MAILBOX = f"imaps://hub:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        with monkeypatch.context() as for_once:
            for_once.setattr(request_mailbox, "receive", met)
            call_command("fetch_requests")
        assert server.flags == {}
        call_command("fetch_requests")
    assert ServiceRequest.objects.count() == 1
    monkeypatch.setattr(request_webhook, "receive", met)
    with pytest.raises(TryAgain):  # answered as an error: the service hands it in again
        take_in(
            AnymailInboundEvent(event_type="inbound", message=AnymailInboundMessage.parse_raw_mime(_mail(4).decode()))
        )


@pytest.mark.parametrize(
    ("name", "value"), [("REQUESTS_MAILBOX", "imap.example.com"), ("REQUESTS_WEBHOOK_SECRET", "hub:short")]
)
def test_a_setting_that_is_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match="write"):
        Env()
