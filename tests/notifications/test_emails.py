"""Emails through the slow lane to a real SMTP server on loopback."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from apps.core.models import Delivery, Lane
from apps.core.relay import fast, slow
from apps.jobs.actions import report_incident
from apps.jobs.models import Visit
from apps.jobs.states import Severity
from apps.notifications.models import Email
from tests.conftest import Cast
from tests.e2e.processes import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Sink:
    """Keeps what arrives; refuses for now when told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return "451 try later"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield sink
    controller.stop()


def deliver() -> None:
    for _ in range(2):
        fast.drain(timezone.now())
    slow.drain(Lane.SLOW)


@pytest.mark.parametrize(("severity", "mails"), [(Severity.CRITICAL, 2), (Severity.HIGH, 2), (Severity.LOW, 0)])
def test_grave_incidents_reach_everybody_in_the_office(
    cast: Cast, visit: Visit, sink: Sink, severity: Severity, mails: int
) -> None:
    report_incident(actor=cast.field(), now=timezone.now(), severity=severity, title="Gas", visit_id=visit.public_id)
    deliver()
    deliver()
    assert sorted(m["To"] for m in sink.mails) == ["ada@example.com", "dana@example.com"][:mails]
    assert all("Oak St" in str(m.get_body(("plain",))) for m in sink.mails)


def test_a_mail_server_that_refuses_is_tried_again_with_the_same_message_id(
    cast: Cast, visit: Visit, sink: Sink
) -> None:
    sink.refuses = True
    report_incident(
        actor=cast.field(), now=timezone.now(), severity=Severity.CRITICAL, title="Gas", visit_id=visit.public_id
    )
    deliver()
    written = set(Email.objects.values_list("message_id", flat=True))
    assert set(Email.objects.values_list("state", flat=True)) == {"queued"}
    sink.refuses = False
    Delivery.objects.filter(state="due").update(due_at=timezone.now())
    deliver()
    assert {m["Message-ID"].strip() for m in sink.mails} == written
    assert set(Email.objects.values_list("state", flat=True)) == {"sent"}
