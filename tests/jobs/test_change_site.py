"""`site.change`: what is known of a site."""

from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import change_site
from apps.jobs.models import Site, Visit
from tests.conftest import NOW, Cast, audited, events


def change(cast: Cast, site: Site, **more: Any) -> Site:
    return change_site(
        **{
            "actor": cast.office(),
            "now": NOW,
            "site_id": site.public_id,
            "name": "Oak St",
            "address": "14 Oak St",
            **more,
        }
    )


def test_it_changes_what_is_known(cast: Cast, site: Site) -> None:
    change(cast, site, hazards="Dog", latitude=1.5, longitude=2.5)
    site.refresh_from_db()
    assert (site.address, site.hazards, site.latitude, site.version) == ("14 Oak St", "Dog", 1.5, 2)


def test_it_refuses_a_look_that_is_out_of_date(cast: Cast, site: Site) -> None:
    change(cast, site)
    with pytest.raises(StaleVersion):
        change(cast, site, version=1)


def test_an_outsider_is_told_there_is_no_such_site(cast: Cast, site: Site) -> None:
    with pytest.raises(NotHere):
        change(cast, site, actor=cast.outsider())
    assert [e.code for e in audited("site.change", "refused")] == ["not_found"]


def test_a_member_who_works_there_may_not(cast: Cast, site: Site, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        change(cast, site, actor=cast.field())
    assert [e.code for e in audited("site.change", "refused")] == ["not_allowed"]


@pytest.mark.parametrize("bad", [{"address": " "}, {"timezone": "CET/Nowhere"}, {"longitude": 10.0}], ids=str)
def test_what_cannot_be_right_is_refused(cast: Cast, site: Site, bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        change(cast, site, **bad)
    site.refresh_from_db()
    assert (site.address, site.version) == ("12 Oak St", 1)


def test_it_is_told_once(cast: Cast, site: Site) -> None:
    change(cast, site)
    assert [(e.subject_id, e.subject_version, e.payload) for e in events("site.changed")] == [(site.public_id, 2, {})]
