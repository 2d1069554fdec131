"""Manuals and other papers that people look things up in: kept page by page, so that an answer can name the page."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.looks import Look
from apps.core.models import Record, StoredFile
from apps.jobs.models.assets import Asset
from apps.jobs.models.customers import Site
from apps.jobs.models.templates import JobTemplate
from apps.jobs.states import READING_LOOKS, Reading

LONGEST_PAGE = 20_000  # characters that are kept of one


class Manual(Record):
    """A paper about an asset, a site, a kind of job, or about none of them: then it is the company's."""

    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="manuals", verbose_name=_("file")
    )
    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="manuals", verbose_name=_("asset")
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="manuals", verbose_name=_("site")
    )
    template = models.ForeignKey(
        JobTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="manuals",
        verbose_name=_("job template"),
    )
    reading = models.CharField(_("read"), max_length=10, choices=Reading, default=Reading.WAITING)
    trouble = models.CharField(_("why not"), max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(_("not used any more since"), null=True, blank=True)
    retired_because = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asset__isnull=True, site__isnull=True)
                | Q(asset__isnull=True, template__isnull=True)
                | Q(site__isnull=True, template__isnull=True),
                name="manual_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def look(self) -> Look:
        """Whether it was read."""
        return READING_LOOKS[Reading(self.reading)]

    @property
    def about(self) -> Record | None:
        """What it is about; None: it is the company's."""
        return self.asset or self.site or self.template


class ManualPage(models.Model):
    """The words of one page, or of a part of a text without pages. English and Spanish words are both found."""

    id = models.BigAutoField(primary_key=True)
    manual = models.ForeignKey(Manual, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=LONGEST_PAGE)
    words = models.GeneratedField(
        expression=SearchVector("text", config="english") + SearchVector("text", config="spanish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["manual", "number"]
        constraints = [models.UniqueConstraint(fields=["manual", "number"], name="manual_page_once")]
        indexes = [GinIndex(fields=["words"], name="manual_page_words")]

    def __str__(self) -> str:
        return f"{self.manual_id}/{self.number}"
