"""`incident.report`: something unsafe or broken is said."""

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.crews.states import Role
from apps.jobs.actions import add_asset, report_incident
from apps.jobs.models import Incident, Site, Visit
from apps.jobs.states import IncidentStatus, Severity
from tests.conftest import NOW, Cast, audited, events, person


def test_with_a_visit_it_is_at_the_visits_site(cast: Cast, visit: Visit, site: Site, incident: Incident) -> None:
    kept = Incident.objects.get(pk=incident.pk)
    assert (kept.visit, kept.site, kept.reported_by, kept.reported_at) == (visit, site, cast.ana, NOW)
    assert (kept.severity, kept.status) == (Severity.CRITICAL, IncidentStatus.OPEN)
    assert kept.code == f"WH-I-{kept.number}"


def test_it_may_be_at_a_site_without_a_visit(cast: Cast, site: Site) -> None:
    made = report_incident(
        actor=cast.office(), now=NOW, severity=Severity.LOW, title="Broken step", site_id=site.public_id
    )
    assert (made.site, made.visit) == (site, None)


def test_it_may_stand_alone_so_that_nobody_waits_to_be_heard(cast: Cast) -> None:
    made = report_incident(actor=cast.outsider(), now=NOW, severity=Severity.HIGH, title="Smoke")
    assert (made.site, made.visit, made.reported_by_id) == (None, None, cast.charlie.pk)


def test_an_outsider_is_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        report_incident(actor=cast.outsider(), now=NOW, severity=Severity.LOW, title="Noise", visit_id=visit.public_id)
    assert [e.code for e in audited("incident.report", "refused")] == ["not_found"]
    assert not Incident.objects.exists()


def test_a_site_out_of_sight_is_not_found(cast: Cast, site: Site) -> None:
    for site_id in (site.public_id, uuid4()):
        with pytest.raises(NotHere):
            report_incident(actor=cast.outsider(), now=NOW, severity=Severity.LOW, title="Noise", site_id=site_id)


def test_somebody_who_left_may_not(cast: Cast) -> None:
    cast.charlie.is_active = False
    with pytest.raises(NotAllowed):
        report_incident(actor=Actor(cast.charlie, Via.API), now=NOW, severity=Severity.LOW, title="Noise")
    assert [e.code for e in audited("incident.report", "refused")] == ["not_allowed"]


def test_whoever_may_not_hears_first_whether_the_visit_is_there(cast: Cast, visit: Visit) -> None:
    cast.charlie.is_active = False
    left = Actor(cast.charlie, Via.API)
    who: dict[str, Any] = {"now": NOW, "severity": Severity.LOW, "title": "Noise"}
    with pytest.raises(NotHere):
        report_incident(actor=left, visit_id=visit.public_id, **who)
    reader = Actor(person("Rita Reader", Role.READ_ONLY), Via.API)
    with pytest.raises(NotAllowed):
        report_incident(actor=reader, visit_id=visit.public_id, **who)


def test_an_alarm_waits_for_nobody_who_holds_the_visit_its_site_or_the_equipment(
    cast: Cast, visit: Visit, site: Site, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    boiler = add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler 2")
    told: dict[str, Any] = {"visit_id": visit.public_id, "asset_id": boiler.public_id}
    with django_assert_max_num_queries(100) as asked:
        report_incident(actor=cast.field(), now=NOW, severity=Severity.CRITICAL, title="Gas", **told)
        report_incident(actor=cast.field(), now=NOW, severity=Severity.HIGH, title="Step", site_id=site.public_id)
    assert not [one["sql"] for one in asked.captured_queries if "FOR NO KEY UPDATE" in one["sql"]]
    assert len(audited("incident.report")) == 2


@pytest.mark.parametrize(("title", "description"), [("  ", ""), ("Noise", "x" * 20_001)])
def test_what_does_not_fit_is_refused(cast: Cast, title: str, description: str) -> None:
    with pytest.raises(BadInput):
        report_incident(actor=cast.office(), now=NOW, severity=Severity.LOW, title=title, description=description)


def test_a_long_title_is_cut_rather_than_lost(cast: Cast) -> None:
    assert len(report_incident(actor=cast.field(), now=NOW, severity=Severity.LOW, title="x" * 300).title) == 200


def test_it_is_told_once_with_its_severity(incident: Incident) -> None:
    assert [(e.subject_id, e.payload) for e in events("incident.reported")] == [
        (incident.public_id, {"severity": "critical"})
    ]
