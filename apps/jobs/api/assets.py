"""Equipment at sites."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.jobs.api.mentions import AT_OAK_ST, BURNER, OAK_ST, SiteMentioned
from apps.jobs.models import Asset
from apps.jobs.searching import assets_found
from apps.jobs.selectors import assets_visible_to
from apps.jobs.states import AssetStatus

router = Router()
ASSET = noun("asset", "assets", "Assets")
BY_NAME = Order("name")
KNOWN = {
    "name": "Boiler 2",
    "kind": "Boiler",
    "manufacturer": "Acme",
    "model": "HX-24",
    "serial": "AC-99-1042",
    "installed_on": "2021-05-04",
    "warranty_until": "2027-05-04",
    "notes": "In the cellar, left of the door",
}
show_how(
    {
        "asset.add": {"site_id": OAK_ST, **KNOWN, "external_id": "A-88"},
        "asset.change": {"asset_id": BURNER, "parent_id": None, **KNOWN, "version": 3},
        "asset.move": {"asset_id": BURNER, "site_id": OAK_ST},
        "asset.stop": {"asset_id": BURNER, "reason": "It leaks"},
        "asset.restart": {"asset_id": BURNER, "reason": "The seal was replaced"},
        "asset.renew_sticker": {"asset_id": BURNER, "reason": "The sticker was taken away"},
        "asset.retire": {"asset_id": BURNER, "reason": "Replaced by a heat pump"},
    }
)


class AssetOut(RecordOut):
    """A piece of equipment."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=BURNER,
            site=AT_OAK_ST,
            parent=None,
            **KNOWN,
            status="in_service",
            status_reason="",
            replaced_by=None,
        )
    )

    site: SiteMentioned
    parent: NameOut | None = Field(description="What it is a part of.")
    name: str
    kind: str
    manufacturer: str
    model: str
    serial: str
    installed_on: date | None
    warranty_until: date | None
    notes: str
    status: AssetStatus
    status_reason: str
    replaced_by: NameOut | None

    @classmethod
    def of(cls, asset: Asset) -> "AssetOut":
        """The asset."""
        return cls(
            **record(asset),
            site=SiteMentioned.of(asset.site),
            parent=NameOut.of(asset.parent) if asset.parent else None,
            name=asset.name,
            kind=asset.kind,
            manufacturer=asset.manufacturer,
            model=asset.model,
            serial=asset.serial,
            installed_on=asset.installed_on,
            warranty_until=asset.warranty_until,
            notes=asset.notes,
            status=AssetStatus(asset.status),
            status_reason=asset.status_reason,
            replaced_by=NameOut.of(asset.replaced_by) if asset.replaced_by else None,
        )


class AssetFilters(Listing):
    """Which assets."""

    site: UUID | None = None
    status: AssetStatus | None = None
    q: str = Field("", max_length=200, description="Words of the name, serial number, kind, maker, site or customer.")
    updated_since: Moment | None = None


def _assets(actor: Actor) -> "QuerySet[Asset]":
    return assets_visible_to(actor).select_related("site", "parent", "replaced_by")


@router.get("/assets", **ASSET.listing(AssetOut))
def list_assets(request: HttpRequest, asked: Query[AssetFilters]) -> HttpResponse:
    """By name: the office all of them, a member those of the places they are sent to."""
    rows = narrowed(
        assets_found(_assets(actor_of(request)), asked.q),
        site__public_id=asked.site,
        status=asked.status,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, BY_NAME, AssetOut.of)


@router.get("/assets/{id}", **ASSET.detail(AssetOut))
def read_asset(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One asset."""
    return one(request, _assets(actor_of(request)), id, AssetOut.of)


add_history(router, ASSET, assets_visible_to)
