"""`incident.change_severity`: how bad it is by now."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import change_severity, resolve_incident
from apps.jobs.models import Incident
from apps.jobs.states import Severity
from tests.conftest import NOW, Cast, audited, events


def test_severity_changes_with_a_reason(cast: Cast, incident: Incident) -> None:
    told: dict[str, Any] = {"actor": cast.office(), "now": NOW, "incident_id": incident.public_id}
    change_severity(**told, severity=Severity.LOW, reason="The valve is shut")
    incident.refresh_from_db()
    assert incident.severity == Severity.LOW
    assert [(e.payload["before"], e.payload["reason"]) for e in events("incident.severity_changed")] == [
        ("critical", "The valve is shut")
    ]
    for severity, reason in ((Severity.HIGH, " "), (Severity.LOW, "It is")):
        with pytest.raises(BadInput):
            change_severity(**told, severity=severity, reason=reason)
    assert [entry.user for entry in audited("incident.change_severity")] == [cast.dana]


def test_others_are_refused_and_what_is_over_stays(cast: Cast, incident: Incident) -> None:
    asked: dict[str, Any] = {"now": NOW, "incident_id": incident.public_id}
    low: dict[str, Any] = {**asked, "severity": Severity.LOW, "reason": "So"}
    for actor, refusal in ((cast.outsider(), NotHere), (cast.field(), NotAllowed)):
        with pytest.raises(refusal):
            change_severity(actor=actor, **low)
    resolve_incident(actor=cast.office(), **asked, resolution="Valve shut")
    with pytest.raises(IllegalTransition):
        change_severity(actor=cast.office(), **low)
