"""`incident.acknowledge`: somebody takes care of it."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import acknowledge_incident
from apps.jobs.models import Incident
from apps.jobs.states import IncidentStatus
from tests.conftest import NOW, Cast, audited, events


def test_it_says_who_has_seen_it_and_when(cast: Cast, incident: Incident) -> None:
    acknowledge_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id)
    incident.refresh_from_db()
    assert (incident.status, incident.acknowledged_by, incident.acknowledged_at) == (
        IncidentStatus.ACKNOWLEDGED,
        cast.dana,
        NOW,
    )


def test_an_outsider_is_told_there_is_no_such_incident(cast: Cast, incident: Incident) -> None:
    with pytest.raises(NotHere):
        acknowledge_incident(actor=cast.outsider(), now=NOW, incident_id=incident.public_id)
    assert [e.code for e in audited("incident.acknowledge", "refused")] == ["not_found"]


def test_who_reported_it_may_not(cast: Cast, incident: Incident) -> None:
    with pytest.raises(NotAllowed):
        acknowledge_incident(actor=cast.field(), now=NOW, incident_id=incident.public_id)
    assert [e.code for e in audited("incident.acknowledge", "refused")] == ["not_allowed"]


def test_the_second_is_told_that_somebody_was_first(cast: Cast, incident: Incident) -> None:
    acknowledge_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id)
    with pytest.raises(IllegalTransition):
        acknowledge_incident(actor=cast.admin(), now=NOW, incident_id=incident.public_id)
    incident.refresh_from_db()
    assert incident.acknowledged_by == cast.dana


def test_it_is_told_once(cast: Cast, incident: Incident) -> None:
    acknowledge_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id)
    assert [(e.subject_id, e.payload) for e in events("incident.acknowledged")] == [(incident.public_id, {})]
