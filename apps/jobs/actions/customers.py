"""Customers and their sites."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput
from apps.core.outbox import emit
from apps.core.rows import create, lock, refuse_stale, save
from apps.core.zones import refuse_unknown_zone
from apps.jobs.events import CUSTOMER_ADDED, CUSTOMER_CHANGED, SITE_ADDED, SITE_CHANGED
from apps.jobs.models import Customer, Site
from apps.jobs.models.customers import GEOFENCE
from apps.jobs.opening import written
from apps.jobs.selectors import customers_visible_to, sites_visible_to

refuse_as(
    "site_position",
    lambda: BadInput(_("A position needs a latitude (-90 to 90) and a longitude (-180 to 180), both or neither.")),
)
CUSTOMER_FIELDS = ["name", "phone", "email", "notes"]
refuse_as(
    "site_geofence",
    lambda: BadInput(
        _("The radius is from %(least)d to %(most)d metres.") % {"least": GEOFENCE[0], "most": GEOFENCE[1]},
        code="site_geofence",
    ),
)
SITE_FIELDS = [
    "name",
    "address",
    "access_notes",
    "hazards",
    "timezone",
    "latitude",
    "longitude",
    "geofence_metres",
    "opening_hours",
]


@command("customer.add", title="Add a customer", risk=Risk.APPROVE)
def add_customer(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    phone: str = "",
    email: str = "",
    notes: str = "",
    external_id: str = "",
) -> Customer:
    """Add somebody the company works for.

    Args:
        external_id: its number in the system it came from, by which an import finds it again.

    Raises:
        NotAllowed, BadInput.
    """
    actor.require("customer.add")
    number = external_id.strip() or None
    told = {"name": name.strip(), "phone": phone, "email": email, "notes": notes}
    customer = create(Customer, now=now, external_id=number, **told)
    emit(CUSTOMER_ADDED, actor=actor, subject=customer, now=now)
    return customer


@command("customer.change", title="Change a customer", risk=Risk.APPROVE)
def change_customer(
    *,
    actor: Actor,
    now: datetime,
    customer_id: UUID,
    name: str,
    phone: str = "",
    email: str = "",
    notes: str = "",
    version: int | None = None,
) -> Customer:
    """Change what is known of a customer.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput.
    """
    customer = lock(customers_visible_to(actor), customer_id)
    actor.require("customer.change")
    refuse_stale(customer, version)
    customer.name, customer.phone, customer.email, customer.notes = name.strip(), phone, email, notes
    save(customer, now=now, fields=CUSTOMER_FIELDS)
    emit(CUSTOMER_CHANGED, actor=actor, subject=customer, now=now)
    return customer


def _refuse_circle_without_middle(latitude: float | None, geofence_metres: int | None) -> None:
    if geofence_metres is not None and latitude is None:
        text = _("A radius needs a position: where is its middle?")
        raise BadInput(text, code="radius_without_position", fields={"geofence_metres": text})


@command("site.add", title="Add a site", risk=Risk.APPROVE)
def add_site(
    *,
    actor: Actor,
    now: datetime,
    customer_id: UUID,
    name: str,
    address: str,
    access_notes: str = "",
    hazards: str = "",
    timezone: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    geofence_metres: int | None = None,
    opening_hours: str = "",
    external_id: str = "",
) -> Site:
    """Add a place where work is done.

    Args:
        timezone: an IANA name; empty means the company's.
        latitude, longitude: degrees, both or neither.
        geofence_metres: how far from there somebody still counts as being there.
        opening_hours: as `apps.jobs.opening` reads them, on the site's clock.
        external_id: its number in the system it came from, by which an import finds it again.

    Raises:
        NotHere: no such customer; NotAllowed, BadInput.
    """
    customer = lock(customers_visible_to(actor), customer_id)
    actor.require("site.add")
    refuse_unknown_zone(timezone)
    _refuse_circle_without_middle(latitude, geofence_metres)
    site = create(
        Site,
        now=now,
        customer=customer,
        name=name.strip(),
        address=address.strip(),
        access_notes=access_notes,
        hazards=hazards,
        timezone=timezone,
        latitude=latitude,
        longitude=longitude,
        geofence_metres=geofence_metres,
        opening_hours=written(opening_hours),
        external_id=external_id.strip() or None,
    )
    emit(SITE_ADDED, actor=actor, subject=site, now=now, customer=str(customer_id))
    return site


@command("site.change", title="Change a site", risk=Risk.APPROVE)
def change_site(
    *,
    actor: Actor,
    now: datetime,
    site_id: UUID,
    name: str,
    address: str,
    access_notes: str = "",
    hazards: str = "",
    timezone: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    geofence_metres: int | None = None,
    opening_hours: str = "",
    version: int | None = None,
) -> Site:
    """Change what is known of a site.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput.
    """
    site = lock(sites_visible_to(actor), site_id)
    actor.require("site.change")
    refuse_stale(site, version)
    refuse_unknown_zone(timezone)
    _refuse_circle_without_middle(latitude, geofence_metres)
    site.name, site.address = name.strip(), address.strip()
    site.access_notes, site.hazards, site.timezone = access_notes, hazards, timezone
    site.latitude, site.longitude = latitude, longitude
    site.geofence_metres, site.opening_hours = geofence_metres, written(opening_hours)
    save(site, now=now, fields=SITE_FIELDS)
    emit(SITE_CHANGED, actor=actor, subject=site, now=now)
    return site
