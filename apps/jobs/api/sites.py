"""Where work is done."""

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
from apps.jobs.api.mentions import BAKERY, FOR_THE_BAKERY, OAK_ST
from apps.jobs.models import Site
from apps.jobs.searching import sites_found
from apps.jobs.selectors import sites_visible_to

router = Router()
SITE = noun("site", "sites", "Sites")
BY_NAME = Order("name")
KNOWN = {
    "name": "Oak St",
    "address": "12 Oak St",
    "access_notes": "Key at the counter",
    "hazards": "Low beam in the cellar",
    "timezone": "America/Chicago",
    "latitude": 41.8781,
    "longitude": -87.6298,
    "geofence_metres": 150,
    "opening_hours": "Mon–Fri 8:00–17:00, Sat 9:00–12:00",
}
show_how(
    {
        "site.add": {"customer_id": BAKERY, **KNOWN, "external_id": "S-204"},
        "site.change": {"site_id": OAK_ST, **KNOWN, "version": 3},
    }
)


class SiteOut(RecordOut):
    """A place where work is done."""

    model_config = ConfigDict(json_schema_extra=example(id=OAK_ST, customer=FOR_THE_BAKERY, **KNOWN))

    customer: NameOut
    name: str
    address: str
    access_notes: str
    hazards: str = Field(description="Show it before anything else.")
    timezone: str = Field(description="An IANA name; empty: the company's.")
    latitude: float | None
    longitude: float | None
    geofence_metres: int | None = Field(description="How far from the position somebody still counts as being there.")
    opening_hours: str = Field(description="On the site's clock; empty: any time.")

    @classmethod
    def of(cls, site: Site) -> "SiteOut":
        """The site."""
        return cls(
            **record(site),
            customer=NameOut.of(site.customer),
            name=site.name,
            address=site.address,
            access_notes=site.access_notes,
            hazards=site.hazards,
            timezone=site.timezone,
            latitude=site.latitude,
            longitude=site.longitude,
            geofence_metres=site.geofence_metres,
            opening_hours=site.opening_hours,
        )


class SiteFilters(Listing):
    """Which sites."""

    customer: UUID | None = None
    q: str = Field("", max_length=200, description="Words of the name, the address or the customer.")
    updated_since: Moment | None = None


def _sites(actor: Actor) -> "QuerySet[Site]":
    return sites_visible_to(actor).select_related("customer")


@router.get("/sites", **SITE.listing(SiteOut))
def list_sites(request: HttpRequest, asked: Query[SiteFilters]) -> HttpResponse:
    """By name: the office all of them, a member those of their visits."""
    rows = narrowed(
        sites_found(_sites(actor_of(request)), asked.q),
        customer__public_id=asked.customer,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, BY_NAME, SiteOut.of)


@router.get("/sites/{id}", **SITE.detail(SiteOut))
def read_site(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One site."""
    return one(request, _sites(actor_of(request)), id, SiteOut.of)


add_history(router, SITE, sites_visible_to)
