"""`asset.add` and `asset.change`: equipment, and what it is a part of."""

from datetime import date
from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.jobs.actions import add_asset, add_job, add_site, change_asset, change_job
from apps.jobs.models import Asset, Job, Site, Visit
from apps.jobs.selectors import assets_visible_to
from tests.conftest import NOW, Cast, audited, events


def added(cast: Cast, site: Site, name: str, parent: Asset | None = None, **more: Any) -> Asset:
    above = parent.public_id if parent else None
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name=name, parent_id=above, **more)


def hang(cast: Cast, asset: Asset, parent: Asset | None) -> Asset:
    above = parent.public_id if parent else None
    return change_asset(actor=cast.office(), now=NOW, asset_id=asset.public_id, name=asset.name, parent_id=above)


@pytest.fixture
def elsewhere(cast: Cast, site: Site) -> Site:
    return add_site(actor=cast.office(), now=NOW, customer_id=site.customer.public_id, name="Elm St", address="3 Elm")


def test_it_is_written_down_with_its_parts(cast: Cast, site: Site) -> None:
    plant = added(cast, site, " Heating ", serial=" AC-99 ", installed_on=date(2021, 5, 4))
    burner = added(cast, site, "Burner", plant)
    assert (plant.name, plant.serial, burner.parent) == ("Heating", "AC-99", plant)
    assert len(events("asset.added")) == 2
    assert hang(cast, burner, None).parent is None


def test_nothing_is_a_part_of_itself_nor_of_what_stands_elsewhere(cast: Cast, site: Site, elsewhere: Site) -> None:
    plant = added(cast, site, "Heating")
    burner = added(cast, site, "Burner", plant)
    nozzle = added(cast, site, "Nozzle", burner)
    for part in (plant, burner, nozzle):
        with pytest.raises(BadInput, match="is itself a part of it"):
            hang(cast, plant, part)
    with pytest.raises(BadInput, match="Heating stands at another site"):
        added(cast, elsewhere, "Pump", plant)
    with pytest.raises(BadInput, match="ends before the day"):
        added(cast, site, "Lift", installed_on=date(2021, 5, 4), warranty_until=date(2021, 5, 3))


def test_a_tree_has_an_end(cast: Cast, site: Site) -> None:
    deep = added(cast, site, "1")
    for level in range(2, 7):
        deep = added(cast, site, str(level), deep)
    with pytest.raises(BadInput, match="At most 6 levels"):
        added(cast, site, "7", deep)
    tall = added(cast, site, "A")
    added(cast, site, "B", tall)
    with pytest.raises(BadInput, match="At most 6 levels"):
        hang(cast, tall, deep.parent)


def test_a_job_is_about_what_stands_at_its_site(cast: Cast, site: Site, elsewhere: Site, job: Job) -> None:
    boiler, lift = added(cast, site, "Boiler"), added(cast, elsewhere, "Lift")
    office: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    made = add_job(**office, site_id=site.public_id, title="Service", asset_id=boiler.public_id)
    assert made.asset == boiler
    assert change_job(**office, job_id=made.public_id, title="Service").asset is None
    with pytest.raises(BadInput, match="Lift does not stand at Oak St"):
        change_job(**office, job_id=job.public_id, title="Service", asset_id=lift.public_id)


def test_field_staff_see_it_where_they_are_sent_and_change_nothing(cast: Cast, visit: Visit, elsewhere: Site) -> None:
    boiler = added(cast, visit.job.site, "Boiler")
    added(cast, elsewhere, "Lift")
    assert list(assets_visible_to(cast.field())) == [boiler]
    with pytest.raises(NotAllowed):
        change_asset(actor=cast.field(), now=NOW, asset_id=boiler.public_id, name="Mine")
    with pytest.raises(NotHere):
        change_asset(actor=cast.outsider(), now=NOW, asset_id=boiler.public_id, name="Mine")


def test_it_is_told_and_audited(cast: Cast, site: Site) -> None:
    added(cast, site, "Boiler")
    assert [entry.user for entry in audited("asset.add")] == [cast.dana]
