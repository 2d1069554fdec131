"""Rows that several tests of the work begin with."""

import pytest

from apps.jobs.actions import add_customer, report_incident
from apps.jobs.models import Customer, Incident, Visit
from apps.jobs.states import Severity
from tests.conftest import NOW, Cast, PlanVisit


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
