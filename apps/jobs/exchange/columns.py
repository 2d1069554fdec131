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
    """One column: the command's argument, the headings it is known by, and the rows it points at, if it does."""

    argument: str
    headings: tuple[str, ...]
    required: bool = False
    points_at: Rows | None = None

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
    def argument(self) -> str:
        """The changing command's argument for the row."""
        return f"{self.model._meta.model_name}_id"


NUMBER = Column(OWN_NUMBER, ("external id", "id", "number", "key", "reference", "ref"), required=True)
NAME = Column("name", ("name", "title", "company"), required=True)
AT_SITE = Column("site_id", ("site", "location", "site id", "place"), required=True, points_at=sites_visible_to)
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
                Column("phone", ("phone", "telephone", "tel", "mobile")),
                Column("email", ("email", "e-mail", "mail")),
                Column("notes", ("notes", "note", "comment", "remarks")),
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
                    required=True,
                    points_at=customers_visible_to,
                ),
                Column("address", ("address", "street", "street address"), required=True),
                Column("access_notes", ("access notes", "how to get in", "access")),
                Column("hazards", ("hazards", "dangers")),
                Column("timezone", ("time zone", "timezone")),
                Column("opening_hours", ("opening hours", "hours", "open")),
                Column("latitude", ("latitude", "lat")),
                Column("longitude", ("longitude", "lon", "lng", "long")),
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
                Column("kind", ("kind", "type")),
                Column("manufacturer", ("manufacturer", "maker", "brand", "make")),
                Column("model", ("model",)),
                Column("serial", ("serial", "serial number", "serial no", "s/n")),
                Column("installed_on", ("installed on", "installed", "installation date")),
                Column("warranty_until", ("warranty until", "warranty")),
                Column("notes", ("notes", "note", "comment", "remarks")),
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
                Column("title", ("title", "name", "subject", "work"), required=True),
                AT_SITE,
                Column("description", ("description", "what is to be done", "details", "scope")),
                Column("priority", ("priority", "urgency")),
                Column("duration_minutes", ("duration minutes", "minutes", "duration", "expected minutes")),
            ),
        ),
    )
}
