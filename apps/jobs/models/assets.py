"""What stands at sites: the equipment that is worked on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record
from apps.jobs.models.customers import Site
from apps.jobs.models.external import external_id, external_id_once
from apps.jobs.states import ASSET, AssetStatus


class Asset(Record):
    """A piece of equipment at a site, on its own or as a part of another."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="assets", verbose_name=_("site"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    name = models.CharField(_("name"), max_length=160, help_text=_("What people call it: “Boiler 2”, “Lift east”."))
    kind = models.CharField(_("kind"), max_length=80, blank=True, help_text=_("Boiler, lift, pump …"))
    manufacturer = models.CharField(_("manufacturer"), max_length=120, blank=True)
    model = models.CharField(_("model"), max_length=120, blank=True)
    serial = models.CharField(_("serial number"), max_length=120, blank=True)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)
    warranty_until = models.DateField(_("warranty until"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=4000)
    status = models.CharField(_("status"), max_length=16, choices=AssetStatus, default=AssetStatus.IN_SERVICE)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )

    sticker_id = models.UUIDField(
        _("number on the sticker"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Empty: the asset's own public id, as on the first sticker."),
    )
    external_id = external_id()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["sticker_id"], condition=Q(sticker_id__isnull=False), name="asset_sticker")]
        constraints = [
            external_id_once("asset"),
            models.CheckConstraint(
                condition=Q(status=AssetStatus.IN_SERVICE) | ~Q(status_reason=""),
                name="asset_reason_when_not_in_service",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="asset_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def look(self) -> Look:
        """How its status looks."""
        return ASSET.looks[self.status]
