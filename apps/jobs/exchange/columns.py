"""What can be brought in, column by column. A new one is one line here, once its command takes the argument."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.jobs.models import Asset, Customer, Job, Site
from apps.jobs.selectors import assets_visible_to, customers_visible_to, jobs_visible_to, sites_visible_to

OWN_NUMBER = "external_id"
Rows = Callable[[Actor], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the command's argument, the headings it is known by, and the rows it points at, if it does.

    Attributes:
        about: what is written into it.
    """

    argument: str
    headings: tuple[str, ...]
    about: Any
    required: bool = False
    points_at: Rows | None = None

    @property
    def heading(self) -> str:
        """What it is called in the file to fill in."""
        return self.headings[0]

    @property
    def attribute(self) -> str:
        """Where the row keeps it."""
        return self.argument.removesuffix("_id") if self.points_at else self.argument


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its commands, the rows in sight, its columns."""

    name: str
    label: Any
    model: type[Model]
    rows: Rows
    add: str
    change: str
    columns: tuple[Column, ...] = field(default=())

    @property
    def called_by(self) -> str:
        """The argument that says what a row is called."""
        return "title" if self.model is Job else "name"

    @property
    def argument(self) -> str:
        """The changing command's argument for the row."""
        return f"{self.model._meta.model_name}_id"


NUMBER = Column(
    OWN_NUMBER,
    ("external id", "id", "number", "key", "reference", "ref"),
    _("The row's number in the other system. The same number again changes the row instead of adding one."),
    required=True,
)
NAME = Column("name", ("name", "title", "company"), _("What people call it."), required=True)
NOTES = Column("notes", ("notes", "note", "comment", "remarks"), _("For the office and for who goes there."))
A_DAY = _("A day, as 2026-01-31.")
AT_SITE = Column(
    "site_id",
    ("site", "location", "site id", "place"),
    _("The site's name here, or its number in the other system. It must be here already."),
    required=True,
    points_at=sites_visible_to,
)
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "customers",
            _("customers"),
            Customer,
            customers_visible_to,
            "customer.add",
            "customer.change",
            (
                NUMBER,
                NAME,
                Column("phone", ("phone", "telephone", "tel", "mobile"), _("A number that can be dialled.")),
                Column("email", ("email", "e-mail", "mail"), _("Where letters and reports go.")),
                NOTES,
            ),
        ),
        Kind(
            "sites",
            _("sites"),
            Site,
            sites_visible_to,
            "site.add",
            "site.change",
            (
                NUMBER,
                NAME,
                Column(
                    "customer_id",
                    ("customer", "client", "customer id", "account"),
                    _("The customer's name here, or their number in the other system. They must be here already."),
                    required=True,
                    points_at=customers_visible_to,
                ),
                Column("address", ("address", "street", "street address"), _("As one line."), required=True),
                Column("access_notes", ("access notes", "how to get in", "access"), _("How one gets in.")),
                Column("hazards", ("hazards", "dangers"), _("What to beware of.")),
                Column("timezone", ("time zone", "timezone"), _("As Europe/Berlin; empty: the company's.")),
                Column(
                    "opening_hours",
                    ("opening hours", "hours", "open"),
                    _("As Mon–Fri 8:00–17:00, Sat 9:00–12:00; empty: any time."),
                ),
                Column("latitude", ("latitude", "lat"), _("Degrees, as 41.8781; with the longitude or not at all.")),
                Column("longitude", ("longitude", "lon", "lng", "long"), _("Degrees, as -87.6298.")),
            ),
        ),
        Kind(
            "assets",
            _("assets"),
            Asset,
            assets_visible_to,
            "asset.add",
            "asset.change",
            (
                NUMBER,
                NAME,
                AT_SITE,
                Column("kind", ("kind", "type"), _("As boiler, lift, pump.")),
                Column("manufacturer", ("manufacturer", "maker", "brand", "make"), _("Who made it.")),
                Column("model", ("model",), _("As its plate says.")),
                Column("serial", ("serial", "serial number", "serial no", "s/n"), _("As its plate says.")),
                Column("installed_on", ("installed on", "installed", "installation date"), A_DAY),
                Column("warranty_until", ("warranty until", "warranty"), A_DAY),
                NOTES,
            ),
        ),
        Kind(
            "jobs",
            _("jobs"),
            Job,
            jobs_visible_to,
            "job.add",
            "job.change",
            (
                NUMBER,
                Column(
                    "title",
                    ("title", "name", "subject", "work"),
                    _("What is to be done, in a few words."),
                    required=True,
                ),
                AT_SITE,
                Column(
                    "description", ("description", "what is to be done", "details", "scope"), _("The same at length.")
                ),
                Column("priority", ("priority", "urgency"), _("low, normal, high or urgent; empty: normal.")),
                Column(
                    "duration_minutes",
                    ("duration minutes", "minutes", "duration", "expected minutes"),
                    _("From 5; empty: 60."),
                ),
            ),
        ),
    )
}
