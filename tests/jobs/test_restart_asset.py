"""`asset.restart`: equipment that is in use again."""

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_asset, restart_asset, stop_asset
from apps.jobs.models import Asset, Site, Visit
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def boiler(cast: Cast, site: Site) -> Asset:
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler")


def test_it_is_done_told_and_audited(cast: Cast, site: Site, boiler: Asset) -> None:
    stop_asset(actor=cast.office(), now=NOW, asset_id=boiler.public_id, reason="It leaks")
    done = restart_asset(actor=cast.office(), now=NOW, asset_id=boiler.public_id, reason="Mended")
    assert (done.status, done.status_reason) == ("in_service", "")
    assert [entry.user for entry in audited("asset.restart")] == [cast.dana]
    assert len(events("asset.restarted")) == 1


def test_field_staff_may_not_and_outsiders_find_nothing(cast: Cast, visit: Visit, boiler: Asset, site: Site) -> None:
    stop_asset(actor=cast.office(), now=NOW, asset_id=boiler.public_id, reason="It leaks")
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            restart_asset(actor=actor, now=NOW, asset_id=boiler.public_id, reason="Mended")
    assert [entry.code for entry in audited("asset.restart", "refused")] == ["not_allowed", "not_found"]
