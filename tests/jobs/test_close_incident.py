"""`incident.close`: a resolved incident is filed."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import close_incident, resolve_incident
from apps.jobs.models import Incident
from apps.jobs.states import IncidentStatus
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def resolved(cast: Cast, incident: Incident) -> Incident:
    return resolve_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, resolution="Valve shut")


def test_it_files_what_is_resolved(cast: Cast, resolved: Incident) -> None:
    closed = close_incident(actor=cast.office(), now=NOW, incident_id=resolved.public_id)
    assert (closed.status, closed.resolution) == (IncidentStatus.CLOSED, "Valve shut")


def test_an_outsider_is_told_there_is_no_such_incident(cast: Cast, resolved: Incident) -> None:
    with pytest.raises(NotHere):
        close_incident(actor=cast.outsider(), now=NOW, incident_id=resolved.public_id)
    assert [e.code for e in audited("incident.close", "refused")] == ["not_found"]


def test_who_reported_it_may_not(cast: Cast, resolved: Incident) -> None:
    with pytest.raises(NotAllowed):
        close_incident(actor=cast.field(), now=NOW, incident_id=resolved.public_id)
    assert [e.code for e in audited("incident.close", "refused")] == ["not_allowed"]


def test_an_open_one_is_not_filed(cast: Cast, incident: Incident) -> None:
    with pytest.raises(IllegalTransition):
        close_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id)


def test_it_is_told_once(cast: Cast, resolved: Incident) -> None:
    close_incident(actor=cast.office(), now=NOW, incident_id=resolved.public_id)
    assert [(e.subject_id, e.payload) for e in events("incident.closed")] == [(resolved.public_id, {})]
