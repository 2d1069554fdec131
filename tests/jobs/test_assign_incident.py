"""`incident.assign`: who takes care of it."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import add_asset, add_site, assign_incident, report_incident, resolve_incident
from apps.jobs.models import Incident, Site, Visit
from apps.jobs.questions import unassigned
from apps.jobs.selectors import incidents_visible_to
from apps.jobs.sight import who_sees_incident
from apps.jobs.states import ResolutionKind, Severity
from tests.conftest import NOW, Cast, audited, events


def test_who_takes_care_sees_it_from_then_on(cast: Cast, incident: Incident) -> None:
    office, charlie = cast.office(), cast.outsider()
    assert not incidents_visible_to(charlie).exists()
    assign_incident(actor=office, now=NOW, incident_id=incident.public_id, user_id=cast.charlie.public_id)
    incident.refresh_from_db()
    assert incident.assignee == cast.charlie
    assert list(incidents_visible_to(charlie)) == [incident]
    assert cast.charlie in [seen.user for seen in who_sees_incident(incident)]
    assert not unassigned(Incident.objects.all()).exists()
    assign_incident(actor=office, now=NOW, incident_id=incident.public_id)
    assert list(unassigned(Incident.objects.all())) == [incident]
    assert len(audited("incident.assign")) == 2
    assert [e.payload["after"] for e in events("incident.assigned")] == [str(cast.charlie.public_id), None]


def test_others_are_refused_and_what_is_over_stays(cast: Cast, incident: Incident) -> None:
    asked: dict[str, Any] = {"now": NOW, "incident_id": incident.public_id}
    for actor, refusal in ((cast.outsider(), NotHere), (cast.field(), NotAllowed)):
        with pytest.raises(refusal):
            assign_incident(actor=actor, **asked, user_id=cast.ana.public_id)
    resolve_incident(actor=cast.office(), **asked, resolution="Valve shut", kind=ResolutionKind.MADE_SAFE)
    incident.refresh_from_db()
    assert incident.resolution_kind == "made_safe"
    with pytest.raises(IllegalTransition):
        assign_incident(actor=cast.office(), **asked, user_id=cast.ana.public_id)


def test_an_incident_with_an_asset_is_at_its_site(cast: Cast, site: Site, visit: Visit) -> None:
    office = cast.office()
    lift = add_asset(actor=office, now=NOW, site_id=site.public_id, name="Lift")
    told: dict[str, Any] = {"actor": office, "now": NOW, "severity": Severity.LOW, "title": "It squeaks"}
    assert report_incident(**told, asset_id=lift.public_id).site == site
    other = add_site(actor=office, now=NOW, customer_id=site.customer.public_id, name="Elm St", address="3 Elm St")
    with pytest.raises(BadInput) as refused:
        report_incident(**told, asset_id=lift.public_id, site_id=other.public_id)
    assert refused.value.code == "asset_elsewhere"
