"""`asset.stop`, `asset.restart`, `asset.retire` and `asset.move`: where equipment stands, and whether it runs."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import (
    add_asset,
    add_job,
    add_site,
    change_asset,
    change_job,
    move_asset,
    restart_asset,
    retire_asset,
    stop_asset,
)
from apps.jobs.models import Asset, Site, Visit
from apps.jobs.states import AssetStatus
from tests.conftest import NOW, Cast, events
from tests.racing import race


@pytest.fixture
def boiler(cast: Cast, site: Site) -> Asset:
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler")


def test_it_stops_runs_again_and_is_gone_for_good(cast: Cast, site: Site, boiler: Asset) -> None:
    office: dict[str, Any] = {"actor": cast.office(), "now": NOW, "asset_id": boiler.public_id}
    with pytest.raises(BadInput):
        stop_asset(**office, reason=" ")
    assert stop_asset(**office, reason="It leaks").status_reason == "It leaks"
    again = restart_asset(**office)
    assert (again.status, again.status_reason) == (AssetStatus.IN_SERVICE, "")
    pump = add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Heat pump")
    with pytest.raises(BadInput, match="cannot take its own place"):
        retire_asset(**office, reason="Old", replaced_by_id=boiler.public_id)
    assert retire_asset(**office, reason="Old", replaced_by_id=pump.public_id).replaced_by == pump
    for verb in (stop_asset, retire_asset):
        with pytest.raises(IllegalTransition):
            verb(**office, reason="Again")
    assert [len(events(f"asset.{what}")) for what in ("stopped", "restarted", "retired")] == [1, 1, 1]


def test_it_moves_with_its_parts(cast: Cast, site: Site, boiler: Asset) -> None:
    office: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    hall = add_asset(**office, site_id=site.public_id, name="Hall")
    plant = add_asset(**office, site_id=site.public_id, name="Plant", parent_id=hall.public_id)
    part = add_asset(**office, site_id=site.public_id, name="Valve", parent_id=plant.public_id)
    other = add_site(**office, customer_id=site.customer.public_id, name="Elm St", address="3 Elm St")
    moved = move_asset(**office, asset_id=plant.public_id, site_id=other.public_id)
    part.refresh_from_db()
    assert (moved.site, moved.parent, part.site, part.parent) == (other, None, other, plant)
    with pytest.raises(IllegalTransition, match="stands at Elm St already"):
        move_asset(**office, asset_id=plant.public_id, site_id=other.public_id)
    retire_asset(**office, asset_id=plant.public_id, reason="Old")
    with pytest.raises(IllegalTransition, match="is retired"):
        move_asset(**office, asset_id=plant.public_id, site_id=site.public_id)


def test_field_staff_and_outsiders_do_none_of_it(cast: Cast, visit: Visit, boiler: Asset) -> None:
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        for verb in (stop_asset, retire_asset, restart_asset):
            with pytest.raises(refused):
                verb(actor=actor, now=NOW, asset_id=boiler.public_id, reason="Mine")
        with pytest.raises(refused):
            move_asset(actor=actor, now=NOW, asset_id=boiler.public_id, site_id=visit.job.site.public_id)


def test_what_is_retired_stays_as_it_was_and_its_jobs_go_on(cast: Cast, site: Site, boiler: Asset) -> None:
    office: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    job = add_job(**office, site_id=site.public_id, title="Service", asset_id=boiler.public_id)
    retire_asset(**office, asset_id=boiler.public_id, reason="Old")
    with pytest.raises(IllegalTransition, match="is retired"):
        change_asset(**office, asset_id=boiler.public_id, name="Boiler 3")
    with pytest.raises(BadInput, match="is retired"):
        add_asset(**office, site_id=site.public_id, name="Pump", parent_id=boiler.public_id)
    with pytest.raises(BadInput, match="is retired"):
        add_job(**office, site_id=site.public_id, title="Service", asset_id=boiler.public_id)
    changed = change_job(**office, job_id=job.public_id, title="Last service", asset_id=boiler.public_id)
    assert changed.asset == boiler


@pytest.mark.django_db(transaction=True)
def test_no_part_is_left_behind_by_who_hangs_it_while_its_whole_moves(cast: Cast, site: Site, boiler: Asset) -> None:
    office: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    other = add_site(**office, customer_id=site.customer.public_id, name="Elm St", address="3 Elm St")
    race(
        lambda: move_asset(**office, asset_id=boiler.public_id, site_id=other.public_id),
        lambda: add_asset(**office, site_id=site.public_id, name="Pump", parent_id=boiler.public_id),
    )
    boiler.refresh_from_db()
    assert all(part.site_id == boiler.site_id for part in boiler.parts.all())
