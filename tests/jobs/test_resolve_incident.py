"""`incident.resolve`: the danger is dealt with."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import acknowledge_incident, resolve_incident, withdraw_incident
from apps.jobs.models import Incident
from apps.jobs.states import IncidentStatus
from tests.conftest import NOW, Cast, audited, events


@pytest.mark.parametrize("seen_before", [True, False])
def test_it_says_how_and_when(cast: Cast, incident: Incident, seen_before: bool) -> None:
    if seen_before:
        acknowledge_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id)
    resolve_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, resolution=" Valve shut ")
    incident.refresh_from_db()
    assert (incident.status, incident.resolution, incident.resolved_at) == (
        IncidentStatus.RESOLVED,
        "Valve shut",
        NOW,
    )


def test_an_outsider_is_told_there_is_no_such_incident(cast: Cast, incident: Incident) -> None:
    with pytest.raises(NotHere):
        resolve_incident(actor=cast.outsider(), now=NOW, incident_id=incident.public_id, resolution="Gone")
    assert [e.code for e in audited("incident.resolve", "refused")] == ["not_found"]


def test_who_reported_it_may_not(cast: Cast, incident: Incident) -> None:
    with pytest.raises(NotAllowed):
        resolve_incident(actor=cast.field(), now=NOW, incident_id=incident.public_id, resolution="Gone")
    assert [e.code for e in audited("incident.resolve", "refused")] == ["not_allowed"]


def test_one_that_was_taken_back_is_refused(cast: Cast, incident: Incident) -> None:
    withdraw_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, reason="Misread")
    with pytest.raises(IllegalTransition):
        resolve_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, resolution="Gone")


@pytest.mark.parametrize("resolution", ["", "  ", "x" * 4001])
def test_it_must_be_said_how(cast: Cast, incident: Incident, resolution: str) -> None:
    with pytest.raises(BadInput):
        resolve_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, resolution=resolution)


def test_it_is_told_once(cast: Cast, incident: Incident) -> None:
    resolve_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, resolution="Valve shut")
    assert [(e.subject_id, e.payload) for e in events("incident.resolved")] == [(incident.public_id, {})]
