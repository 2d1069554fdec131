"""Who answers for somebody is told of what concerns them: managers and leads of their crew, nobody else's."""

from typing import Any

import pytest
from django.utils import timezone

from apps.agent.actions import forward_message, send_message
from apps.core.relay import fast
from apps.crews.models import User
from apps.jobs.actions import assign_incident, change_severity, report_incident
from apps.jobs.states import Severity
from apps.notifications.models import Email, Notification
from tests import sights
from tests.conftest import NOW, Cast
from tests.sights import Company


@pytest.fixture
def company(cast: Cast) -> Company:
    company = sights.build(cast)
    tell_everybody()
    Notification.objects.all().delete()
    return company


def tell_everybody() -> None:
    """What the relay does, until nothing is due."""
    while fast.drain(timezone.now()):
        pass


def told(kind: str) -> dict[str, str]:
    """Who was told, and where it leads."""
    return {n.recipient.email.split("@")[0]: n.url for n in Notification.objects.filter(kind=kind)}


def test_an_incident_is_told_to_who_answers_for_its_reporter_and_its_visit(company: Company) -> None:
    visit = company.visits["mixed"]
    incident = report_incident(
        actor=company.as_("ben"), now=NOW, severity=Severity.CRITICAL, title="Gas", visit_id=visit.public_id
    )
    tell_everybody()
    office, portal = f"/admin/jobs/incident/{incident.pk}/change/", f"/portal/visits/{visit.public_id}/"
    assert told("incident.reported") == {
        **dict.fromkeys(("dana", "ada", "marcus", "nora"), office),
        **dict.fromkeys(("ana", "charlie"), portal),
    }


def test_one_that_turns_out_grave_is_told_like_a_grave_one(company: Company) -> None:
    visit = company.visits["mixed"]
    told_of: dict[str, Any] = {"now": NOW, "title": "A smell", "visit_id": visit.public_id}
    incident = report_incident(actor=company.as_("ben"), severity=Severity.LOW, **told_of)
    tell_everybody()
    said: dict[str, Any] = {"actor": company.as_("dana"), "now": NOW, "incident_id": incident.public_id}
    change_severity(**said, severity=Severity.MEDIUM, reason="Stronger by now")
    change_severity(**said, severity=Severity.CRITICAL, reason="It is gas")
    change_severity(**said, severity=Severity.HIGH, reason="The valve is shut")
    tell_everybody()
    office, portal = f"/admin/jobs/incident/{incident.pk}/change/", f"/portal/visits/{visit.public_id}/"
    assert told("incident.worse") == {
        **dict.fromkeys(("ada", "marcus", "nora"), office),
        **dict.fromkeys(("ana", "charlie"), portal),
    }
    assert {"It is gas" in n.body for n in Notification.objects.filter(kind="incident.worse")} == {True}
    assert Notification.objects.filter(kind="incident.worse", urgent=True).count() == Email.objects.count() == 5


def test_without_a_visit_to_who_answers_for_its_reporter(company: Company) -> None:
    report_incident(actor=company.as_("dora"), now=NOW, severity=Severity.LOW, title="A wet floor")
    tell_everybody()
    assert set(told("incident.reported")) == {"dana", "ada", "nora", "charlie"}
    assert told("incident.reported")["charlie"] == ""


def test_whoever_takes_care_is_led_to_where_it_stands(company: Company) -> None:
    visit = company.visits["mixed"]
    told_of: dict[str, Any] = {"now": NOW, "title": "Gas", "visit_id": visit.public_id}
    incident = report_incident(actor=company.as_("ben"), severity=Severity.HIGH, **told_of)
    for name in ("marcus", "ben"):
        who = User.objects.get(email__startswith=f"{name}@")
        assign_incident(actor=company.as_("dana"), now=NOW, incident_id=incident.public_id, user_id=who.public_id)
        tell_everybody()
    office, portal = f"/admin/jobs/incident/{incident.pk}/change/", f"/portal/visits/{visit.public_id}/"
    assert told("incident.assigned") == {"marcus": office, "ben": portal}


def test_a_lead_is_not_told_of_their_own_report(company: Company) -> None:
    report_incident(actor=company.as_("ana"), now=NOW, severity=Severity.LOW, title="A wet floor")
    tell_everybody()
    assert set(told("incident.reported")) == {"dana", "ada", "marcus"}


def test_a_message_passed_on_is_told_to_the_persons_manager(company: Company) -> None:
    message = send_message(actor=company.as_("ben"), now=NOW, text="Who has the keys?")
    forward_message(
        actor=company.as_("ben"), now=NOW, message_id=message.public_id, reason="Somebody should answer this"
    )
    tell_everybody()
    assert set(told("message.forwarded")) == {"dana", "ada", "marcus"}
