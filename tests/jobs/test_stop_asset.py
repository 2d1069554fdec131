"""`asset.stop`: equipment that must not be used."""

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_asset, stop_asset
from apps.jobs.models import Asset, Site, Visit
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def boiler(cast: Cast, site: Site) -> Asset:
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler")


def test_it_is_done_told_and_audited(cast: Cast, site: Site, boiler: Asset) -> None:
    done = stop_asset(actor=cast.office(), now=NOW, asset_id=boiler.public_id, reason="It leaks")
    assert done.status_reason == "It leaks"
    assert [entry.user for entry in audited("asset.stop")] == [cast.dana]
    assert len(events("asset.stopped")) == 1


def test_field_staff_may_not_and_outsiders_find_nothing(cast: Cast, visit: Visit, boiler: Asset, site: Site) -> None:
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            stop_asset(actor=actor, now=NOW, asset_id=boiler.public_id, reason="It leaks")
    assert [entry.code for entry in audited("asset.stop", "refused")] == ["not_allowed", "not_found"]
