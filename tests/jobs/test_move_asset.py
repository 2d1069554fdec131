"""`asset.move`: equipment that now stands elsewhere; with its parts: `test_retire_asset`."""

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_asset, add_site, move_asset
from apps.jobs.models import Asset, Site, Visit
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def boiler(cast: Cast, site: Site) -> Asset:
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler")


@pytest.fixture
def elsewhere(cast: Cast, site: Site) -> Site:
    return add_site(actor=cast.office(), now=NOW, customer_id=site.customer.public_id, name="Elm St", address="3 Elm")


def test_it_is_done_told_and_audited(cast: Cast, boiler: Asset, elsewhere: Site) -> None:
    moved = move_asset(actor=cast.office(), now=NOW, asset_id=boiler.public_id, site_id=elsewhere.public_id)
    assert moved.site == elsewhere
    assert [entry.user for entry in audited("asset.move")] == [cast.dana]
    assert len(events("asset.moved")) == 1


def test_field_staff_may_not_and_outsiders_find_nothing(cast: Cast, visit: Visit, boiler: Asset, site: Site) -> None:
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            move_asset(actor=actor, now=NOW, asset_id=boiler.public_id, site_id=site.public_id)
