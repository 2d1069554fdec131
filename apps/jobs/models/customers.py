"""Who the work is for, and where it is done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record
from apps.jobs.models.external import external_id, external_id_once
from apps.jobs.states import ContactRole

GEOFENCE = (20, 20_000)  # metres: from a doorway to a quarry


class Customer(Record):
    """Somebody the company works for."""

    name = models.CharField(_("name"), max_length=160)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=4000)
    external_id = external_id()

    class Meta:
        ordering = ["name"]
        constraints = [external_id_once("customer")]

    def __str__(self) -> str:
        return self.name


class Site(Record):
    """A place where work is done."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="sites", verbose_name=_("customer"))
    name = models.CharField(_("name"), max_length=160, help_text=_("What people call it: “Oak St”, “North depot”."))
    address = models.CharField(_("address"), max_length=300)
    access_notes = models.TextField(_("how to get in"), blank=True, max_length=2000)
    hazards = models.TextField(_("hazards"), blank=True, max_length=2000, help_text=_("Shown before anything else."))
    timezone = models.CharField(_("time zone"), max_length=60, blank=True, help_text=_("Empty: the company's."))
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    geofence_metres = models.PositiveIntegerField(
        _("radius in metres"),
        null=True,
        blank=True,
        help_text=_("How far from the position somebody still counts as being there."),
    )
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=300,
        blank=True,
        help_text=_("“Mon–Fri 8:00–17:00, Sat 9:00–12:00”. Empty: any time."),
    )
    external_id = external_id()

    class Meta:
        ordering = ["name"]
        constraints = [
            external_id_once("site"),
            models.CheckConstraint(
                condition=(
                    models.Q(latitude__isnull=True, longitude__isnull=True)
                    # NULL is not false: without the two "not null" a latitude alone would pass.
                    | models.Q(
                        latitude__isnull=False,
                        longitude__isnull=False,
                        latitude__range=(-90, 90),
                        longitude__range=(-180, 180),
                    )
                ),
                name="site_position",
            ),
            models.CheckConstraint(
                condition=models.Q(geofence_metres__isnull=True) | models.Q(geofence_metres__range=GEOFENCE),
                name="site_geofence",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> str:
        """Its name and address in a line; what is called by its address is not said twice."""
        return self.name if self.name.strip() == self.address.strip() else f"{self.name}, {self.address}"


class Contact(Record):
    """Somebody to speak to at a customer, or at one of their sites."""

    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("customer")
    )
    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("site"),
        help_text=_("Empty: for all sites of the customer."),
    )
    name = models.CharField(_("name"), max_length=160)
    role = models.CharField(_("what for"), max_length=12, choices=ContactRole, default=ContactRole.ON_SITE)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=2000)
    retired_at = models.DateTimeField(_("not asked any more since"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
