"""What stands at the sites, by the kind of place, and whom to ask there."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from apps.core.actor import Actor
from apps.jobs.actions import add_asset, add_contact
from apps.jobs.models import Site
from apps.jobs.states import ContactRole
from workhub.demo.customers import CARE, FOOD, HOME, OAK_ST, OFFICE, PLANT, RENTAL, SCHOOL, SHOP


class Piece(NamedTuple):
    """Equipment, and its parts."""

    name: str
    kind: str
    maker: str
    model: str
    parts: tuple[str, ...] = ()


BOILER = Piece("Boiler", "Boiler", "Northgate", "NG-80", ("Burner", "Circulator pump"))
HEATER = Piece("Water heater", "Water heater", "Ambler", "WH 50")
ROOFTOP = Piece("Rooftop unit 1", "Rooftop unit", "Calder", "RT-7.5", ("Compressor", "Blower"))
BY_KIND: dict[str, tuple[Piece, ...]] = {
    HOME: (HEATER,),
    RENTAL: (BOILER,),
    FOOD: (
        Piece("Deck oven, left", "Gas oven", "Forni", "D2", ("Pilot",)),
        Piece("Walk-in cooler", "Cooler", "Polar", "W-12"),
    ),
    SHOP: (ROOFTOP,),
    OFFICE: (ROOFTOP, Piece("Backflow preventer", "Backflow preventer", "Watt", "009")),
    SCHOOL: (BOILER, Piece("Lift", "Lift", "Rise", "R-630")),
    CARE: (BOILER, Piece("Generator", "Generator", "Dynamo", "G-60")),
    PLANT: (BOILER, Piece("Air compressor", "Compressor", "Pneu", "K-30")),
}  # fmt: skip


def equip(site: Site, kind: str, actor: Actor, now: datetime) -> None:
    """Write down what stands at a site."""
    for place, piece in enumerate(BY_KIND[kind]):
        whole = add_asset(
            actor=actor,
            now=now,
            site_id=site.public_id,
            name=piece.name,
            kind=piece.kind,
            manufacturer=piece.maker,
            model=piece.model,
            serial=f"{piece.maker[:2].upper()}-{1000 + site.pk % 9000}-{place + 1}",
            installed_on=date(2014 + site.pk % 9, 1 + site.pk % 12, 4),
        )
        for part in piece.parts:
            add_asset(actor=actor, now=now, site_id=site.public_id, name=part, parent_id=whole.public_id)


def introduce(site: Site, customer_id: UUID, actor: Actor, now: datetime) -> None:
    """Write down whom to ask, where the story tells of somebody."""
    if site.name == OAK_ST:
        lucia = {"name": "Lucia Ferreira", "phone": "401 555 0146", "notes": "There from 3:00 to noon"}
        add_contact(
            actor=actor, now=now, customer_id=customer_id, site_id=site.public_id, role=ContactRole.ON_SITE, **lucia
        )
