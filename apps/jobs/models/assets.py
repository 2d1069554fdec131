"""What stands at sites: the equipment that is worked on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record
from apps.jobs.models.customers import Site
from apps.jobs.models.external import external_id, external_id_once


class Asset(Record):
    """A piece of equipment at a site, on its own or as a part of another."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="assets", verbose_name=_("site"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    name = models.CharField(_("name"), max_length=160)
    external_id = external_id()

    class Meta:
        ordering = ["name"]
        constraints = [external_id_once("asset")]

    def __str__(self) -> str:
        return self.name
