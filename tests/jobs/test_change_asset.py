"""`asset.change`: what is known of equipment; what it is a part of is with `asset.add`."""

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_asset, change_asset
from apps.jobs.models import Asset, Site, Visit
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def boiler(cast: Cast, site: Site) -> Asset:
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler")


def test_it_is_done_told_and_audited(cast: Cast, site: Site, boiler: Asset) -> None:
    done = change_asset(actor=cast.office(), now=NOW, asset_id=boiler.public_id, name="Boiler 2")
    assert (done.name, done.version) == ("Boiler 2", 2)
    assert [entry.user for entry in audited("asset.change")] == [cast.dana]
    assert len(events("asset.changed")) == 1


def test_field_staff_may_not_and_outsiders_find_nothing(cast: Cast, visit: Visit, boiler: Asset, site: Site) -> None:
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            change_asset(actor=actor, now=NOW, asset_id=boiler.public_id, name="Boiler 2")
    assert [entry.code for entry in audited("asset.change", "refused")] == ["not_allowed", "not_found"]
