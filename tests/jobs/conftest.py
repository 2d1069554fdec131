"""Rows that several tests of the work begin with."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from apps.jobs.actions import add_customer, complete_visit, report_incident
from apps.jobs.models import Customer, Incident, Job, Visit
from apps.jobs.states import Severity
from tests.conftest import NOW, Cast, PlanVisit
from tests.e2e.processes import Sink, free_port


@pytest.fixture
def draft(plan: PlanVisit) -> Visit:
    """Ana's visit, not sent yet."""
    return plan(draft=True)


@pytest.fixture
def customer(cast: Cast) -> Customer:
    return add_customer(actor=cast.office(), now=NOW, name="Mill Lane Dental", phone="555 0101", notes="Ring twice")


@pytest.fixture
def incident(cast: Cast, visit: Visit) -> Incident:
    """Ana smells gas on her visit."""
    return report_incident(
        actor=cast.field(), now=NOW, severity=Severity.CRITICAL, title="Gas by the meter", visit_id=visit.public_id
    )


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A real mail server on loopback that keeps what it is given."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield sink
    controller.stop()


@pytest.fixture
def finished(cast: Cast, visit: Visit) -> Job:
    """The job of Ana's visit, which she has finished."""
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, note="New valve")
    visit.job.refresh_from_db()
    return visit.job
