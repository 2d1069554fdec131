"""`incident.withdraw`: an incident that was none."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import acknowledge_incident, resolve_incident, withdraw_incident
from apps.jobs.models import Incident
from apps.jobs.states import IncidentStatus
from tests.conftest import NOW, Cast, audited, events


@pytest.mark.parametrize("seen_before", [True, False])
def test_it_takes_the_incident_back(cast: Cast, incident: Incident, seen_before: bool) -> None:
    if seen_before:
        acknowledge_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id)
    gone = withdraw_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, reason=" Misread ")
    assert (gone.status, gone.withdrawn_reason) == (IncidentStatus.WITHDRAWN, "Misread")


def test_an_outsider_is_told_there_is_no_such_incident(cast: Cast, incident: Incident) -> None:
    with pytest.raises(NotHere):
        withdraw_incident(actor=cast.outsider(), now=NOW, incident_id=incident.public_id, reason="Nothing")
    assert [e.code for e in audited("incident.withdraw", "refused")] == ["not_found"]


def test_who_reported_it_may_not(cast: Cast, incident: Incident) -> None:
    with pytest.raises(NotAllowed):
        withdraw_incident(actor=cast.field(), now=NOW, incident_id=incident.public_id, reason="Nothing")
    assert [e.code for e in audited("incident.withdraw", "refused")] == ["not_allowed"]


def test_what_was_resolved_did_happen(cast: Cast, incident: Incident) -> None:
    resolve_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, resolution="Valve shut")
    with pytest.raises(IllegalTransition):
        withdraw_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, reason="Misread")


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_a_reason_that_fits_is_needed(cast: Cast, incident: Incident, reason: str) -> None:
    with pytest.raises(BadInput):
        withdraw_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, reason=reason)


def test_it_is_told_once(cast: Cast, incident: Incident) -> None:
    withdraw_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, reason="Misread")
    assert [(e.subject_id, e.payload) for e in events("incident.withdrawn")] == [(incident.public_id, {})]
